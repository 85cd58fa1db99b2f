"""Where on a page is print? The page in strips of its full width, so that memory is bounded and no line is cut.

Neighbouring strips overlap by more than a headline; each strip keeps the lines whose middle it owns, and a line both
claim is kept once.
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np

from retrieval.reading.ocr.recogniser import Grey, Quads, Recogniser

_TILE_PIXELS = 800_000
_OVERLAP = 80
_LEAST_HEIGHT = 320
_SLACK = 3
_SAME = 0.6


def find_lines(grey: Grey, scale: float, recogniser: Recogniser) -> Quads:
    """Return the corners of every line, (n, 4, 2) in pixels of `grey`; the model sees it at `scale`."""
    small = resized(grey, scale)
    spans = _spans(*small.shape)
    tiles = (small[max(0, top - _OVERLAP) : bottom + _OVERLAP] for top, bottom in spans)
    found = []
    for (top, bottom), quads in zip(spans, recogniser.find(tiles), strict=True):
        placed = quads + np.array((0, max(0, top - _OVERLAP)))
        middles = placed[:, :, 1].mean(axis=1)
        found.append(placed[(middles >= top - _SLACK) & (middles < bottom + _SLACK)])
    return _once((np.concatenate(found) / scale).astype(np.float32))


def resized(grey: Grey, scale: float) -> Grey:
    """Return the picture at another size, at least one pixel high and wide."""
    if scale == 1.0:
        return grey
    height, width = grey.shape
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    smaller: Grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    return smaller


def _spans(height: int, width: int) -> list[tuple[int, int]]:
    """Cut the height into even strips of at most `_TILE_PIXELS` with their overlaps."""
    most = max(_LEAST_HEIGHT, _TILE_PIXELS // max(1, width) - 2 * _OVERLAP)
    n_strips = -(-height // most)
    edges = [round(height * i / n_strips) for i in range(n_strips + 1)]
    return list(pairwise(edges))


def _once(quads: Quads) -> Quads:
    """Drop a box that another covers."""
    low, high = quads.min(axis=1), quads.max(axis=1)
    areas = np.prod(high - low, axis=1)
    kept: list[int] = []
    for i in np.argsort(-areas, kind="stable"):
        others = np.array(kept, dtype=int)
        shared = np.clip(np.minimum(high[i], high[others]) - np.maximum(low[i], low[others]), 0, None)
        if not (np.prod(shared, axis=1) > _SAME * areas[i]).any():
            kept.append(int(i))
    return quads[sorted(kept)]
