"""Lines that run across a gutter are cut where one column is known to end and another to begin.

A gutter may be as narrow as the gaps of a stretched line. What tells them apart is that lines above or below end
and begin at the same places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from retrieval.reading.geometry.glyphs import Glyph
from retrieval.reading.geometry.rows import CLOSING, OPENING, Line, inked_left, inked_right, line_of

_LEAST_BEGUN, _LEAST_ENDED = 3, 2
_SAME_LEFT, _SAME_RIGHT = 0.22, 0.4
_GAP = 0.3
_NARROWEST = 0.85
_REACH = 12.0
_SURE_LINES = 6
_MOST_HOLE = 8.0


class _Edge(NamedTuple):
    """Where columns begin or end, and from where to where down the page lines were seen that do."""

    x: float
    top: float
    bottom: float
    n_lines: int


def cut_at_gutters(lines: Sequence[Line], size: float) -> list[Line]:
    """Return the lines, each cut where a column ends and the next begins inside it."""
    text = [line for line in lines if abs(line.size - size) < 0.2 * size and not line.is_vertical]
    lefts = _edges(text, lambda line: line.left, size, _LEAST_BEGUN)
    rights = _edges(text, lambda line: line.right, size, _LEAST_ENDED)
    cut: list[Line] = []
    for line in lines:
        begins = [edge for edge in lefts if line.left + size < edge.x < line.right and _is_level(edge, line)]
        if not begins or line.is_vertical:
            cut.append(line)
            continue
        ends = [edge for edge in rights if line.left < edge.x < line.right and _is_level(edge, line)]
        cut += _pieces(line, begins, ends)
    return cut


def _is_level(edge: _Edge, line: Line) -> bool:
    reach = _REACH * line.size
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


def _pieces(line: Line, begins: Sequence[_Edge], ends: Sequence[_Edge]) -> list[Line]:
    """The line cut at each glyph, blanks included, that begins where columns do, behind one where columns end."""
    glyphs = line.glyphs
    least = _usual_gap(glyphs) + _GAP * line.size
    cuts: list[int] = []
    before = glyphs[0]
    for k, glyph in enumerate(glyphs[1:], start=1):
        end, start = inked_right(before), inked_left(glyph)
        is_wide = start - end > least and not _is_empty_half(before, glyph)
        # A full-width mark ends a column with its empty half inside or outside of it.
        places = (end, before.right)
        if is_wide and any(_is_gutter(x, start, begins, ends, line.size) for x in places):
            cuts.append(k)
        if not glyph.text.isspace():
            before = glyph
    if not cuts:
        return [line]
    first = line_of(glyphs[: cuts[0]])
    opened = [replace(first, margin=line.margin, n_blanks=line.n_blanks)] if first else []
    pieces = [line_of(glyphs[a:b]) for a, b in pairwise([*cuts, len(glyphs)])]
    return opened + [piece for piece in pieces if piece is not None]


def _is_empty_half(before: Glyph, after: Glyph) -> bool:
    """Say whether a gap is only the empty halves of two marks that touch, as between ： and “."""
    is_pair = before.text in CLOSING and after.text in OPENING
    return is_pair and after.left - before.right < _GAP * after.size


def _usual_gap(glyphs: Sequence[Glyph]) -> float:
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    gaps = [inked_left(b) - inked_right(a) for a, b in pairwise(inked)]
    return max(0.0, median_low(gaps)) if gaps else 0.0


def _is_gutter(end: float, start: float, begins: Sequence[_Edge], ends: Sequence[_Edge], size: float) -> bool:
    """Say whether a column ends and another begins at these places, a gutter apart."""
    lefts = [edge.x for edge in begins if abs(start - edge.x) < _SAME_LEFT * size]
    rights = [edge.x for edge in ends if abs(end - edge.x) < _SAME_RIGHT * size]
    return any(left - right > _NARROWEST * size for left in lefts for right in rights)
