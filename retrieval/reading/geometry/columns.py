"""Columns of text: lines below one another at the page's pitch, between the same edges.

A column ends where a headline, a rule, a picture or a hole comes. Its edges tell first lines (indented) and last
lines (short); a column of few lines learns its edges from the longer ones around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import NamedTuple

from retrieval.model import Box
from retrieval.reading.geometry.rows import Line

_STEPS = (0.5, 1.45)
_OUTSIDE, _SET_IN = 1.5, 2.7
_YOUNG = 3
_LEAST_EDGE_LINES = 4
_SAME_EDGE = 0.35
_INDENT = 1.3
_SHORT = 1.25
_USUAL_INDENT = 2.0
_NO_FIT = 1e9
_FULL = 0.6
_FAR, _NEAR = 30.0, 3.0


@dataclass(frozen=True, eq=False)
class Column:
    """Lines of text from top to bottom, and the edges they are set between."""

    lines: tuple[Line, ...]
    left: float
    right: float

    @property
    def first(self) -> Line:
        """Return its uppermost line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Return its lowest line."""
        return self.lines[-1]

    @property
    def top(self) -> float:
        """Return the top of its first line."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """Return the bottom of its last line."""
        return self.lines[-1].bottom

    @property
    def width(self) -> float:
        """Return its measure."""
        return self.right - self.left

    @property
    def start(self) -> int:
        """Return the place of its first line's first character in the source's order."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Return the place of its last line's last character in the source's order."""
        return self.lines[-1].end

    def indent(self, line: Line) -> float:
        """Return how far a line begins behind the left edge, in ems."""
        return (line.left - self.left) / line.size

    def is_indented(self, line: Line) -> bool:
        """Say whether a line begins as a paragraph does."""
        return self.indent(line) > _INDENT or line.n_blanks > 1

    def shortfall(self, line: Line) -> float:
        """Return how far a line ends before the right edge, in ems."""
        return (self.right - line.right) / line.size

    def is_short(self, line: Line) -> bool:
        """Say whether a line ends as only the last line of a paragraph does."""
        return self.shortfall(line) > _SHORT


def columns_of(text: Sequence[Line], walls: Sequence[Box], size: float, pitch: float) -> list[Column]:
    """Return the columns that lines of text make; no column goes on across a wall."""
    stacks: list[list[Line]] = []
    open_stacks: list[list[Line]] = []
    for line in text:
        open_stacks = [s for s in open_stacks if line.baseline - s[-1].baseline < _STEPS[1] * _step(s, pitch)]
        near = [s for s in open_stacks if _continues(s, line, pitch) and not _is_walled(s[-1], line, walls)]
        if near:
            max(near, key=lambda s: _overlap(line, s)).append(line)
        else:
            stacks.append([line])
            open_stacks.append(stacks[-1])
    columns = [Column(tuple(stack), *_edges(stack, size)) for stack in stacks]
    return _with_known_edges(columns, size)


def _step(stack: Sequence[Line], pitch: float) -> float:
    """The pitch to expect below a stack: text in another size keeps its own."""
    if len(stack) > 1:
        return max(pitch, min(stack[-1].baseline - stack[-2].baseline, 2 * pitch))
    return max(pitch, 1.5 * stack[-1].size)


def _continues(stack: Sequence[Line], line: Line, pitch: float) -> bool:
    step = line.baseline - stack[-1].baseline
    if step < _STEPS[0] * pitch or abs(line.size - stack[-1].size) > 0.12 * line.size:
        return False
    left, right = _reach(stack)
    is_young = len(stack) < _YOUNG
    out = (_SET_IN if is_young else _OUTSIDE) * line.size
    is_inside = left - out < line.left and (is_young or line.right < right + _OUTSIDE * line.size)
    is_flush = abs(line.margin - left) < _SET_IN * line.size
    return is_inside and (is_flush or _overlap(line, stack) > 0.5 * min(line.width, right - left))


def _reach(stack: Sequence[Line]) -> tuple[float, float]:
    recent = stack[-6:]
    return min(line.margin for line in recent), max(line.right for line in recent)


def _overlap(line: Line, stack: Sequence[Line]) -> float:
    left, right = _reach(stack)
    return min(line.right, right) - max(line.left, left)


