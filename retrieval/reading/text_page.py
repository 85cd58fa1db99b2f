"""The text layer of bulletin pages: lines broken at column width, headlines perhaps lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from retrieval.model import Page
from retrieval.reading.assembly import articles_of
from retrieval.reading.clues import is_terminal
from retrieval.reading.furniture import Masthead, is_jump, is_strip, label_in_name, sort_out
from retrieval.reading.lines import Line, lines_of
from retrieval.reading.roles import roles_of
from retrieval.text.names import byline_at_end


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
    """The lines of each page: form feeds part pages, unless a sentence runs on across one."""
    sheet: list[Line] = []
    start = 0
    for part in text.split("\f"):
        lines = lines_of(text, start, start + len(part))
        start += len(part) + 1
        if sheet and lines and not _runs_on(sheet[-1], lines[0]):
            yield sheet
            sheet = []
        sheet += lines
    if sheet:
        yield sheet


def _runs_on(last: Line, first: Line) -> bool:
    """Say whether the last line of a sheet is in mid-sentence, and the next sheet no page of its own."""
    if is_terminal(last.bare) or is_jump(last) or is_strip(last) or is_strip(first):
        return False
    return byline_at_end(last.text) is None
