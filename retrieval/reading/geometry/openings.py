"""Which columns may open the article below a headline?

A headline is centred over its columns or flush left with them, and fits above them; what stands beside it bounds
them, and pictures may stand between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.model import Box
from retrieval.reading.geometry.columns import Column
from retrieval.reading.geometry.heads import Head
from retrieval.reading.geometry.parts import Parts

_BELOW = 6.0
_FITS = 0.8
_CENTRED = 0.7
_GAIN = 4.0
_OFF_CENTRE = 2.0
_LEAST_GAIN = 0.5
_ABOVE_ONLY = 1.0
_WIDE_BONUS = 0.6
_RIGHT_OF_VERTICAL, _LEFT_OF_VERTICAL = 2.5, 2.0


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
