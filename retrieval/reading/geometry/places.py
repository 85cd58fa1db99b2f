"""Where columns stand to each other: may one go on in the other, by their places alone?

Columns of one article are equally wide, stand on the same lines, end at the same height and have nothing between
them; pictures and headlines push their tops down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.model import Box
from retrieval.reading.geometry.columns import Column
from retrieval.reading.geometry.heads import Head

_FORBIDDEN = -20.0
_NEXT, _FAR = 1.5, -1.5
_SKIPS = -4.0
_NO_SHARED_ROW = -3.0
_SAME_MEASURE, _OTHER_MEASURE = 1.0, -2.5
_SAME_TOP, _ODD_TOP = 1.0, -1.5
_SAME_BOTTOM, _LOWER_BOTTOM = 1.0, -2.0
_SAME_GRID, _OTHER_GRID = 0.5, -1.0
_RULE_BETWEEN, _RULE_ACROSS = -1.5, -4.0
_PICTURE_BETWEEN, _HOLE = 0.5, -1.0
_TIER = -2.5
_WIDEST_GUTTER = 4.0


@dataclass(frozen=True, eq=False)
class Site:
    """What stands on a page besides the columns, and the em and pitch to measure by."""

    size: float
    pitch: float
    columns: Sequence[Column]
    heads: Sequence[Head]
    fillers: Sequence[Box]
    rules: Sequence[Box]
    frames: Sequence[Box]


def place_gain(above: Column, below: Column, site: Site) -> float | None:
    """Return what the places say for `below` going on where `above` ends; None where it never could."""
    if above is below or _frame(above, site) != _frame(below, site):
        return None
    em = site.size
    shared = min(above.right, below.right) - max(above.left, below.left)
    if below.left > above.right - em:
        return _to_the_right(above, below, site)
    if below.top < above.bottom - 0.5 * em:
        return None
    if shared > 0.5 * min(above.width, below.width):
        return _further_down(above, below, site)
    return _next_tier(above, below, site) if below.right < above.left + em else None


def _to_the_right(above: Column, below: Column, site: Site) -> float:
    em, pitch = site.size, site.pitch
    gap = below.left - above.right
    gain = _NEXT if gap < _WIDEST_GUTTER * em else _FAR
    if min(above.bottom, below.bottom) - max(above.top, below.top) <= 0:
        gain += _NO_SHARED_ROW
    gain += _SKIPS * _has_column_between(above, below, site)
    gain += _measure_gain(above, below, em)
    gain += _top_gain(above, below, site)
    if abs(above.bottom - below.bottom) < 0.6 * pitch:
        gain += _SAME_BOTTOM
    elif below.bottom > above.bottom + 1.2 * pitch:
        gain += _LOWER_BOTTOM
    steps = (below.first.baseline - above.first.baseline) / pitch
    gain += _SAME_GRID if abs(steps - round(steps)) < 0.12 else _OTHER_GRID
    return gain + _RULE_BETWEEN * any(_is_upright_between(rule, above, below) for rule in site.rules)


def _further_down(above: Column, below: Column, site: Site) -> float:
    """Text goes on below a picture; it does not go on below a headline or a rule."""
    gap = Box(max(above.left, below.left), above.bottom, min(above.right, below.right), below.top)
    if any(_fills(head.box, gap) for head in site.heads):
        return _FORBIDDEN
    gain = _measure_gain(above, below, site.size)
    if any(_crosses(rule, gap) for rule in site.rules):
        return gain + _RULE_ACROSS
    if any(_fills(box, gap) for box in site.fillers):
        return gain + _PICTURE_BETWEEN
    return gain + _HOLE - 0.3 * (below.top - above.bottom) / site.pitch


def _next_tier(above: Column, below: Column, site: Site) -> float:
    """A page set in tiers: from the foot of the last column of one to the top of the first of the next."""
    gap = Box(below.left, above.bottom - site.size, below.right, below.top)
    if any(_fills(head.box, gap) for head in site.heads) or any(_crosses(rule, gap) for rule in site.rules):
        return _FORBIDDEN
    return _TIER + _measure_gain(above, below, site.size)


def _measure_gain(above: Column, below: Column, em: float) -> float:
    if abs(above.width - below.width) < 0.7 * em:
        return _SAME_MEASURE
    is_known = min(len(above.lines), len(below.lines)) >= 4
    return _OTHER_MEASURE if is_known else 0.0


def _top_gain(above: Column, below: Column, site: Site) -> float:
    """Tops that differ have their reason in a picture or headline above the lower one."""
    if abs(above.top - below.top) < 0.6 * site.pitch:
        return _SAME_TOP
    lower, higher = (above, below) if above.top > below.top else (below, above)
    room = Box(lower.left, higher.top, lower.right, lower.top)
    fillers = [*site.fillers, *(head.box for head in site.heads)]
    return 0.0 if any(_fills(box, room) for box in fillers) else _ODD_TOP


def _has_column_between(above: Column, below: Column, site: Site) -> bool:
    top, bottom = max(above.top, below.top), min(above.bottom, below.bottom)
    em = site.size
    return any(
        column is not above
        and column is not below
        and column.left > above.right - em
        and column.right < below.left + em
        and min(column.bottom, bottom) - max(column.top, top) > 0.4 * max(bottom - top, em)
        for column in site.columns
    )


def _is_upright_between(rule: Box, above: Column, below: Column) -> bool:
    is_upright = rule.bottom - rule.top > 4 * (rule.right - rule.left)
    is_between = above.right - 2 < (rule.left + rule.right) / 2 < below.left + 2
    top, bottom = max(above.top, below.top), min(above.bottom, below.bottom)
    return is_upright and is_between and min(rule.bottom, bottom) - max(rule.top, top) > 0.5 * (bottom - top)


def _fills(box: Box, room: Box) -> bool:
    """Say whether a box stands in a room, over a third of its width or more."""
    middle = (box.top + box.bottom) / 2
    width = min(box.right, room.right) - max(box.left, room.left)
    return room.top < middle < room.bottom and width > (room.right - room.left) / 3


def _crosses(rule: Box, room: Box) -> bool:
    return rule.right - rule.left > 4 * (rule.bottom - rule.top) and _fills(rule, room)


def _frame(column: Column, site: Site) -> Box | None:
    """The smallest frame around a column."""
    x, y = (column.left + column.right) / 2, (column.top + column.bottom) / 2
    around = [f for f in site.frames if f.left < x < f.right and f.top < y < f.bottom]
    return min(around, key=lambda f: (f.right - f.left) * (f.bottom - f.top), default=None)
