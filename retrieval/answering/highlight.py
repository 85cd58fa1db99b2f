"""Which words of an excerpt are the answer itself.

A who, a when, a how many has a form of its own: the name, date or number that stands nearest to the question's words
is marked. A why is the clause that gives a reason. For the rest the answer is what is new: the words of the likeliest
clauses that the question did not say itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from retrieval.answering.clues import LENGTHY
from retrieval.answering.excerpt import Window
from retrieval.answering.organisations import organisations
from retrieval.answering.people import likeliest, people
from retrieval.answering.questions import answer_form
from retrieval.model import Query, Span
from retrieval.text.clauses import clauses
from retrieval.text.fold import fold

_MOST = 4
_SHORTEST_NEW = 2
_LONGEST_MARK = 60
_EDGE = " \u3000\xa0\n。！？!?；;，,：:、"
# Little words that lead to an answer or follow it and are no part of it.
_LEAD = re.compile(
    r"(?:[的了是为在于由对把将和与及等也都就从向到并该此其以]|分别|主要|进行|通过|有着?|即|据此)+"
)
_TRAIL = re.compile(r"[的了是为在于由对把将和与及也都就从向到并而以]+$")
_REASON = re.compile(
    r"因为?(?!此|而|地|素|公)|由于|鉴于|为了|为(?=[^，,。：:；;]{4,24}[，,])|旨在|以便|目的是|原因是"
)
# 一天 says how long; it is no answer to when, unless how long is asked.
_LASTS = re.compile(r"多久|多长|期限|几天")
_LENGTH = re.compile(r"[0-9一二两三四五六七八九十]+(?:天|个月|年|小时|分钟|个工作日)|每[天周月年]")
_ASKS = re.compile(r"[?？]\s*$")
_UNFORMED = LENGTHY | {"define"}
_PRECEDING = 3


def highlights(text: str, window: Window, query: Query) -> tuple[Span, ...]:
    """Return the spans, counted from the start of the window, of the words that answer `query`."""
    folded = fold(text)
    found = _answers(folded, window.sentence, query) or _answers(folded, window.span, query)
    if not found and query.kind == "topic" and not _ASKS.search(query.text):
        found = matches(folded, window.span, query)
    if not found and query.kind == "why":
        found = _reasons(text, folded, window)
    return _shifted(_merged((found or _news(text, folded, window, query))[:_MOST]), window.span)


def matches(folded: str, within: Span, query: Query) -> list[Span]:
    """Return the runs of a folded text that are made of the query's own terms, merged where they touch."""
    piece = within.of(folded)
    spans = [
        Span(within.start + m.start(), within.start + m.end())
        for term in set(query.terms)
        for m in re.finditer(re.escape(term), piece)
    ]
    return _merged(spans)


def shifted_matches(text: str, within: Span, query: Query) -> tuple[Span, ...]:
    """Return the matching runs counted from the start of `within`."""
    return _shifted(matches(fold(text), within, query), within)


def _answers(folded: str, within: Span, query: Query) -> list[Span]:
    """What looks like an answer of the asked kind, nearest to the question's own words."""
    asked = fold(query.text)
    found = [span for span in _typed(folded, within, query, asked) if span.of(folded) not in asked]
    if query.kind in ("who", "org"):
        return likeliest(folded, found, query)
    if query.kind == "when" and not _LASTS.search(asked):
        found = [span for span in found if not _LENGTH.fullmatch(span.of(folded))] or found
    near = matches(folded, within, query)
    gaps = {span: min((_distance(span, m) for m in near), default=0) for span in found}
    nearest = min(gaps.values(), default=0)
    return [span for span in found if gaps[span] == nearest]


