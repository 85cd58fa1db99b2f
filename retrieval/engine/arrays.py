"""The array tools of the index: counts by key, runs of indices."""

from __future__ import annotations

from collections.abc import Sequence
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

_MOST_ADDED = 256
_GROWTH = 4
_Sum = tuple[Longs, Longs]
_Held = tuple[tuple[_Sum, ...], tuple[tuple[AnyInts, AnyInts], ...]]
_NO_SUM: _Sum = (np.empty(0, np.int64), np.empty(0, np.int64))


class Tally:
    """A count for each key, keys ascending; a key whose count is zero is absent. Immutable.

    What is added is summed up when it is first asked for, or when there is much of it, and is kept beside what was
    there, unless that is little: each sum is part of the counts, and several times as long as the next one.
    """

    __slots__ = ("_held",)

    def __init__(self, keys: Longs, counts: Longs) -> None:
        # One attribute, so that another thread sees what is summed and what is not as they belong together.
        self._held: _Held = (((keys, counts),) if len(keys) else (), ())

    @classmethod
    def empty(cls) -> Tally:
        """No key at all."""
        return cls(*_NO_SUM)

    @property
    def keys(self) -> Longs:
        """The keys, ascending."""
        return self._sum()[0]

    @property
    def counts(self) -> Longs:
        """The count of each key."""
        return self._sum()[1]

    def plus(self, keys: AnyInts, counts: AnyInts) -> Tally:
        """Return the tally with `counts` (which may be negative) added; a key may come several times."""
        if not len(keys):
            return self
        sums, added = self._held
        if len(added) >= _MOST_ADDED:
            sums, added = self._sums(), ()
        made = Tally.empty()
        made._held = (sums, (*added, (keys, counts)))
        return made

    def of(self, keys: AnyInts) -> Longs:
        """Return the count of each key, 0 where it is absent."""
        found = np.zeros(len(keys), np.int64)
        for own_keys, counts in self._sums():
            places = np.minimum(np.searchsorted(own_keys, keys.astype(np.int64)), len(own_keys) - 1)
            found += np.where(own_keys[places] == keys, counts[places], 0)
        return found

    def _sums(self) -> tuple[_Sum, ...]:
        """The sums that make up the counts, the longest first."""
        sums, added = self._held
        if added:
            newest = _summed(added)
            while sums and len(sums[-1][0]) < _GROWTH * len(newest[0]):
                newest, sums = _summed((sums[-1], newest)), sums[:-1]
            sums = (*sums, newest) if len(newest[0]) else sums
            self._held = (sums, ())
        return sums

    def _sum(self) -> _Sum:
        sums = self._sums()
        if len(sums) > 1:
            one = _summed(sums)
            sums = (one,) if len(one[0]) else ()
            self._held = (sums, ())
        return sums[0] if sums else _NO_SUM


def _summed(parts: Sequence[tuple[AnyInts, AnyInts]]) -> _Sum:
    """Each key of some parts once, ascending, with the sum of its counts, where that is not zero."""
    keys = np.concatenate([keys for keys, _ in parts]).astype(np.int64)
    counts = np.concatenate([counts for _, counts in parts]).astype(np.int64)
    if not len(keys):
        return _NO_SUM
    order = keys.argsort(kind="stable")
    keys, counts = keys.take(order), counts.take(order)
    first = run_starts(keys)
    sums = np.add.reduceat(counts, first)
    kept = sums.nonzero()[0]
    return keys.take(first.take(kept)), sums.take(kept)


def run_starts(ordered: NDArray[Any]) -> Longs:
    """Return where each run of equal values begins in a non-empty ordered array."""
    return changes(ordered).nonzero()[0]


def changes(values: NDArray[Any]) -> Bools:
    """Return whether each value of a non-empty array is another than the one before; the first is."""
    is_change = np.empty(len(values), bool)
    is_change[0] = True
    np.not_equal(values[1:], values[:-1], out=is_change[1:])
    return is_change


def run_lengths(starts: Longs, n: int) -> Longs:
    """Return how long each run is, the last one of which ends at `n`."""
    lengths = np.empty(len(starts), np.int64)
    np.subtract(starts[1:], starts[:-1], out=lengths[:-1])
    lengths[-1] = n - starts[-1]
    return lengths


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


def gaps(places: Longs) -> Longs:
    """Return how far each place is from the next one: `np.diff` without its overhead, which small arrays feel."""
    return places[1:] - places[:-1]


def ascending(values: Longs) -> Longs:
    """Return each value once, ascending."""
    if len(values) < 2 or bool((gaps(values) > 0).all()):
        return values
    # Not `np.unique`, which takes its time to load masked arrays when it is first called.
    values = np.sort(values)
    return values[changes(values)]


def places_of(wanted: AnyInts, ordered: AnyInts) -> tuple[Longs, Bools]:
    """Return where each value stands in an ascending array, and whether it is there at all."""
    if not len(ordered):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    places = ordered.searchsorted(wanted.astype(ordered.dtype))
    return places, ordered.take(places, mode="clip") == wanted
