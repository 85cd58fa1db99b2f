"""A page photographed from aside: its lines run together on one side, its columns above or below.

theory: lines that are parallel on paper meet in one point of the picture, so their slope grows evenly from the top of
the picture to its foot, and that of the columns' edges from left to right. The map that sends both points to
infinity makes them parallel again (Hartley and Zisserman, Multiple View Geometry, 2.7).
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from retrieval.reading.ocr.placing import Affine
from retrieval.reading.ocr.recogniser import Grey, Quads

# By how much slopes must differ from one side of the page to the other.
_LEAST_CHANGE = 0.006
# Edges of columns are few, and known less exactly than lines.
_LEAST_CHANGE_DOWN = 0.025
_MOST_CHANGE = 0.25
_LEAST_LINES = 20
_LONG = 6.0
_LEAST_EDGE = 5
_SAME_EDGE, _NEXT_LINE = 0.4, 2.6
_ROUNDS = 4

Floats = NDArray[np.float64]


def straightened(grey: Grey, lines: Quads, em: float) -> tuple[Grey, Quads, Affine] | None:
    """Return the page with its lines and columns parallel, its lines there, and the map to it; None when they are."""
    height, width = grey.shape
    across = _change(*_slopes(lines, em), height)
    down = _change(*_edges(lines, em), width)
    if abs(across) < _LEAST_CHANGE and abs(down) < _LEAST_CHANGE_DOWN:
        return None
    centre = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]], np.float64)
    bend = np.array([[1, 0, 0], [0, 1, 0], [across / height, down / width, 1]], np.float64)
    corners = np.array([[[0, 0]], [[width, 0]], [[0, height]], [[width, height]]], np.float64)
    moved = cv2.perspectiveTransform(corners, bend @ centre).reshape(-1, 2)
    low, high = moved.min(axis=0), moved.max(axis=0)
    to_page: Affine = np.array([[1, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1]]) @ bend @ centre
    size = (int(np.ceil(high[0] - low[0])), int(np.ceil(high[1] - low[1])))
    flat: Grey = cv2.warpPerspective(
        grey, to_page, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    placed: Quads = (
        cv2.perspectiveTransform(lines.reshape(-1, 1, 2), to_page).reshape(-1, 4, 2).astype(np.float32)
    )
    return flat, placed, to_page


def _slopes(lines: Quads, em: float) -> tuple[Floats, Floats, Floats]:
    """Of each long line: how far down it stands, its slope, and its length."""
    along = (lines[:, 1] + lines[:, 2] - lines[:, 0] - lines[:, 3]).astype(np.float64) / 2
    is_long = along[:, 0] > _LONG * em
    along, middles = along[is_long], lines[is_long].mean(axis=1).astype(np.float64)
    return middles[:, 1], along[:, 1] / along[:, 0], along[:, 0]


def _edges(lines: Quads, em: float) -> tuple[Floats, Floats, Floats]:
    """Of each column's left edge: how far right it stands, its slope against the upright, and its height."""
    starts = np.array(sorted(lines[:, (0, 3)].mean(axis=1).tolist(), key=lambda point: point[1]))
    chains: list[list[Floats]] = []
    for start in starts:
        for chain in chains:
            step = start - chain[-1]
            if abs(step[0]) < _SAME_EDGE * em and 0.5 * em < step[1] < _NEXT_LINE * em:
                chain.append(start)
                break
        else:
            chains.append([start])
    rows = []
    for chain in chains:
        if len(chain) >= _LEAST_EDGE:
            points = np.array(chain)
            slope = float(np.polyfit(points[:, 1], points[:, 0], 1)[0])
            rows.append((float(points[:, 0].mean()), slope, float(np.ptp(points[:, 1]))))
    found = np.array(rows, np.float64).reshape(-1, 3)
    return found[:, 0], found[:, 1], found[:, 2]


def _change(at: Floats, slopes: Floats, weights: Floats, extent: float = 1.0) -> float:
    """How much the slope changes over `extent`: the straight line through most slopes; 0 when too few are known."""
    if len(at) < 3 or weights.sum() <= 0 or (extent > 1 and np.ptp(at) < 0.3 * extent):
        return 0.0
    is_good = np.ones(len(at), dtype=bool)
    change, middle = 0.0, 0.0
    for _ in range(_ROUNDS):
        if is_good.sum() < 3:
            return 0.0
        change, middle = np.polyfit(at[is_good] / extent, slopes[is_good], 1, w=np.sqrt(weights[is_good]))
        rest = np.abs(slopes - change * at / extent - middle)
        is_good = rest <= max(0.003, 2.5 * float(np.median(rest)))
    return float(change) if abs(change) < _MOST_CHANGE else 0.0
