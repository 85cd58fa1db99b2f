"""A page lit unevenly, as under a lamp or in a photo, brought to paper of one shade."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from retrieval.reading.ocr.recogniser import Grey

_CELLS = 24
_PAPER_PERCENTILE = 90
# Paper that differs by less than this is even enough.
_LEAST_SPREAD = 1.15
_ROUNDS = 6
_DARKER_THAN_PAPER = 0.9
_DARKEST = 24.0

Floats = NDArray[np.float64]


def evenly_lit(grey: Grey) -> Grey:
    """Return the page with its paper in one shade; a page that is lit evenly comes back as it is.

    The paper is a smooth surface through the lightest parts of the page: pictures do not bend it.
    """
    height, width = grey.shape
    if min(height, width) < 2 * _CELLS:
        return grey
    surface = _surface(_lightest(grey))
    low, high = float(surface.min()), float(surface.max())
    if low <= 0 or high / max(low, _DARKEST) < _LEAST_SPREAD:
        return grey
    gain = (high / np.maximum(surface, _DARKEST)).astype(np.float32)
    gains = cv2.resize(gain, (width, height), interpolation=cv2.INTER_LINEAR)
    even: Grey = cv2.multiply(grey, gains, dtype=cv2.CV_8U)
    return even


def _lightest(grey: Grey) -> Floats:
    """The shade of the paper in each cell of a grid over the page."""
    height, width = grey.shape
    rows, columns = height // _CELLS, width // _CELLS
    cells = grey[: rows * _CELLS, : columns * _CELLS].reshape(_CELLS, rows, _CELLS, columns)
    shades: Floats = np.percentile(
        cells[:, ::2, :, ::2].transpose(0, 2, 1, 3).reshape(_CELLS, _CELLS, -1), _PAPER_PERCENTILE, axis=2
    )
    return shades


def _surface(shades: Floats) -> Floats:
    """The cubic surface through the cells that are paper: what lies far below it is none."""
    y, x = np.mgrid[-1 : 1 : _CELLS * 1j, -1 : 1 : _CELLS * 1j]
    terms = np.stack([x**i * y**j for i in range(4) for j in range(4 - i)], axis=-1).reshape(-1, 10)
    values = shades.reshape(-1)
    is_paper = values > 0.5 * np.median(values)
    surface = values
    for _ in range(_ROUNDS):
        factors, *_ = np.linalg.lstsq(terms[is_paper], values[is_paper], rcond=None)
        surface = terms @ factors
        is_paper = values > _DARKER_THAN_PAPER * surface
        if is_paper.sum() < len(terms[0]) * 3:
            return np.full_like(shades, float(np.median(values)))
    return surface.reshape(shades.shape)
