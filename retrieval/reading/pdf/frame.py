"""How a page of a file is laid upright."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.model import Box

Array = npt.NDArray[np.float64]

TURNS = 4
_MOST_SLANT = 0.17  # The sine of ten degrees.


@dataclass(frozen=True, slots=True)
class Frame:
    """The box of a page in its file (y upwards), and the quarter turns clockwise that lay it upright."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height of the upright page."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def place(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Return points of the file's page as points of the upright one, y downwards."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a rectangle of the file's page as a box of the upright one."""
        x, y = self.place(np.array((left, right)), np.array((bottom, top)))
        return Box(float(x.min()), float(y.min()), float(x.max()), float(y.max()))


def level(along: Array, across: Array, turns: int) -> npt.NDArray[np.bool_]:
    """Say for each direction of writing, given as a vector of the file, whether it runs level after the turns."""
    x, y = ((along, across), (across, -along), (-along, -across), (-across, along))[turns]
    length = np.hypot(x, y)
    is_level: npt.NDArray[np.bool_] = (x > 0) & (np.abs(y) <= _MOST_SLANT * length)
    return is_level


def upright_turns(along: Array, across: Array, turns: int) -> int:
    """Return the turns after which most writing runs level, `turns` where others are no better."""
    counts = [int(level(along, across, (turns + k) % TURNS).sum()) for k in range(TURNS)]
    return (turns + counts.index(max(counts))) % TURNS
