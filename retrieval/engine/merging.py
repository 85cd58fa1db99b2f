"""Which segments to make one of, so that a search meets few of them.

A logarithmic method (Bentley & Saxe, "Decomposable searching problems", 1980): a token is moved O(log N) times in its
life. Merging counts the living tokens anew; no segment grows past `LARGEST`, so no merge takes long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.engine.arrays import Longs
from retrieval.engine.part import Part
from retrieval.engine.shelf import Shelf, joined

LARGEST = 1 << 27  # tokens
_GROWTH = 4  # a segment is at least this many times as large as its successor


@dataclass(frozen=True, slots=True)
class Merge:
    """Parts to be made one of, as they stood when this was decided."""

    sources: tuple[Part, ...]

    def shelf(self) -> Shelf:
        """Return the living articles of all sources."""
        return joined(self.shelves())

    def shelves(self) -> list[Shelf]:
        """Return the living articles of each source."""
        return [_living_shelf(part) for part in self.sources]

    def died_since(self, now: Sequence[Part]) -> Longs:
        """Return the places on the merged shelf of articles that are dead by now."""
        died: list[Longs] = []
        start = 0
        for then, part in zip(self.sources, now, strict=True):
            was_alive, is_alive = then.living(), part.living()
            died.append(start + np.flatnonzero(~is_alive[was_alive]))
            start += int(np.count_nonzero(was_alive))
        return np.concatenate(died)


def due(parts: Sequence[Part]) -> Merge | None:
    """Return what should be merged in the background, if anything: a part that is half dead, or the newest ones."""
    for part in parts:
        if 2 * len(part.dead) > len(part.segment.shelf):
            return Merge((part,))
    return _newest(parts)


def _newest(parts: Sequence[Part]) -> Merge | None:
    """The newest parts, as long as the one before is not much larger than they are together."""
    start, size = len(parts), 0
    while start:
        before = parts[start - 1].segment.shelf.n_tokens
        if size + before > LARGEST or (size and before >= _GROWTH * size):
            break
        start -= 1
        size += before
    return Merge(tuple(parts[start:])) if start < len(parts) - 1 else None


def _living_shelf(part: Part) -> Shelf:
    shelf = part.segment.shelf
    return shelf.take(np.flatnonzero(part.living())) if len(part.dead) else shelf
