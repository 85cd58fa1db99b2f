"""A page turned upright, laid level, and brought to the size at which print is read best.

theory: a probe of the densest part tells how large the type is and whether lines run across or down; a few lines
read both ways tell top from bottom; the lines of the whole page tell the tilt, and from
where it was photographed. Where a point of the levelled page stands in the picture is kept as a map, so that boxes can be shown on the picture as it came.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from retrieval.reading.ocr.finding import find_lines, resized
from retrieval.reading.ocr.light import evenly_lit
from retrieval.reading.ocr.perspective import straightened
from retrieval.reading.ocr.placing import Affine
from retrieval.reading.ocr.recogniser import Grey, Quads, Recogniser

# In pixels: what the reading model likes, and what the finding model needs.
BEST_EM = 28.0
_GOOD_EM = (22.0, 36.0)
_FINDING_EM = 14.0
_PROBE_SIDE = 896
# Found boxes are looser than the type in them.
_EM_OF_BOX = 0.8
_SURE = 0.9
_N_SAMPLES = 6
_LEVEL_DEG = 0.04
_STEEPEST_DEG = 15.0


@dataclass(frozen=True, slots=True)
class Levelled:
    """A page ready to be read: `em` is the size of its body type, `lines` the corners of its lines, both in pixels;
    `to_source` maps its points (x, y, 1) to those of the picture it came from, where body type was `source_em` large."""

    grey: Grey
    em: float
    lines: Quads
    to_source: Affine
    source_em: float


def level(grey: Grey, recogniser: Recogniser) -> Levelled | None:
    """Return the page upright, level and well sized, with its lines; None when nothing is printed on it."""
    grey = evenly_lit(grey)
    probed = _probe(grey, recogniser)
    if not len(probed):
        return None
    turns = _turns(grey, probed, recogniser)
    em = float(np.median(_short_sides(probed))) * _EM_OF_BOX
    scale = 1.0 if _GOOD_EM[0] <= em <= _GOOD_EM[1] else BEST_EM / em
    to_source = _turned_back(turns, grey.shape) @ _scaled(1 / scale)
    grey, em = resized(np.ascontiguousarray(np.rot90(grey, turns)), scale), em * scale
    lines = find_lines(grey, min(1.0, _FINDING_EM / em), recogniser)
    if not len(lines):
        return None
    em = float(np.median(_short_sides(lines))) * _EM_OF_BOX
    grey, lines, to_source = _parallel(*_untilted(grey, lines, to_source), em)
    return Levelled(grey, em, lines, to_source, em / scale)


def _untilted(grey: Grey, lines: Quads, to_source: Affine) -> tuple[Grey, Quads, Affine]:
    """Turn the page by the slope of its lines, when that is not so small or large that it is none."""
    tilt = _tilt(lines)
    if abs(tilt) < _LEVEL_DEG or abs(tilt) > _STEEPEST_DEG:
        return grey, lines, to_source
    rotation, size = _rotation(grey, tilt)
    levelled: Grey = cv2.warpAffine(
        grey, rotation[:2], size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    moved = cv2.transform(lines, rotation[:2]).astype(np.float32)
    return levelled, moved, to_source @ np.linalg.inv(rotation)


def _parallel(grey: Grey, lines: Quads, to_source: Affine, em: float) -> tuple[Grey, Quads, Affine]:
    found = straightened(grey, lines, em)
    if found is None:
        return grey, lines, to_source
    flat, moved, to_page = found
    return flat, moved, to_source @ np.linalg.inv(to_page)


def _probe(grey: Grey, recogniser: Recogniser) -> Quads:
    """Find lines in the part with most changes of shade; in all of the page, made smaller, when there are few."""
    height, width = grey.shape
    side = _PROBE_SIDE
    if max(height, width) <= side:
        return find_lines(grey, 1.0, recogniser)
    small = resized(grey, 1 / 8)
    busy = cv2.boxFilter(np.abs(cv2.Laplacian(small, cv2.CV_32F)), -1, (side // 8, side // 8))
    y, x = np.unravel_index(int(busy.argmax()), busy.shape)
    top = int(np.clip(y * 8 - side // 2, 0, max(0, height - side)))
    left = int(np.clip(x * 8 - side // 2, 0, max(0, width - side)))
    found = find_lines(grey[top : top + side, left : left + side], 1.0, recogniser)
    if len(found) >= _N_SAMPLES:
        placed: Quads = (found + np.array((left, top))).astype(np.float32)
        return placed
    return find_lines(grey, side / max(height, width), recogniser)


def _turns(grey: Grey, lines: Quads, recogniser: Recogniser) -> int:
    """How many quarter turns (counter-clockwise) make the page upright."""
    across, down = _extent(lines)
    is_sideways = int(np.median(down / np.maximum(1, across)) > 1.5)
    longest = np.argsort(-np.maximum(across, down))[:_N_SAMPLES]
    strips = [np.rot90(_cut(grey, lines[i]), is_sideways) for i in longest]
    upright = _confidence(strips, recogniser)
    if upright >= _SURE:
        return is_sideways
    return is_sideways + 2 * int(_confidence([np.rot90(strip, 2) for strip in strips], recogniser) > upright)


def _confidence(strips: list[Grey], recogniser: Recogniser) -> float:
    words = list(recogniser.read(strips))
    return float(np.mean([np.mean(w.confidences) if w.text else 0.0 for w in words])) if words else 0.0


def _cut(grey: Grey, quad: Quads) -> Grey:
    (left, top), (right, bottom) = quad.min(axis=0).astype(int), quad.max(axis=0).astype(int) + 1
    return grey[max(0, top) : bottom, max(0, left) : right]


def _extent(lines: Quads) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    size = lines.max(axis=1) - lines.min(axis=1)
    return size[:, 0], size[:, 1]


def _short_sides(lines: Quads) -> NDArray[np.float32]:
    sides = np.linalg.norm(lines - np.roll(lines, 1, axis=1), axis=2)
    short: NDArray[np.float32] = sides.min(axis=1)
    return short


def _tilt(lines: Quads) -> float:
    """The slope of the lines in degrees, clockwise; the longer a line, the more it counts."""
    along = (lines[:, 1] + lines[:, 2] - lines[:, 0] - lines[:, 3]) / 2
    length = np.linalg.norm(along, axis=1)
    long = length > 6 * _short_sides(lines)
    if not long.any():
        return 0.0
    angles = np.degrees(np.arctan2(along[long, 1], along[long, 0]))
    order = np.argsort(angles)
    weight = np.cumsum(length[long][order] ** 2)
    return float(angles[order][np.searchsorted(weight, weight[-1] / 2)])


def _rotation(grey: Grey, tilt: float) -> tuple[Affine, tuple[int, int]]:
    """The map that lays the page level, and the size of a page that holds all of it."""
    height, width = grey.shape
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1.0), (0, 0, 1)])
    corners = np.array([[x, y, 1] for x in (0, width) for y in (0, height)]) @ turn.T
    low, high = corners[:, :2].min(axis=0), corners[:, :2].max(axis=0)
    turn[:2, 2] -= low
    return turn, (int(np.ceil(high[0] - low[0])), int(np.ceil(high[1] - low[1])))


def _turned_back(turns: int, shape: tuple[int, ...]) -> Affine:
    """The map from a page turned `turns` quarters counter-clockwise back to the picture it was."""
    height, width = shape
    maps = (
        ((1, 0, 0), (0, 1, 0)),
        ((0, -1, width), (1, 0, 0)),
        ((-1, 0, width), (0, -1, height)),
        ((0, 1, 0), (-1, 0, height)),
    )
    return np.array([*maps[turns % 4], (0, 0, 1)], np.float64)


def _scaled(factor: float) -> Affine:
    return np.diag([factor, factor, 1.0])
