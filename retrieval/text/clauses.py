"""Clauses and pieces as spans: where a quotation may begin and end. Spans of one kind tile their text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.model import Span
from retrieval.text.sentences import tile

_CLOSERS = "”’）)》】」』〉"
_BRACKETS = dict(zip("“‘（(《【「『〈", _CLOSERS[:3] + ")" + _CLOSERS[4:], strict=True))
_MARK = "。！？!?；;，,：:\n"
# A comma or colon between digits belongs to a number or a time (1,700 and 9:30), a mark between letters to an address.
_INSIDE = r"(?:(?<=[0-9０-９])[,，:：](?=[0-9０-９])|(?<=[A-Za-z0-9/=])[?!:](?=[A-Za-z0-9/]))"
_CLAUSE = re.compile(rf"(?:{_INSIDE}|[^{_MARK}])*(?!{_INSIDE})[{_MARK}][{_MARK}{_CLOSERS} \u3000\xa0\t]*")
_PAUSE = re.compile(r"[、\u3000 ]+")
_LONGEST_BRACKET = 48
_LONG_PIECE = 70
_SHORTEST_PIECE = 12


def clauses(text: str, within: Span) -> tuple[Span, ...]:
    """Return the spans of the clauses inside `within`; they tile it. A number keeps its comma, a time its colon."""
    return tile(_CLAUSE, text, within)


def pieces(text: str, longest: int) -> tuple[Span, ...]:
    """Return the spans, each of at most `longest` characters, that a quotation may begin and end with; they tile `text`.

    They are clauses. Those that part what stands in brackets or quotation marks are joined again, and one much longer
    than a line is cut at its blanks and enumeration commas, or at `longest` if it has none.
    """
    whole = _joined(text, clauses(text, Span(0, len(text))), longest)
    return tuple(part for span in whole for part in _cut(text, span, longest))


def _joined(text: str, parts: Sequence[Span], longest: int) -> Iterator[Span]:
    """The clauses, those between an opening mark and its closing mark as one, as far as that is short."""
    at = 0
    while at < len(parts):
        start, end = parts[at].start, parts[at].end
        closed = _closing(text, start, end)
        while closed > end and at + 1 < len(parts) and parts[at + 1].end - start <= longest:
            at += 1
            end = parts[at].end
            closed = _closing(text, start, end)
        yield Span(start, end)
        at += 1


def _closing(text: str, start: int, end: int) -> int:
    """Where the last mark that opens in `text[start:end]` and does not close there is closed nearby; else `end`."""
    for at in range(end - 1, start - 1, -1):
        closer = _BRACKETS.get(text[at])
        if closer is not None and text.find(closer, at, end) < 0:
            return max(end, text.find(closer, end, at + _LONGEST_BRACKET))
    return end


def _cut(text: str, span: Span, longest: int) -> Iterator[Span]:
    start = span.start
    while span.end - start > _LONG_PIECE:
        end = _pause(text, start, min(span.end - 4, start + _LONG_PIECE)) or _pause(
            text, start, min(span.end - 4, start + longest)
        )
        if end == 0 and span.end - start <= longest:
            break
        end = end or start + longest
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def _pause(text: str, start: int, before: int) -> int:
    """The end of the last pause there; 0 without one."""
    return max((m.end() for m in _PAUSE.finditer(text, start + _SHORTEST_PIECE, before)), default=0)
