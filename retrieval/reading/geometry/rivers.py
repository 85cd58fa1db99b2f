"""Pieces of lines that were taken for two columns are joined again.

Where the marks of several lines stand below one another, they leave white as a gutter does. The lines above and
below tell: they run across.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from retrieval.reading.geometry.rows import CLOSING, OPENING, Line

_WIDEST = 1.2
_SAME_BASELINE = 0.18
_SAME_SIZE = 0.08
_NEXT_LINE = 1.9
_ACROSS = 0.6
_INDENT = 2.5


def joined_across(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, from top to bottom, pieces of one joined where the lines above and below run across the gap."""
    baselines = [line.baseline for line in lines]
    joined: dict[Line, Line] = {}
    gone: set[Line] = set()
    for left in sorted(lines, key=lambda line: -line.left):
        reach = _NEXT_LINE * left.size
        near = lines[
            bisect_left(baselines, left.baseline - reach) : bisect_right(baselines, left.baseline + reach)
        ]
        right = next((line for line in near if line not in gone and _goes_on(left, line)), None)
        if right is not None and (_belong(left, right) or _run_across(near, left, right)):
            gone.add(right)
            joined[left] = replace(
                left, glyphs=(*left.glyphs, *joined.pop(right, right).glyphs), tail=right.tail
            )
    return [joined.get(line, line) for line in lines if line not in gone]


def _goes_on(left: Line, right: Line) -> bool:
    """Say whether a line stands right behind another, about a character away."""
    size = left.size
    gap = right.glyphs[0].left - left.glyphs[-1].right
    is_level = abs(left.baseline - right.baseline) < _SAME_BASELINE * size
    is_alike = abs(left.size - right.size) < _SAME_SIZE * size and not (left.is_vertical or right.is_vertical)
    return is_level and is_alike and 0 < gap < _WIDEST * size


def _belong(left: Line, right: Line) -> bool:
    """Say whether two pieces are one line whatever stands around them: none begins with a mark that closes."""
    return right.text[0] in CLOSING or left.text[-1] in OPENING


def _run_across(near: Sequence[Line], left: Line, right: Line) -> bool:
    """Say whether the row above or the one below has a line across a gap, and neither is parted there as by a gutter."""
    least = _SAME_BASELINE * left.size
    above = [line for line in near if line.baseline < left.baseline - least]
    below = [line for line in near if line.baseline > left.baseline + least]
    is_across = any(_crosses(line, left, right) for line in (*above, *below))
    return is_across and not any(_is_parted(row, left, right) for row in (above, below))


def _crosses(line: Line, left: Line, right: Line) -> bool:
    reach = _ACROSS * left.size
    return line.left < left.right - reach and line.right > right.left + reach


def _is_parted(row: Sequence[Line], left: Line, right: Line) -> bool:
    """Say whether one line of a row ends before a gap, and another begins behind it."""
    ends = any(left.left < line.right <= right.left for line in row)
    begins = any(left.right <= line.left < right.left + _INDENT * left.size for line in row)
    return ends and begins