def _typed(folded: str, within: Span, query: Query, asked: str) -> list[Span]:
    if query.kind == "who":
        return people(folded, within)
    if query.kind == "org":
        return organisations(folded, within)
    pattern = answer_form(query.kind, asked)
    if pattern is None or query.kind in _UNFORMED:
        return []
    found = [Span(m.start(), m.end()) for m in pattern.finditer(folded, within.start, within.end)]
    return _ranges(folded, found) if query.kind in ("when", "clock") else found


def _ranges(folded: str, found: Sequence[Span]) -> list[Span]:
    """Times joined that are one from the other on: 每天6时至18时."""
    joined: list[Span] = []
    for span in found:
        if joined and folded[joined[-1].end : span.start] in ("", "至", "到", "-", "—", "~"):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _reasons(text: str, folded: str, window: Window) -> list[Span]:
    """The clause that gives a reason, nearest to the likeliest clauses; it begins with the word that says so."""
    found = []
    for clause in clauses(text, window.span):
        reason = _REASON.search(folded, clause.start, clause.end + 1)
        if reason:
            found.append(_bare(text, Span(reason.start(), clause.end)))
    return sorted(found, key=lambda span: _gap(span, window.likely))[:1]


def _news(text: str, folded: str, window: Window, query: Query) -> list[Span]:
    """What the likeliest clauses say that the question does not: all behind its words, or the longest run of it."""
    for within in (window.likely, _behind(window), window.sentence):
        fresh = _fresh(text, folded, within, query)
        if fresh and (query.kind in _UNFORMED or _ends_late(fresh, within)):
            start = _with_lead(folded, fresh[0].start, within)
            return [_bare(text, Span(start, min(within.end, start + _LONGEST_MARK)))]
        if fresh:
            return [max(fresh, key=lambda span: span.end - span.start)]
    return [_bare(text, window.likely)]


def _fresh(text: str, folded: str, within: Span, query: Query) -> list[Span]:
    """The runs of clauses between the question's own words, without the little words at their edges."""
    known = matches(folded, within, query)
    edges = [within.start, *(edge for span in known for edge in (span.start, span.end)), within.end]
    gaps = (Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True))
    runs = (_content(text, part) for gap in gaps for part in clauses(text, gap))
    return [run for run in runs if run.end - run.start >= _SHORTEST_NEW]


def _with_lead(folded: str, start: int, within: Span) -> int:
    """Where a step begins that opens with where or on what: 到镇里办理."""
    return start - 1 if start > within.start and folded[start - 1] in "到在由向对从凭持" else start


def _ends_late(fresh: Sequence[Span], within: Span) -> bool:
    """Say whether an answer of several clauses begins with the first run: it reaches over the half of the clauses."""
    return len(fresh) > 2 and fresh[0].start - within.start < (within.end - within.start) / 2


def _behind(window: Window) -> Span:
    end = window.sentence.end if window.likely.end < window.sentence.end else window.span.end
    return Span(min(window.likely.end, end), end)


def _content(text: str, span: Span) -> Span:
    span = _bare(text, span)
    lead = _LEAD.match(text, span.start, span.end)
    start = lead.end() if lead and lead.end() < span.end else span.start
    trail = _TRAIL.search(text, start, span.end)
    return _bare(text, Span(start, trail.start() if trail and trail.start() > start else span.end))


def _bare(text: str, span: Span) -> Span:
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip(_EDGE))
    end = span.end - (len(piece) - len(piece.rstrip(_EDGE)))
    return Span(start, end) if start < end else Span(span.start, span.start)


def _distance(span: Span, known: Span) -> int:
    """Characters between an answer and the question's words; what stands before them is a little farther."""
    return _gap(span, known) + (_PRECEDING if span.end <= known.start else 0)


def _gap(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if span.start >= span.end:
            continue
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _shifted(spans: Iterable[Span], within: Span) -> tuple[Span, ...]:
    inside = (
        Span(max(span.start, within.start), min(span.end, within.end))
        for span in spans
        if span.start < within.end and span.end > within.start
    )
    return tuple(Span(span.start - within.start, span.end - within.start) for span in inside)
