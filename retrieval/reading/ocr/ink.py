"""What is printed on a page, as a bitmap: ink, and the gutters, rules and pictures found in it.

Paper is never even: its shade is taken around every place, by closing the dark strokes over it. Lengths are in em,
the height of body type, since a scan does not say how large it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from retrieval.model import Box
from retrieval.reading.ocr.finding import resized
from retrieval.reading.ocr.recogniser import Grey

Mask = NDArray[np.uint8]

_INK_SHARE = 0.4
_FAINTEST_INK = 40
_RULE_LENGTH = 6.0
_RULE_WIDTH = 0.3
_PICTURE_SIDE = 1.6
_PAPER_SHADE = 28
_LEAST_FILL = 0.4
_CELLS_PER_EM = 10
# How wide and how high white must be to part columns: the blank after a comma is narrower, or meets its like in
# the next lines by chance only.
_LEADING = 0.9
# How far from a gutter the lines beside it may end and begin: those of the next column may be indented.
_FLANKS = (1.3, 2.5)
_GUTTERS = ((0.6, 4.6), (1.3, 3.6))
_NARROW, _LEAST_COLUMN = 1.1, 4.0


@dataclass(frozen=True, slots=True)
class Ink:
    """Masks of one page, 1 where it holds. `letters` is ink without rules and pictures; `gutters` is white that
    runs down beside at least three lines."""

    letters: Mask
    gutters: Mask
    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]


def ink_of(grey: Grey, em: float) -> Ink:
    """Tell letters, rules, pictures and gutters apart; `em` is the size of body type in pixels."""
    everything = _dark(grey, em)
    pictures, covered = _pictures(grey, em)
    rules, lines = _rules(everything, em)
    letters: Mask = everything & (1 - lines) & (1 - covered)
    letters = _without_specks(letters, em)
    return Ink(letters, _gutters(letters, em), rules, pictures)


def _dark(grey: Grey, em: float) -> Mask:
    small = resized(grey, 0.25)
    side = max(3, round(em * 2 / 4)) | 1
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    paper = cv2.resize(cv2.blur(closed, (side, side)), grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    contrast = cv2.subtract(paper, grey)
    inked = contrast[contrast > _FAINTEST_INK]
    full = float(np.percentile(inked, 90)) if inked.size else 255.0
    dark: Mask = (contrast > max(_FAINTEST_INK, _INK_SHARE * full)).astype(np.uint8)
    return dark


def _rules(ink: Mask, em: float) -> tuple[tuple[Box, ...], Mask]:
    """Find thin straight lines longer than any stroke of type, and the mask that covers them."""
    length, width = round(_RULE_LENGTH * em), _RULE_WIDTH * em
    mask: Mask = np.zeros_like(ink)
    boxes: list[Box] = []
    for shape, bridge in (((1, length), (1, 5)), ((length, 1), (5, 1))):
        bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(bridge, np.uint8))
        long = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        _, labels, stats, _ = cv2.connectedComponentsWithStats(long)
        thin = [i for i in range(1, len(stats)) if min(stats[i, 2:4]) <= width]
        boxes += [_box(stats[i]) for i in thin]
        is_rule = np.zeros(len(stats), np.uint8)
        is_rule[thin] = 1
        mask |= is_rule[labels]
    return tuple(boxes), cv2.dilate(mask, np.ones((3, 3), np.uint8))


def _pictures(grey: Grey, em: float) -> tuple[tuple[Box, ...], Mask]:
    """Find patches without any paper in them, larger than the widest letter stroke could make."""
    small = resized(grey, 0.25)
    shaded = (cv2.blur(small, (3, 3)) < float(np.median(small)) - _PAPER_SHADE).astype(np.uint8)
    side = max(3, round(_PICTURE_SIDE * em / 4))
    solid = cv2.morphologyEx(shaded, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(solid)
    large = [i for i in range(1, len(stats)) if min(stats[i, 2:4]) * 4 >= 2 * _PICTURE_SIDE * em]
    whole = [i for i in large if stats[i, cv2.CC_STAT_AREA] > _LEAST_FILL * stats[i, 2] * stats[i, 3]]
    # What the page lies on frames it, and is no picture of the page.
    around = np.isin(labels, [i for i in large if i not in whole]).astype(np.uint8)
    mask: Mask = cv2.resize(around, grey.shape[::-1], interpolation=cv2.INTER_NEAREST)
    boxes = [_box(stats[i] * 4) for i in whole]
    for box in boxes:
        mask[int(box.top) : int(box.bottom) + 1, int(box.left) : int(box.right) + 1] = 1
    return tuple(boxes), mask


def _without_specks(ink: Mask, em: float) -> Mask:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    kept = stats[:, cv2.CC_STAT_AREA] >= max(3, (em * 0.06) ** 2)
    kept[0] = False
    cleaned: Mask = kept.astype(np.uint8)[labels]
    return cleaned


def _gutters(letters: Mask, em: float) -> Mask:
    """White that is high and wide enough to part columns, and stands beside their lines all the way."""
    step = max(1, round(em / _CELLS_PER_EM))
    cells = em / step
    height, width = letters.shape
    padded = np.pad(letters, ((0, -height % step), (0, -width % step)))
    inked = padded.reshape(padded.shape[0] // step, step, -1, step).max(axis=(1, 3))
    blocks = cv2.morphologyEx(inked, cv2.MORPH_CLOSE, np.ones((_odd(_LEADING * cells), 1), np.uint8))
    before, after = (round(reach * cells) for reach in _FLANKS)
    beside = cv2.dilate(blocks, np.ones((1, before + 1 + after), np.uint8), anchor=(before, 0))
    white = (1 - blocks) & beside
    gutters = np.zeros_like(white)
    for wide, tall in _GUTTERS:
        kernel = np.ones((_odd(tall * cells), _odd(wide * cells)), np.uint8)
        gutters |= cv2.morphologyEx(white, cv2.MORPH_OPEN, kernel)
    gutters = _without_rivers(gutters, cells)
    full = np.repeat(np.repeat(gutters, step, axis=0), step, axis=1)
    cut: Mask = full[:height, :width].astype(np.uint8)
    return cut


def _without_rivers(gutters: Mask, em: float) -> Mask:
    """Leave out narrow white so near to a gutter that no column would have room between: marks stood in a row there."""
    n, labels, stats, _ = cv2.connectedComponentsWithStats(gutters)
    left, top, width, height, area = (stats[1:, k] for k in range(5))
    means = area / np.maximum(1, height)
    kept = np.ones(n, np.uint8)
    kept[0] = 0
    for i in np.flatnonzero(means < _NARROW * em):
        shared = np.minimum(top + height, top[i] + height[i]) - np.maximum(top, top[i])
        apart = np.maximum(left - left[i] - width[i], left[i] - left - width)
        near = (shared > height[i] / 2) & (apart > 0) & (apart < _LEAST_COLUMN * em) & (means > means[i])
        kept[i + 1] = not near.any()
    cleaned: Mask = kept[labels]
    return cleaned


def _odd(length: float) -> int:
    return max(1, round(length)) | 1


def _box(row: NDArray[np.int32]) -> Box:
    left, top, width, height = (float(value) for value in row[:4])
    return Box(left, top, left + width, top + height)
