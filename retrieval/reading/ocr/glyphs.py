"""What was seen on a page, in the terms of the layout: glyphs on even lines, rules, pictures.

Sizes are measured in pixels and never quite equal: type near the size of the body is body type, and pieces of one
printed row share their baseline.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from retrieval.model import Box
from retrieval.reading.geometry import Glyph, PageGlyphs
from retrieval.reading.ocr.characters import (
    CLOSING,
    OPENING,
    Character,
    PrintedLine,
    advances,
    is_han,
    is_wide,
)
from retrieval.reading.ocr.page import Sheet
from retrieval.reading.ocr.repair import repaired

Bounds = tuple[float, float]

_BODY_SPREAD = 0.07
_BODY_SPREAD_SHORT = 0.16
_BODY_SPREAD_LONG = 0.1
_FEW_HAN, _MANY_HAN = 3, 12
_BODY_STEP = 0.06
# Small print is a tenth smaller at least; its column has edges of its own, or a gap.
_AMONG_SPREAD = 0.1
# A mark at the end of a line fills half of its place.
_SAME_EDGES = (0.5, 0.9)
_NEXT_LINE = (0.9, 2.0)
_SAME_ROW = 0.25
_NEAR = 4.0
# Wider gaps may be gutters: the layout tells, which knows where columns begin.
_BLANK, _WIDEST_BLANK = 0.42, 0.85
_BODY_SIZE = 10.0
_SAME_LEFT = 0.3
_LEAST_EDGE_LINES = 3


def page_glyphs(sheet: Sheet) -> tuple[PageGlyphs, float]:
    """Return what the layout needs of a page, and how long one of its pixels is there.

    Body type is 10 high in the layout, as it nearly is in points.
    """
    height, width = sheet.levelled.grey.shape
    lines = even(sheet.lines, sheet.levelled.em)
    unit = _BODY_SIZE / _body(sheet.lines, sheet.levelled.em)
    glyphs = PageGlyphs(
        width=width * unit,
        height=height * unit,
        glyphs=tuple(_glyphs(lines, unit)),
        rules=tuple(_scaled(box, unit) for box in sheet.ink.rules),
        pictures=tuple(_scaled(box, unit) for box in sheet.ink.pictures),
        is_ordered=False,
    )
    return glyphs, unit


def even(lines: Sequence[PrintedLine], em: float) -> list[PrintedLine]:
    """Give lines of body type one size, and pieces of one row one baseline."""
    body = _body(lines, em)
    sized = [replace(line, em=body if _is_body(line, body) else line.em) for line in lines]
    whole = [line for line in sized if line.em == body]
    sized = [
        replace(line, em=body) if _is_piece(line, whole, body) or _is_among(line, whole, body) else line
        for line in sized
    ]
    rows: list[list[int]] = []
    for i in sorted(range(len(sized)), key=lambda i: sized[i].box.left):
        row = next((row for row in reversed(rows) if _continues(sized[row[-1]], sized[i])), None)
        if row is None:
            rows.append([i])
        else:
            row.append(i)
    for row in rows:
        longest = max(row, key=lambda i: len(sized[i].characters))
        for i in row:
            sized[i] = replace(sized[i], baseline=sized[longest].baseline)
    return sized


def _body(lines: Sequence[PrintedLine], em: float) -> float:
    """The size most characters have."""
    sizes = np.array([line.em for line in lines for _ in line.characters]) if lines else np.array([em])
    counts = [np.count_nonzero(np.abs(sizes - size) < _BODY_SPREAD * size / 2) for size in sizes[::7]]
    mode = float(sizes[::7][int(np.argmax(counts))])
    return float(np.median(sizes[np.abs(sizes - mode) < _BODY_SPREAD * mode]))


def _is_body(line: PrintedLine, body: float) -> bool:
    """Say whether a line is set in body type; digits alone tell little of their size."""
    n_han = sum(is_han(character.text) for character in line.characters)
    if n_han == 0:
        return 0.6 * body < line.em < 1.4 * body
    spread = _BODY_SPREAD_SHORT if n_han < _FEW_HAN else _BODY_SPREAD
    if abs(_step(line) - body) < _BODY_STEP * body:
        spread = _BODY_SPREAD_SHORT if n_han < _MANY_HAN else _BODY_SPREAD_LONG
    return abs(line.em - body) < spread * body


def _is_piece(line: PrintedLine, whole: Sequence[PrintedLine], body: float) -> bool:
    """Say whether a line of hardly a character, which may be a low one, is the piece of a line of body type beside it."""
    if line.em == body or sum(is_han(character.text) for character in line.characters) >= _FEW_HAN:
        return False
    return 0.7 * body < line.em < 1.3 * body and any(
        abs(line.baseline - other.baseline) < _SAME_ROW * body
        and max(line.box.left - other.box.right, other.box.left - line.box.right) < body
        for other in whole
    )


def _is_among(line: PrintedLine, whole: Sequence[PrintedLine], body: float) -> bool:
    """Say whether a line that measures a little off stands in a column of body type, from edge to edge of the next line.

    A line that is stretched to the measure has steps that tell no size.
    """
    return abs(line.em - body) < _AMONG_SPREAD * body and any(
        _NEXT_LINE[0] * body < abs(line.baseline - other.baseline) < _NEXT_LINE[1] * body
        and abs(line.box.left - other.box.left) < _SAME_EDGES[0] * body
        and abs(line.box.right - other.box.right) < _SAME_EDGES[1] * body
        for other in whole
    )


def _step(line: PrintedLine) -> float:
    """From the middle of one Han character to that of the next: the size of type set close; 0 where none are.

    The ink of few characters may be low by chance; their steps are even.
    """
    steps = [
        (b.left + b.right - a.left - a.right) / 2
        for a, b in pairwise(line.characters)
        if is_han(a.text) and is_han(b.text)
    ]
    return float(np.median(steps)) if steps else 0.0


def _continues(a: PrintedLine, b: PrintedLine) -> bool:
    em = max(a.em, b.em)
    gap = b.box.left - a.box.right
    return abs(a.baseline - b.baseline) < _SAME_ROW * em and -em < gap < _NEAR * em and a.em == b.em


def _glyphs(lines: Sequence[PrintedLine], unit: float) -> Iterator[Glyph]:
    at = 0
    read = [replace(line, characters=repaired(line.characters, line.em)) for line in lines]
    for line, bounds in zip(read, _flush([advances(line, line.em) for line in read], lines), strict=True):
        characters = line.characters
        usual = _usual_gap(bounds, characters)
        for i, character in enumerate(characters):
            gap = (bounds[i][0] - bounds[i - 1][1] - usual) / line.em if i else 0.0
            is_inside = i > 0 and (characters[i - 1].text in OPENING or character.text in CLOSING)
            if _BLANK < gap < _WIDEST_BLANK and not is_inside:
                yield _glyph(" ", at, (bounds[i - 1][1], bounds[i][0]), line, unit)
                at += 1
            yield _glyph(character.text, at, bounds[i], line, unit)
            at += 1


def _flush(bounds: list[list[Bounds]], lines: Sequence[PrintedLine]) -> list[list[Bounds]]:
    """Begin lines of one column at one place: ink leaves a little room beside it, more or less by the character."""
    order = sorted(range(len(bounds)), key=lambda i: bounds[i][0][0])
    group: list[int] = []
    for i in [*order, -1]:
        if group and (i < 0 or bounds[i][0][0] - bounds[group[0]][0][0] > _SAME_LEFT * lines[i].em):
            if len(group) >= _LEAST_EDGE_LINES:
                left = float(np.median([bounds[k][0][0] for k in group]))
                for k in group:
                    bounds[k][0] = (min(left, bounds[k][0][1]), bounds[k][0][1])
            group = []
        group.append(i)
    return bounds


def _glyph(text: str, at: int, bounds: tuple[float, float], line: PrintedLine, unit: float) -> Glyph:
    return Glyph(text, at, bounds[0] * unit, bounds[1] * unit, line.baseline * unit, line.em * unit)


def _usual_gap(bounds: Sequence[tuple[float, float]], characters: Sequence[Character]) -> float:
    """The gap of letter-spaced type between neighbouring full-width characters; 0 where it is set close."""
    gaps = [
        bounds[i][0] - bounds[i - 1][1]
        for i in range(1, len(bounds))
        if _is_full(characters[i].text) and _is_full(characters[i - 1].text)
    ]
    return max(0.0, float(np.median(gaps))) if gaps else 0.0


def _is_full(text: str) -> bool:
    return is_wide(text) and text not in OPENING and text not in CLOSING


def _scaled(box: Box, factor: float) -> Box:
    return Box(box.left * factor, box.top * factor, box.right * factor, box.bottom * factor)
