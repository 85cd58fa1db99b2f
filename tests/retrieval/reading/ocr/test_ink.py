"""White between columns is told from white that marks leave inside one."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2", reason='pictures are read with the extra: pip install -e ".[ocr]"')

import numpy as np

from retrieval.reading.ocr.ink import ink_of

EM = 24
PITCH = 1.5
N_ROWS = 8


def page(*columns: tuple[float, int], mark: int) -> np.ndarray:
    """Columns of characters, (left end, how many a line) in ems; that at `mark` is a comma in each line."""
    grey = np.full((round((N_ROWS * PITCH + 4) * EM), 40 * EM), 250, np.uint8)
    for left, n in columns:
        for row in range(N_ROWS):
            for k in range(n):
                side = (0.3, 0.3) if k == mark else (0.9, 0.9)
                x, bottom = left + k + 0.05, 2 + row * PITCH + 0.95
                box = (bottom - side[1], bottom, x, x + side[0])
                top, low, start, end = (round(EM * place) for place in box)
                grey[top:low, start:end] = 20
    return grey


def is_gutter(grey: np.ndarray, x: float) -> bool:
    """Say whether a gutter runs down the middle of the page at `x` ems."""
    middle = grey.shape[0] // 2
    return bool(ink_of(grey, float(EM)).gutters[middle, round(x * EM)])


def test_a_gutter_is_white_between_columns() -> None:
    """It is an em and a half wide."""
    assert is_gutter(page((3, 12), (16.5, 12), mark=-1), 15.7)


def test_marks_below_one_another_near_the_edge_of_a_column_leave_no_gutter() -> None:
    """There is no room for a column of two characters."""
    grey = page((3, 12), (16.5, 12), mark=1)

    assert is_gutter(grey, 15.7)
    assert not is_gutter(grey, 4.7)
    assert not is_gutter(grey, 18.2)
