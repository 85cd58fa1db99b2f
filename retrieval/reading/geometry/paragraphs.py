"""The lines of an article in reading order -> paragraphs, cross-heads and bylines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from retrieval.model import Box
from retrieval.reading import clues
from retrieval.reading.geometry.columns import Column
from retrieval.reading.geometry.heads import box_of
from retrieval.reading.geometry.rows import Line
from retrieval.reading.geometry.wording import spaced
from retrieval.text.names import byline_at_end, byline_of

_LONGEST_CROSSHEAD = 24
_SET_IN = 0.25
_STOP = re.compile(r"[，。；]")
_LONGEST_REST = 16
_HOLE = 1.9


@dataclass(slots=True)
class Body:
    """The text of one article: each paragraph the lines it is set in, and the lines that sign it.

    `n_above` counts the bylines that stand above the end of the last paragraph.
    """

    paragraphs: list[list[Line]] = field(default_factory=list)
    bylines: list[list[Line]] = field(default_factory=list)
    n_above: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with its column's word on it."""

    line: Line
    column: Column
    is_indented: bool
    is_short: bool
    can_end: bool


def body_of(columns: Sequence[Column]) -> Body:
    """Return the paragraphs that the columns of one article hold, in order."""
    rows = [_row(line, column) for column in columns for line in column.lines]
    body = Body()
    k = 0
    while k < len(rows):
        n_byline = _byline_lines(rows, k)
        if n_byline:
            body.bylines.append([row.line for row in rows[k : k + n_byline]])
            k += n_byline
            continue
        if not body.paragraphs or k == 0 or _begins(rows, k):
            body.paragraphs.append([])
        body.paragraphs[-1].append(rows[k].line)
        body.n_above = len(body.bylines)
        k += 1
    return body


def boxes_of(lines: Sequence[Line], columns: Sequence[Column]) -> tuple[Box, ...]:
    """Return the boxes of a paragraph's lines, one a column."""
    home = {line: k for k, column in enumerate(columns) for line in column.lines}
    return tuple(box_of(list(group)) for _, group in groupby(lines, key=lambda line: home.get(line, -1)))


def _row(line: Line, column: Column) -> _Row:
    return _Row(line, column, column.is_indented(line), column.is_short(line), clues.is_terminal(line.text))


def _begins(rows: Sequence[_Row], k: int) -> bool:
    """Say whether row k begins a paragraph."""
    row, above = rows[k], rows[k - 1]
    if row.is_indented:
        return not _goes_on_centred(rows, k)
    if _is_crosshead(rows, k - 1):
        return True
    if above.can_end and (above.is_short or _is_clause(row.line)):
        return True
    is_set_in = row.column.indent(row.line) > _SET_IN and _is_crosshead(rows, k)
    return (above.can_end and _is_full_crosshead(rows, k)) or is_set_in


def _is_clause(line: Line) -> bool:
    """Say whether a line begins a numbered clause, set apart from its number: 第二条　本办法."""
    text = spaced(line)
    end = clues.clause_end(text)
    return 0 < end < len(text) and text[end].isspace()


def _goes_on_centred(rows: Sequence[_Row], k: int) -> bool:
    """Say whether an indented line is set right for no reason of its own: text goes on in mid-sentence."""
    row, above = rows[k], rows[k - 1]
    is_cut = not above.can_end and not above.is_short and not above.line.text.endswith(("：", ":"))
    return is_cut and row.column.indent(row.line) > 6 and len(row.line.text) < 4


def _is_crosshead(rows: Sequence[_Row], k: int) -> bool:
    """Say whether row k is a short line in the middle of its column, between two paragraphs."""
    row = rows[k]
    text = row.line.text
    if len(text) > _LONGEST_CROSSHEAD or row.can_end or _STOP.search(text) or not row.line.glyphs:
        return False
    indent, shortfall = row.column.indent(row.line), row.column.shortfall(row.line)
    is_centred = indent > _SET_IN and abs(indent - shortfall) < 1.6
    is_after_end = k == 0 or rows[k - 1].can_end or rows[k - 1].is_short
    is_before_start = k + 1 == len(rows) or rows[k + 1].is_indented
    return is_centred and is_after_end and is_before_start


def _is_full_crosshead(rows: Sequence[_Row], k: int) -> bool:
    """Say whether row k fills its column and is a cross-head all the same: no stop in it, and a start below it."""
    row = rows[k]
    is_before_start = k + 1 < len(rows) and rows[k + 1].is_indented
    text = row.line.text
    return is_before_start and not row.can_end and not _STOP.search(text) and len(text) <= _LONGEST_CROSSHEAD


def _byline_lines(rows: Sequence[_Row], k: int) -> int:
    """Return how many rows from row k on are a byline and nothing else."""
    if k and not (rows[k - 1].can_end or rows[k - 1].is_short or rows[k].column.indent(rows[k].line) > 0.8):
        return 0
    text = spaced(rows[k].line)
    if byline_of(text) is None and not text.startswith(("记者", "（记者", "通讯员", "□", "本报记者", "（")):
        return 0
    best = 1 if byline_of(text) is not None and not _is_text_line(rows, k) else 0
    for n in (2, 3):
        if k + n > len(rows) or len(rows[k + n - 1].line.text) > _LONGEST_REST:
            break
        text += (" " if rows[k + n - 2].is_short else "") + spaced(rows[k + n - 1].line)
        if byline_of(text) is not None and not byline_at_end(spaced(rows[k + n - 1].line)):
            best = n
    return best


def _is_text_line(rows: Sequence[_Row], k: int) -> bool:
    """Say whether the line that reads like a byline is a sentence's end: 他说。 goes on in it."""
    return (
        k > 0
        and not rows[k - 1].can_end
        and not rows[k - 1].is_short
        and rows[k].column.indent(rows[k].line) < 0.3
    )