def _is_walled(above: Line, below: Line, walls: Sequence[Box]) -> bool:
    """Say whether a wall lies between two lines, over a third of the shorter one's width or more."""
    low, high = above.baseline - 0.3 * above.size, below.baseline - 0.5 * below.size
    left, right = max(above.left, below.left), min(above.right, below.right)
    return any(
        low < (wall.top + wall.bottom) / 2 < high
        and min(wall.right, right) - max(wall.left, left) > (right - left) / 3
        for wall in walls
    )


def _edges(stack: Sequence[Line], size: float) -> tuple[float, float]:
    """The edges that lines share: the leftmost that several begin at, the right one that few exceed."""
    lefts = sorted(line.margin for line in stack)
    least = max(2, len(stack) // 7) if len(stack) >= _LEAST_EDGE_LINES else 1
    left = next(
        (
            x
            for k, x in enumerate(lefts)
            if sum(other - x < _SAME_EDGE * size for other in lefts[k:]) >= least
        ),
        lefts[0],
    )
    if len(stack) >= _LEAST_EDGE_LINES:
        # Where paragraphs are short, more lines may be first lines, set in by two ems, than begin at the edge.
        edge = left - _USUAL_INDENT * size
        left = min((x for x in lefts if abs(x - edge) < _SAME_EDGE * size), default=left)
    rights = sorted((line.right for line in stack), reverse=True)
    return left, rights[len(rights) // 10]


def _with_known_edges(columns: Sequence[Column], size: float) -> list[Column]:
    """Give columns of few lines the edges of longer ones that they fit."""
    longer = [column for column in columns if len(column.lines) >= _LEAST_EDGE_LINES]
    known = [_Known(c.left, c.right, c.top, c.bottom) for c in longer]
    known += _next_edges(longer, size)
    return [
        column if len(column.lines) >= _LEAST_EDGE_LINES else _fitted(column, known, size)
        for column in columns
    ]


class _Known(NamedTuple):
    """The edges of a column, and from where to where down the page they hold."""

    left: float
    right: float
    top: float
    bottom: float


def _next_edges(columns: Sequence[Column], size: float) -> Iterator[_Known]:
    """Edges of the column that would stand right of two that are alike, as wide and as far away as they are."""
    rows = sorted(columns, key=lambda column: column.left)
    for k, column in enumerate(rows):
        for other in rows[k + 1 :]:
            is_alike = (
                abs(column.width - other.width) < 0.8 * size and abs(column.bottom - other.bottom) < 6 * size
            )
            step = other.left - column.left
            if is_alike and column.width < step < column.width + 4 * size:
                yield _Known(other.left + step, other.right + step, other.top, other.bottom)


def _fitted(column: Column, known: Sequence[_Known], size: float) -> Column:
    costs = [(_misfit(column, edge, size), edge) for edge in known]
    cost, best = min(costs, key=lambda item: item[0], default=(_NO_FIT, None))
    if best is None or cost >= _NO_FIT:
        return column
    # Two lines that end together are full: then the right edge is known, whatever other columns have.
    n_full = sum(column.right - line.right < _SAME_EDGE * size for line in column.lines)
    right = column.right if n_full > 1 else max(best.right, column.right)
    return replace(column, left=best.left, right=right)


def _misfit(column: Column, edge: _Known, size: float) -> float:
    """How badly a column fits edges: some line begins at the left one, or all are set in as first lines are."""
    margin = min(line.margin for line in column.lines)
    if margin < edge.left - _SAME_EDGE * size or column.right > edge.right + _OUTSIDE * size:
        return _NO_FIT
    away = max(0.0, edge.top - column.bottom, column.top - edge.bottom) / size
    cost = min(away, _FAR) / 10
    is_full = any(abs(line.right - edge.right) < _FULL * size for line in column.lines)
    cost += 0.0 if is_full else 1.0
    if any(abs(line.margin - edge.left) < _SAME_EDGE * size for line in column.lines):
        return cost
    if abs(margin - edge.left - _USUAL_INDENT * size) < _SAME_EDGE * size:
        return cost + 0.5
    return cost + 2.0 if len(column.lines) == 1 and away < _NEAR else _NO_FIT


def pairs(columns: Sequence[Column]) -> Iterator[tuple[Line, Line]]:
    """Yield the lines that stand below one another in a column."""
    return chain.from_iterable(pairwise(column.lines) for column in columns)
