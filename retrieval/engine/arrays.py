"""The array tools of the index: counts by key, runs of indices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bits = NDArray[np.uint32]
Floats = NDArray[np.float64]
Halves = NDArray[np.float32]
Bools = NDArray[np.bool_]
AnyInts = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Tally:
    """A count for each key, keys ascending; a key whose count is zero is absent."""

    keys: Longs
    counts: Longs

    @classmethod
    def empty(cls) -> Tally:
        """No key at all."""
        return cls(np.empty(0, np.int64), np.empty(0, np.int64))

    def plus(self, keys: AnyInts, counts: AnyInts) -> Tally:
        """Return the tally with `counts` (which may be negative) added; a key may come several times."""
        if not len(keys):
            return self
        all_keys = np.concatenate((self.keys, keys.astype(np.int64)))
        all_counts = np.concatenate((self.counts, counts.astype(np.int64)))
        order = np.argsort(all_keys, kind="stable")
        all_keys, all_counts = all_keys[order], all_counts[order]
        first = run_starts(all_keys)
        sums = np.add.reduceat(all_counts, first)
        return Tally(all_keys[first][sums != 0], sums[sums != 0])

    def of(self, keys: AnyInts) -> Longs:
        """Return the count of each key, 0 where it is absent."""
        if not len(self.keys):
            return np.zeros(len(keys), np.int64)
        places = np.minimum(np.searchsorted(self.keys, keys.astype(np.int64)), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, self.counts[places], 0)


def run_starts(ordered: NDArray[Any]) -> Longs:
    """Return where each run of equal values begins in a non-empty ordered array."""
    return np.concatenate((np.zeros(1, np.int64), np.flatnonzero(ordered[1:] != ordered[:-1]) + 1))


def spread(starts: AnyInts, lengths: AnyInts) -> Longs:
    """Return the indices of the ranges `starts[i] : starts[i] + lengths[i]`, one range after another."""
    shifts = starts - offsets(lengths)[:-1]
    indices: Longs = shifts.repeat(lengths)
    indices += np.arange(len(indices))
    return indices


def offsets(lengths: AnyInts) -> Longs:
    """Return the n + 1 places where ranges of these lengths begin and the last one ends."""
    places = np.empty(len(lengths) + 1, np.int64)
    places[0] = 0
    lengths.cumsum(out=places[1:])
    return places


def places_of(wanted: AnyInts, ordered: AnyInts) -> tuple[Longs, Bools]:
    """Return where each value stands in an ascending array, and whether it is there at all."""
    if not len(ordered):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    places = ordered.searchsorted(wanted.astype(ordered.dtype))
    return places, ordered.take(places, mode="clip") == wanted
