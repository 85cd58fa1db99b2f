"""Which words of an excerpt are the answer itself.

Plain words without a question mark the places that say them. To a question, the likeliest run of words is marked
(`answer_words.py`): a name, a date, a number, a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from retrieval.answering.answer_words import answer_in
from retrieval.answering.excerpt import Window
from retrieval.model import Query, Span
from retrieval.text.fold import fold

_MOST = 4
_ASKS = re.compile(r"[?？]\s*$")


def highlights(text: str, window: Window, query: Query) -> tuple[Span, ...]:
    """Return the spans, counted from the start of the window, of the words that answer `query`."""
    folded = fold(text)
    known = matches(folded, window.span, query)
    if known and query.kind == "topic" and not _ASKS.search(query.text):
        return _shifted(known[:_MOST], window.span)
    answer = answer_in(folded, window, query, known)
    return _shifted([answer] if answer else known[:_MOST], window.span)


def matches(folded: str, within: Span, query: Query) -> list[Span]:
    """Return the runs of a folded text that are made of the query's own terms, merged where they touch."""
    spans = [Span(at, at + len(term)) for term in set(query.terms) for at in _places(folded, term, within)]
    return _merged(spans)


def _places(folded: str, term: str, within: Span) -> Iterator[int]:
    """Where a term begins, one place behind the other."""
    at = folded.find(term, within.start, within.end)
    while at >= 0:
        yield at
        at = folded.find(term, at + len(term), within.end)


def shifted_matches(text: str, within: Span, query: Query) -> tuple[Span, ...]:
    """Return the matching runs counted from the start of `within`."""
    return _shifted(matches(fold(text), within, query), within)


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
