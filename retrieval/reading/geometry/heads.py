"""Headlines: lines of large type below one another, with the kicker, subtitle and byline set around them.

A headline stands above the columns it belongs to, centred over them or flush left; where letters were drawn as
shapes, their place is all that is known of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from retrieval.model import Box
from retrieval.reading.geometry.columns import Column
from retrieval.reading.geometry.parts import Parts
from retrieval.reading.geometry.rows import Line
from retrieval.reading.geometry.wording import spaced
from retrieval.text.names import byline_of

_STACKED = 1.2
_SAME_CENTER = 0.9
_SAME_LEFT = 0.4
_BESIDE = 2.3
_BELOW = 6.0
_FITS = 0.8
_CENTRED = 0.7
_GAIN = 4.0
_OFF_CENTRE = 2.0
_LEAST_GAIN = 0.5
_ABOVE_ONLY = 1.0
_WIDE_BONUS = 0.6
_RIGHT_OF_VERTICAL, _LEFT_OF_VERTICAL = 2.5, 2.0


@dataclass(frozen=True, eq=False)
class Head:
    """The lines of one headline from top to bottom; none where letters were drawn as shapes."""

    lines: tuple[Line, ...]
    box: Box

    @cached_property
    def size(self) -> float:
        """Return the size of its title."""
        return max((line.size for line in self.lines), default=self.box.bottom - self.box.top)

    @property
    def center(self) -> float:
        """Return its middle between left and right."""
        return (self.box.left + self.box.right) / 2

    @property
    def start(self) -> int:
        """Return the place of its first character in the source's order, -1 without one."""
        return min((line.start for line in self.lines), default=-1)

    @property
    def end(self) -> int:
        """Return the place of its last character in the source's order, -1 without one."""
        return max((line.end for line in self.lines), default=-1)

    @property
    def is_vertical(self) -> bool:
        """Say whether it runs downwards."""
        return bool(self.lines) and all(line.is_vertical for line in self.lines)


def heads_of(parts: Parts, outlines: Iterable[Box]) -> tuple[list[Head], set[Line]]:
    """Return the headlines, and the lines of text size or smaller that belong to one."""
    stacks: list[list[Line]] = []
    for line in parts.heads:
        near = next((stack for stack in reversed(stacks) if _is_stacked(stack, line)), None)
        if near is None:
            stacks.append([line])
        else:
            near.append(line)
    taken: set[Line] = set()
    for _ in range(2):
        for line in (*parts.small, *parts.text):
            if line not in taken and len(line.text) <= 40:
                home = next((stack for stack in stacks if _belongs(line, stack, parts)), None)
                if home is not None:
                    home.append(line)
                    taken.add(line)
    heads = [_head(stack) for stack in stacks]
    return [*heads, *(Head((), box) for box in _stacked_boxes(outlines))], taken


def box_of(lines: Sequence[Line]) -> Box:
    """Return the box around lines."""
    return Box(
        min(line.left for line in lines),
        min(line.top for line in lines),
        max(line.right for line in lines),
        max(line.bottom for line in lines),
    )


def _stacked_boxes(boxes: Iterable[Box]) -> list[Box]:
    """Join the places of lines drawn as shapes that stand below one another."""
    stacks: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.top):
        for k, stack in enumerate(stacks):
            size = max(box.bottom - box.top, 12.0)
            overlap = min(box.right, stack.right) - max(box.left, stack.left)
            is_below = -size < box.top - stack.bottom < _STACKED * size
            if is_below and overlap > 0.4 * min(box.right - box.left, stack.right - stack.left):
                stacks[k] = _around(stack, box)
                break
        else:
            stacks.append(box)
    return stacks


def _around(box: Box, other: Box) -> Box:
    return Box(
        min(box.left, other.left),
        min(box.top, other.top),
        max(box.right, other.right),
        max(box.bottom, other.bottom),
    )


