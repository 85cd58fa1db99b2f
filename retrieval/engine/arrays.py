"""The array tools of the index: columns that grow, counts by key, runs of indices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
AnyInts = NDArray[np.integer[Any]]
Scalar = TypeVar("Scalar", bound=np.generic)


class Column(Generic[Scalar]):
    """Numbers that grow at the end only, so that a view taken earlier never changes.

    One writer at a time; the room behind the end doubles, so appending costs what is appended.
    """

    def __init__(self, dtype: DTypeLike) -> None:
        self._buffer: NDArray[Scalar] = np.empty(16, dtype=dtype)
        self._n = 0

    def __len__(self) -> int:
        return self._n

    @property
    def view(self) -> NDArray[Scalar]:
        """All numbers so far, without a copy."""
        return self._buffer[: self._n]

    def append(self, values: NDArray[Any]) -> None:
        """Put `values` at the end."""
        end = self._n + len(values)
        if end > len(self._buffer):
            grown = np.empty(max(end, 2 * len(self._buffer)), dtype=self._buffer.dtype)
            grown[: self._n] = self.view
            self._buffer = grown
        self._buffer[self._n : end] = values
        self._n = end

    def replace(self, places: Longs, values: NDArray[Any], n_shared: int) -> None:
        """Overwrite some numbers; all are copied first if one stands before `n_shared`, where others hold views."""
        if len(places) and places.min() < n_shared:
            self._buffer = self._buffer.copy()
        self._buffer[places] = values


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
        all_keys = np.concatenate((self.keys, keys.astype(np.int64)))
        all_counts = np.concatenate((self.counts, counts.astype(np.int64)))
        if not len(all_keys):
            return self
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


def sums_by(keys: Longs, values: Floats, n: int) -> Floats:
    """Return, for each key from 0 to n - 1, the sum of its values, added up in the order given."""
    sums: Floats = np.bincount(keys, values, minlength=n).astype(np.float64, copy=False)
    return sums


def spread(starts: AnyInts, lengths: AnyInts) -> Longs:
    """Return the indices of the ranges `starts[i] : starts[i] + lengths[i]`, one range after another."""
    ends = np.cumsum(lengths, dtype=np.int64)
    shift = np.repeat(starts.astype(np.int64) - (ends - lengths), lengths)
    return shift + np.arange(len(shift), dtype=np.int64)


def offsets(lengths: AnyInts) -> Longs:
    """Return the n + 1 places where ranges of these lengths begin and the last one ends."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)))
