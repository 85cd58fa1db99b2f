"""Lines that run across a gutter are cut where one column is known to end and another to begin.

A gutter may be as narrow as the gaps of a stretched line. What tells them apart is that lines above or below end
and begin at the same places.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from retrieval.reading.geometry.glyphs import Glyph
from retrieval.reading.geometry.rows import OPENING, Line, inked_left, inked_right, is_half_a_name, line_of

_LEAST_BEGUN, _LEAST_ENDED = 3, 2
_SAME_LEFT, _SAME_RIGHT = 0.22, 0.4
_GAP = 0.3
_APART = 0.12
_NARROWEST = 0.85
_REACH, _REACH_OF_FEW = 12.0, 2.5
_FEW_LINES = 2
_NEXT_LINE = 1.8
_INDENT = 1.5
_SURE_LINES = 6
_MOST_HOLE = 8.0
_LEAST_CUT = 2.5
_INDENTED = 3.0
_FIRST_LINES = (1.8, 2.7)
_MOST_PASSES = 3


class _Edge(NamedTuple):
    """Where columns begin or end, and from where to where down the page lines were seen that do."""

    x: float
    top: float
    bottom: float
    n_lines: int


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """Where columns begin and end at the height of a line, and the lines of text right above and below it."""

    begins: list[_Edge]
    ends: list[_Edge]
    near: list[Line]


def cut_at_gutters(lines: Sequence[Line], size: float) -> list[Line]:
    """Return the lines, from top to bottom, each cut where a column ends and the next begins inside it.

    Lines that were cut tell of columns that could not be seen before, so it goes on while some are.
    """
    cut = _cut_once(lines, size)
    for _ in range(_MOST_PASSES):
        if len(cut) == len(lines):
            break
        lines, cut = cut, _cut_once(cut, size)
    return cut


def _cut_once(lines: Sequence[Line], size: float) -> list[Line]:
    text = [line for line in lines if abs(line.size - size) < 0.2 * size and not line.is_vertical]
    baselines = [line.baseline for line in text]
    lefts = _edges(text, lambda line: line.left, size, _LEAST_BEGUN)
    rights = _edges(text, lambda line: line.right, size, _LEAST_ENDED)
    cut: list[Line] = []
    for line in lines:
        above = bisect_left(baselines, line.baseline - _NEXT_LINE * size)
        below = bisect_right(baselines, line.baseline + _NEXT_LINE * size)
        near = text[above:below]
        begins = [edge for edge in lefts if line.left + size < edge.x < line.right and _is_level(edge, line)]
        is_crossed = begins or any(
            line.left < x < line.right for other in near for x in (other.left, other.right)
        )
        if line.is_vertical or not is_crossed:
            cut.append(line)
            continue
        ends = [edge for edge in rights if line.left < edge.x < line.right and _is_level(edge, line)]
        cut += _pieces(line, _Surroundings(begins, ends, near))
    return cut


def _is_level(edge: _Edge, line: Line) -> bool:
    reach = (_REACH if edge.n_lines > _FEW_LINES else _REACH_OF_FEW) * line.size
    return edge.n_lines >= _SURE_LINES or edge.top - reach < line.baseline < edge.bottom + reach


def _edges(lines: Sequence[Line], place: Callable[[Line], float], size: float, least: int) -> list[_Edge]:
    """Places where several lines, not far below one another, begin or end."""
    bins: dict[int, list[Line]] = defaultdict(list)
    width = _SAME_LEFT * size
    for line in lines:
        bins[round(place(line) / width)].append(line)
    edges: list[_Edge] = []
    for key in list(bins):
        near = sorted(bins[key] + bins.get(key + 1, []), key=lambda line: line.baseline)
        group: list[Line] = []
        for line in near:
            if group and line.baseline - group[-1].baseline > _MOST_HOLE * size:
                edges += _edge(group, place, least)
                group = []
            group.append(line)
        edges += _edge(group, place, least)
    return edges


def _edge(group: Sequence[Line], place: Callable[[Line], float], least: int) -> list[_Edge]:
    if len(group) < least:
        return []
    x = median_low([place(line) for line in group])
    return [_Edge(x, group[0].baseline, group[-1].baseline, len(group))]


def _pieces(line: Line, around: _Surroundings) -> list[Line]:
    """The line cut at each glyph, blanks included, that begins where columns do, a gutter behind one that ends."""
    glyphs = line.glyphs
    least, usual = _usual_gap(glyphs) + _GAP * line.size, _usual_advance(glyphs)
    cuts: list[int] = []
    before, blank = glyphs[0], 0.0
    for k, glyph in enumerate(glyphs[1:], start=1):
        is_wide = inked_left(glyph) - inked_right(before) > least
        apart = (glyph.left - before.right - usual) / line.size
        is_sure = apart - (blank if blank < _INDENT else 0.0) > _NARROWEST and not is_half_a_name(
            glyphs[:k], glyphs[k:], in_bracket=False
        )
        is_far = is_wide and apart > _APART
        if is_far and (
            _is_gutter(before, glyph, is_sure, around)
            or _is_beside(line, k, is_sure, around.near)
            or (is_sure and _is_behind(line, cuts[-1] if cuts else 0, k, around.near))
        ):
            cuts.append(k)
        if glyph.text.isspace():
            blank += (glyph.right - glyph.left) / line.size
        else:
            before, blank = glyph, 0.0
    if not cuts:
        return [line]
    first = line_of(glyphs[: cuts[0]])
    opened = [replace(first, margin=line.margin, n_blanks=line.n_blanks)] if first else []
    pieces = [line_of(glyphs[a:b]) for a, b in pairwise([*cuts, len(glyphs)])]
    return opened + [piece for piece in pieces if piece is not None]


def _usual_gap(glyphs: Sequence[Glyph]) -> float:
    """What usually stands between the ink of two characters."""
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    gaps = [inked_left(b) - inked_right(a) for a, b in pairwise(inked)]
    return max(0.0, median_low(gaps)) if gaps else 0.0


def _usual_advance(glyphs: Sequence[Glyph]) -> float:
    """What usually stands between the advances of two characters: the empty half of a mark is no gap by this."""
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    gaps = [b.left - a.right for a, b in pairwise(inked)]
    return median_low(gaps) if gaps else 0.0


def _is_gutter(before: Glyph, glyph: Glyph, is_sure: bool, around: _Surroundings) -> bool:
    """Say whether a column ends with one glyph and the next begins with the other, a gutter apart.

    A gap that surely is no blank needs no other line that ends there, and the line behind it may be indented. What a line right above or below covers with ink is no gutter.
    """
    size, start = glyph.size, inked_left(glyph)
    lefts = {edge.x for edge in around.begins if _begins_at(glyph, edge.x)}
    if any(_covers(line, (inked_right(before) + start) / 2) for line in around.near):
        return False
    if is_sure:
        return bool(lefts) or any(
            abs(start - edge.x - 2 * size) < _SAME_LEFT * size for edge in around.begins
        )
    # A full-width mark ends a column with its empty half inside or outside of it.
    places = (inked_right(before), before.right)
    rights = {edge.x for edge in around.ends if any(abs(x - edge.x) < _SAME_RIGHT * size for x in places)}
    return any(left - right > _NARROWEST * size for left in lefts for right in rights)


def _is_beside(line: Line, k: int, is_sure: bool, near: Sequence[Line]) -> bool:
    """Say whether the line right above or below begins where glyph k of a line does, and so is that of a next column.

    A gap that may be a blank also needs one that begins about where the line does, and ends before the gap.
    """
    glyph, size = line.glyphs[k], line.size
    start = inked_left(glyph)
    if start < line.left + _LEAST_CUT * size or any(_covers(other, start - 0.1 * size) for other in near):
        return False
    others = [other for other in near if other is not line]
    begins = any(_begins_at(glyph, other.left) for other in others)
    begins = begins or (is_sure and any(_is_indented_behind(glyph, other) for other in others))
    # A line may be indented more than the one beside it is.
    left = any(
        -_SAME_LEFT * size < line.left - other.left < _INDENTED * size and other.right < start
        for other in others
    )
    return begins and (is_sure or left)


def _is_indented_behind(glyph: Glyph, other: Line) -> bool:
    """Say whether a line begins as a first line of the column would that the glyph begins."""
    low, high = _FIRST_LINES
    return low < (other.left - inked_left(glyph)) / glyph.size < high


def _is_behind(line: Line, first: int, k: int, near: Sequence[Line]) -> bool:
    """Say whether the line right above or below, of the column that glyph `first` begins, ends where glyph k - 1 does."""
    size, last, start = line.size, line.glyphs[k - 1], inked_left(line.glyphs[k])
    if any(_covers(other, start - 0.1 * size) for other in near):
        return False
    left = inked_left(line.glyphs[first])
    return any(
        other is not line
        and abs(other.left - left) < _LEAST_CUT * size
        and min(abs(other.right - inked_right(last)), abs(other.right - last.right)) < _SAME_RIGHT * size
        for other in near
    )


def _begins_at(glyph: Glyph, x: float) -> bool:
    """Say whether a glyph begins a column whose left edge is at `x`: an opening mark may hang out of it."""
    reach = _SAME_LEFT * glyph.size
    is_hung = glyph.text in OPENING and glyph.left - reach < x < glyph.right
    return is_hung or abs(inked_left(glyph) - x) < reach


def _covers(line: Line, x: float) -> bool:
    """Say whether there is ink at a place of a line."""
    return line.left < x < line.right and any(
        inked_left(g) < x < inked_right(g) for g in line.glyphs if not g.text.isspace()
    )