def _head(stack: list[Line]) -> Head:
    lines = sorted(stack, key=lambda line: (line.baseline, line.left))
    return Head(tuple(lines), box_of(lines))


def _is_stacked(stack: Sequence[Line], line: Line) -> bool:
    """Say whether a line goes on a headline: right below it, or beside it where a blank parts its words."""
    last = stack[-1]
    size = max(line.size, last.size)
    if line.is_vertical or last.is_vertical:
        is_level = abs(line.top - last.top) < 3 * size
        return (
            line.is_vertical and last.is_vertical and is_level and abs(line.center - last.center) < 2.2 * size
        )
    if abs(line.baseline - last.baseline) < 0.3 * size and abs(line.size - last.size) < 0.1 * size:
        gap = max(line.left - last.right, last.left - line.right)
        is_next = line.start - last.end in range(1, 3)
        return gap < (2.5 if is_next else 1.0) * size
    left, right = min(other.left for other in stack), max(other.right for other in stack)
    overlap = min(right, line.right) - max(left, line.left)
    is_below = -0.2 * size < line.top - last.bottom < _STACKED * size
    return is_below and overlap > 0.4 * min(line.width, right - left)


def _belongs(line: Line, stack: Sequence[Line], parts: Parts) -> bool:
    """Say whether a line of lesser size is set around a headline: in its middle or at its left, close to it."""
    box = box_of(stack)
    size = max(other.size for other in stack)
    below, above = line.baseline - stack[-1].baseline, stack[0].top - line.bottom
    is_below = 0 < below < _BESIDE * max(line.size, 0.8 * stack[-1].size)
    is_above = -0.2 * line.size < above < 0.6 * size and line.size < parts.size
    if not (is_below or is_above) or any(other.is_vertical for other in stack):
        return False
    is_centred = abs(line.center - (box.left + box.right) / 2) < _SAME_CENTER * parts.size
    is_flush = abs(line.left - box.left) < _SAME_LEFT * parts.size
    if byline_of(spaced(line)) or line.text.startswith(("——", "--", "□", "■")):
        return is_centred or is_flush
    is_alone = not any(_shares_row(other, line, box) for other in (*parts.text, *parts.small))
    return is_centred and is_alone


def _shares_row(other: Line, line: Line, box: Box) -> bool:
    """Say whether another line stands on the same row below the headline, or the text goes on right under it."""
    if other is line or min(other.right, max(box.right, line.right)) <= max(
        other.left, min(box.left, line.left)
    ):
        return False
    is_level = abs(other.baseline - line.baseline) < 0.4 * line.size
    is_same_text = (
        abs(other.size - line.size) < 0.03 * line.size
        and 0 < other.baseline - line.baseline < 1.3 * line.size
    )
    return is_level or is_same_text


@dataclass(frozen=True, slots=True)
class Opening:
    """A column that may open the article below a headline, what speaks for it, and the columns it would be over."""

    first: Column
    gain: float
    columns: tuple[Column, ...]


def openings(
    head: Head, columns: Sequence[Column], others: Sequence[Head], fillers: Sequence[Box], parts: Parts
) -> list[Opening]:
    """Return the columns that may open the article below a headline, the likeliest first."""
    if head.is_vertical:
        return _beside(head, columns, parts)
    left, right = _room(head, columns, others)
    under = [
        column
        for column in columns
        if -0.6 * parts.size < column.top - head.box.bottom
        and _depth(head, column, fillers, parts.pitch) < _BELOW
        and left - parts.size < column.left
        and column.right < right + parts.size
        and not _is_hidden(column, head, columns, others)
    ]
    under.sort(key=lambda column: column.left)
    found = [opening for k in range(len(under)) for opening in _opening(head, under[k:], fillers, parts)]
    return sorted(found, key=lambda opening: -opening.gain)


def _depth(head: Head, column: Column, fillers: Sequence[Box], pitch: float) -> float:
    """How many lines would have room between a headline and a column; pictures and captions take up none."""
    filled = sum(
        max(0.0, min(box.bottom, column.top) - max(box.top, head.box.bottom))
        for box in fillers
        if min(box.right, column.right) - max(box.left, column.left) > column.width / 3
    )
    return (column.top - head.box.bottom - filled) / pitch


