"""Which words of an excerpt are the answer itself: the date for a when, the name for a who, else the telling clause."""

from __future__ import annotations

import re
from collections.abc import Iterable

from retrieval.answering.excerpt import Weight, Window
from retrieval.answering.organisations import organisations
from retrieval.answering.people import likeliest, people
from retrieval.answering.questions import answer_form, kind_named
from retrieval.model import Query, Span
from retrieval.text.clauses import clauses
from retrieval.text.fold import fold

_MOST = 4
_SHORTEST_CLAUSE = 6
_EDGE = " 。！？!?；;，,：:、"


def highlights(text: str, window: Window, query: Query, weight: Weight) -> tuple[Span, ...]:
    """Return the spans, counted from the start of the window, of the words that answer `query`."""
    folded = fold(text)
    core = _common(window.sentence, window.span)
    found = _answers(folded, core, query) or _answers(folded, window.span, query)
    if not found:
        found = matches(folded, window.span, query) if query.kind == "topic" else []
    if not found:
        found = [_telling_clause(text, folded, core, query, weight)]
    return _shifted(_merged(found[:_MOST]), window.span)


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
    """What looks like an answer of the asked kind, nearest to the question's own words first."""
    asked = fold(query.text)
    found = [span for span in _typed(folded, within, query, asked) if span.of(folded) not in asked]
    if query.kind in ("who", "org"):
        return likeliest(folded, found, query)
    near = matches(folded, within, query)
    return sorted(found, key=lambda span: (min((_gap(span, m) for m in near), default=0), span.start))


def _typed(folded: str, within: Span, query: Query, asked: str) -> list[Span]:
    if query.kind == "who":
        return people(folded, within)
    if query.kind == "org":
        return organisations(folded, within)
    pattern = answer_form(query.kind, asked)
    if pattern is None or query.kind in ("how", "why", "effect"):
        return []
    return [Span(m.start(), m.end()) for m in pattern.finditer(folded, within.start, within.end)]


def _telling_clause(text: str, folded: str, core: Span, query: Query, weight: Weight) -> Span:
    """The clause that shares most with the question; a short one takes its neighbour along."""
    pieces = clauses(text, core)
    if not pieces:
        return core
    answers = kind_named(query.kind).answers
    terms = set(query.terms)

    def value(i: int) -> float:
        piece = pieces[i].of(folded)
        shown = answers is not None and answers.search(piece) is not None
        return sum(weight(t) for t in terms if t in piece) + (0.5 if shown else 0.0)

    best = max(range(len(pieces)), key=value)
    span = pieces[best]
    if span.end - span.start <= _SHORTEST_CLAUSE and best + 1 < len(pieces):
        span = Span(span.start, pieces[best + 1].end)
    return _bare(text, span)


def _bare(text: str, span: Span) -> Span:
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip(_EDGE))
    end = span.end - (len(piece) - len(piece.rstrip(_EDGE)))
    return Span(start, end) if start < end else span


def _common(one: Span, other: Span) -> Span:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else other


def _gap(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _shifted(spans: Iterable[Span], within: Span) -> tuple[Span, ...]:
    inside = (_common(span, within) for span in spans if span.start < within.end and span.end > within.start)
    return tuple(Span(span.start - within.start, span.end - within.start) for span in inside)
