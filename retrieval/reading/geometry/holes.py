"""Are words missing from inside a paragraph? A quote from there would leave them out and not show it.

Three signs tell: text that no article holds stands in a column, or next to the end at which its sentence is cut; a
column goes on in mid-sentence below a line's height of nothing; a line stops short in mid-sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from retrieval.model import Box
from retrieval.reading import clues
from retrieval.reading.geometry.columns import Column
from retrieval.reading.geometry.order import Chain
from retrieval.reading.geometry.rows import Line
from retrieval.reading.geometry.wording import spaced
from retrieval.text.names import byline_at_end, byline_of

_SIZES = (0.85, 1.12)
_OVERLAP = 0.6
_NEXT_LINES = 2.6
_LEAST_HOLE, _MOST_HOLE = 0.7, 4.0
_LEAST_LINES = 5
_SHORT = 1.6
_INDENTS = (1.3, 2.7)
_LONGEST_END = 30
# What does not break at a line's end, and so leaves room there: digits and Latin letters with the marks around them.
_UNBROKEN = re.compile(r"[“‘（《〈]*(?:[!-~·]+[%％℃]?|.)[，。、；：？！”’）》〉…—]*")
_CAPTION = re.compile(r"[摄攝](?:影)?[）)]?$|[图圖][为為：]|^[（(]?[上下左右][图圖]|[记記]者|通[讯訊][员員]")


def n_missing(
    chains: Sequence[Chain], loose: Iterable[Line], fillers: Sequence[Box], size: float, pitch: float
) -> int:
    """Return at how many places words seem to be missing.

    `loose` are lines that no article holds, `fillers` what may stand inside a column: pictures, captions, headlines.
    """
    lines = [line for line in loose if _may_be_text(line, size)]
    n = 0
    for chain in chains:
        n += sum(_is_hole(above, below, fillers, pitch) for above, below in pairwise(chain.columns))
        n += sum(any(_stands_in(line, column, pitch) for column in chain.columns) for line in lines)
        n += sum(_stops_short(column, k) for column in chain.columns for k in range(len(column.lines) - 1))
    return n


def _may_be_text(line: Line, size: float) -> bool:
    is_alike = _SIZES[0] < line.size / size < _SIZES[1] and not line.is_vertical
    return (
        is_alike and len(line.text) > 1 and not _CAPTION.search(line.text) and byline_of(spaced(line)) is None
    )


def _is_cut(line: Line) -> bool:
    """Say whether a sentence goes on behind a line."""
    return not clues.is_terminal(line.text) and byline_at_end(spaced(line)) is None


def _is_hole(above: Column, below: Column, fillers: Sequence[Box], pitch: float) -> bool:
    """Say whether nothing stands, where lines would, between two columns that are one but for that."""
    width = min(above.right, below.right) - max(above.left, below.left)
    gap = below.top - above.bottom
    if width < _OVERLAP * min(above.width, below.width) or not _LEAST_HOLE < gap / pitch < _MOST_HOLE:
        return False
    if not _is_cut(above.last) and below.is_indented(below.first):
        return False
    return not any(
        above.bottom - pitch / 2 < (box.top + box.bottom) / 2 < below.top + pitch / 2
        and min(box.right, below.right) - max(box.left, below.left) > width / 3
        for box in fillers
    )


def _stands_in(line: Line, column: Column, pitch: float) -> bool:
    """Say whether a line stands between the edges of a column, in it or next to an end that is cut."""
    shared = min(line.right, column.right) - max(line.left, column.left)
    if shared < _OVERLAP * min(line.width, column.width):
        return False
    reach = _NEXT_LINES * pitch
    above = 0.0 if column.is_indented(column.first) else reach
    below = reach if _is_cut(column.last) else 0.0
    return column.first.baseline - above < line.baseline < column.last.baseline + below


def _stops_short(column: Column, k: int) -> bool:
    """Say whether line k of a column ends too early for text that goes on in the next line."""
    line, below = column.lines[k], column.lines[k + 1]
    if len(column.lines) < _LEAST_LINES or column.is_indented(below) or not _is_cut(line):
        return False
    indent = column.indent(line)
    is_flush = indent < 0.5 or _INDENTS[0] < indent < _INDENTS[1]
    if not is_flush or line.text.endswith(("：", ":")) or byline_of(spaced(line)) is not None:
        return False
    unbroken = _UNBROKEN.match(below.text)
    room = (
        0.0
        if unbroken is None
        else sum((glyph.right - glyph.left) / glyph.size for glyph in below.glyphs[: unbroken.end()])
    )
    return column.shortfall(line) > _SHORT + room