def _opening(head: Head, columns: Sequence[Column], fillers: Sequence[Box], parts: Parts) -> list[Opening]:
    """The likeliest span that begins with the first of the columns."""
    first = columns[0]
    gain, k = max((_span_gain(head, first, last, parts.size), k) for k, last in enumerate(columns))
    if gain <= 0:
        return []
    depth = max(0.0, _depth(head, first, fillers, parts.pitch) - 2.0)
    return [Opening(first, max(gain - 0.5 * depth, _LEAST_GAIN), tuple(columns[: k + 1]))]


def _span_gain(head: Head, first: Column, last: Column, size: float) -> float:
    """What speaks for a headline over the columns from `first` to `last`: that it fits, centred or flush left."""
    left, right = first.left, max(first.right, last.right)
    if right < head.box.left or left > head.box.right:
        return 0.0
    fits = left < head.box.left + _FITS * size and right > head.box.right - _FITS * size
    if not fits:
        is_leftmost = left < head.box.left + _FITS * size
        return _ABOVE_ONLY if is_leftmost else _LEAST_GAIN
    off = min(abs((left + right) / 2 - head.center), abs(left - head.box.left) + 0.5 * size) / size
    return max(_ABOVE_ONLY, _GAIN - _OFF_CENTRE * max(0.0, off - _CENTRED)) + min(
        _WIDE_BONUS, 0.01 * (right - left) / size
    )


def _room(head: Head, columns: Sequence[Column], others: Sequence[Head]) -> tuple[float, float]:
    """How far left and right a headline's columns may reach: to what stands beside it."""
    left, right = float("-inf"), float("inf")
    middle = (head.box.top + head.box.bottom) / 2
    for column in columns:
        if column.top < middle < column.bottom:
            if column.right <= head.box.left + 1:
                left = max(left, column.right)
            elif column.left >= head.box.right - 1:
                right = min(right, column.left)
    for other in others:
        if other is not head and min(other.box.bottom, head.box.bottom) > max(other.box.top, head.box.top):
            if other.box.right <= head.box.left:
                left = max(left, other.box.right)
            elif other.box.left >= head.box.right:
                right = min(right, other.box.left)
    return left, right


def _is_hidden(column: Column, head: Head, columns: Sequence[Column], others: Sequence[Head]) -> bool:
    """Say whether something stands between a headline and the column."""
    top, bottom = head.box.bottom, column.top
    inner = 0.3 * column.first.size
    if any(
        other is not column
        and top - inner < other.top < bottom - inner
        and min(other.right, column.right) - max(other.left, column.left) > inner
        for other in columns
    ):
        return True
    return any(
        other is not head
        and top - inner < (other.box.top + other.box.bottom) / 2 < bottom
        and min(other.box.right, column.right) - max(other.box.left, column.left) > inner
        for other in others
    )


def _beside(head: Head, columns: Sequence[Column], parts: Parts) -> list[Opening]:
    """The columns beside a headline that runs downwards: the next to its right, or the first of those to its left."""
    level = [c for c in columns if abs(c.top - head.box.top) < 3 * parts.pitch]
    found: list[Opening] = []
    right = [c for c in level if 0 <= c.left - head.box.right < 4 * parts.size]
    if right:
        nearest = min(right, key=lambda c: c.left)
        found.append(Opening(nearest, _RIGHT_OF_VERTICAL, (nearest,)))
    row: list[Column] = []
    for column in sorted((c for c in level if c.right <= head.box.left), key=lambda c: -c.left):
        if (row[0].left if row else head.box.left) - column.right > 4 * parts.size:
            break
        row.insert(0, column)
    if row:
        found.append(Opening(row[0], _LEFT_OF_VERTICAL, tuple(row)))
    return found
