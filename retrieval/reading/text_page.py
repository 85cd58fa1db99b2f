"""The text layer of bulletin pages: lines broken at column width, headlines perhaps lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from retrieval.model import Page
from retrieval.reading.assembly import articles_of
from retrieval.reading.clues import is_terminal
from retrieval.reading.furniture import (
    Masthead,
    day_of_strip,
    is_jump,
    is_paper,
    is_strip,
    label_in_name,
    sort_out,
)
from retrieval.reading.lines import Line, lines_of
from retrieval.reading.roles import roles_of
from retrieval.text.names import byline_at_end

_MOST_LINES = 3000


def read_text(
    text: str, stem: str, published_on: dt.date | None, named_on: dt.date | None
) -> tuple[list[Page], Masthead]:
    """Return the pages of a text and what its mastheads say.

    The day that datelines are dated from is `published_on`, else the masthead's, else `named_on`.
    """
    layers = [sort_out(lines) for lines in _sheets(text)]
    mastheads = [masthead for _, _, masthead in layers]
    first = Masthead(
        next((m.paper for m in mastheads if m.paper), None),
        next((m.published_on for m in mastheads if m.published_on), None),
        next((m.label for m in mastheads if m.label), None),
    )
    pages = [
        _page(
            text,
            lines,
            others,
            masthead.label,
            published_on or masthead.published_on or first.published_on or named_on,
        )
        for lines, others, masthead in layers
    ]
    if len(pages) == 1 and pages[0].label is None:
        pages = [replace(pages[0], label=label_in_name(stem))]
    return pages, first


def _page(
    text: str, lines: list[Line], others: list[Line], label: str | None, published_on: dt.date | None
) -> Page:
    jumps = [line.start for line in others if is_jump(line)]
    is_closed = [False] * len(lines)
    for i in range(1, len(lines)):
        is_closed[i] = any(lines[i - 1].start < jump < lines[i].start for jump in jumps)
    roles = roles_of(lines, is_closed)
    articles, left_over = articles_of(lines, roles, text, published_on)
    rest = sorted([*others, *left_over], key=lambda line: line.start)
    return Page(label, tuple(articles), tuple(line.text for line in rest))


def _sheets(text: str) -> Iterator[list[Line]]:
    """The lines of each page: form feeds part pages, unless a sentence runs on across one; so do other days' strips."""
    sheet: list[Line] = []
    start = 0
    for part in text.split("\f"):
        lines = lines_of(text, start, start + len(part))
        start += len(part) + 1
        if sheet and lines and not _runs_on(sheet[-1], lines[0]):
            yield from _by_day(sheet)
            sheet = []
        sheet += lines
    if sheet:
        yield from _by_day(sheet)


def _by_day(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines parted where the strip of another day begins, as where a year's issues stand in one file; and behind
    a signed article after as many lines as no page has."""
    begun, day = 0, None
    for i, line in enumerate(lines):
        found = day_of_strip(line)
        is_other = found is not None and day is not None and found != day
        if is_other or _is_enough(lines, begun, i):
            first = _top_of_strip(lines, i) if is_other else i
            yield lines[begun:first]
            begun = first
        day = found or day
    yield lines[begun:]


def _is_enough(lines: list[Line], begun: int, i: int) -> bool:
    """Say whether a page that began at line `begun` is cut before line i: the longer it is, the less it needs for that."""
    n_lines = i - begun
    if n_lines < _MOST_LINES:
        return False
    is_signed = lines[i].has_gap and byline_at_end(lines[i - 1].text) is not None
    return is_signed or n_lines >= (2 if lines[i].has_gap else 4) * _MOST_LINES


def _top_of_strip(lines: list[Line], i: int) -> int:
    """Where the strip around line i begins: other strips and the paper's name stand above its day."""
    while i > 0 and (is_strip(lines[i - 1]) or is_paper(lines[i - 1])):
        i -= 1
    return i


def _runs_on(last: Line, first: Line) -> bool:
    """Say whether the last line of a sheet is in mid-sentence, and the next sheet no page of its own."""
    if is_terminal(last.bare) or is_jump(last) or is_strip(last) or is_strip(first):
        return False
    return byline_at_end(last.text) is None
