"""In how many passages and articles is each term, for the one who writes: counts that follow every change.

Only the weight of a term that most documents hold depends on those of all others. So a small change is counted when
such a weight is first asked for, or in the background, and nobody waits for it to find what is new.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.engine.arrays import Ints, Longs, Tally
from retrieval.engine.lookup import in_parts
from retrieval.engine.part import Counts, Part, counts_of
from retrieval.engine.shelf import NO_SHELF, Shelf, joined

_MANY_TERMS = 1 << 13
_NOTHING = np.empty(0, np.int64), np.empty(0, np.int64)


Spreads = tuple[Tally, Tally]


class Frequencies:
    """The counts of the terms that changes were about, each looked up once.

    Turned round they are spreads: how many terms have a document frequency, of passages and of articles. One thread
    makes changes; what they lead to may be asked by others.
    """

    def __init__(self, spreads: Spreads | None = None) -> None:
        self._spreads = spreads or (Tally.empty(), Tally.empty())
        self._waiting: deque[_Change] = deque()
        self._counting = threading.Lock()
        self._in_passages: Ints = np.zeros(0, np.int32)
        self._in_articles: Ints = np.zeros(0, np.int32)
        self._is_known = np.zeros(0, bool)

    def with_counts(self, counts: Counts, parts: Sequence[Part]) -> Spreads:
        """Return the spreads with more documents; all that hold a term not seen before are in `parts`."""
        with self._counting:
            while self._waiting:
                self._count_next()
            self._change(counts, parts)
            return self._spreads

    def with_shelves(self, taken: Sequence[Shelf], new: Shelf, parts: Sequence[Part]) -> Spreads:
        """Return what the spreads will be without the articles of some shelves and with those of another."""
        change = _Change(taken, new, parts)
        self._waiting.append(change)
        return _Later(self, change, 0), _Later(self, change, 1)

    def after(self, change: _Change) -> Spreads:
        """Return the spreads as they were after a change."""
        with self._counting:
            while change.spreads is None:
                self._count_next()
            return change.spreads

    def _count_next(self) -> None:
        change = self._waiting.popleft()
        shelf = joined([*change.taken, change.new])
        self._change(counts_of(shelf, sum(map(len, change.taken))), change.parts)
        change.spreads, change.taken, change.new, change.parts = self._spreads, (), NO_SHELF, ()

    def _change(self, counts: Counts, parts: Sequence[Part]) -> None:
        if len(counts.terms):
            self._learn(counts.terms, parts)
            self._spreads = (
                _moved(self._spreads[0], self._in_passages, counts.terms, counts.in_passages),
                _moved(self._spreads[1], self._in_articles, counts.terms, counts.in_articles),
            )

    def _learn(self, terms: Ints, parts: Sequence[Part]) -> None:
        """Look up what is not known of some terms, which ascend."""
        n_terms = int(terms[-1]) + 1
        if n_terms > len(self._is_known):
            n_terms += n_terms // 2
            self._in_passages = _longer(self._in_passages, n_terms)
            self._in_articles = _longer(self._in_articles, n_terms)
            self._is_known = _longer(self._is_known, n_terms)
        new = terms[~self._is_known[terms]]
        if len(new):
            self._is_known[new] = True
            self._in_passages[new], self._in_articles[new] = in_parts(parts, new.astype(np.int64))


class _Change:
    """Documents that come and go at once, until they are counted: see `Frequencies.with_shelves`."""

    __slots__ = ("new", "parts", "spreads", "taken")

    def __init__(self, taken: Sequence[Shelf], new: Shelf, parts: Sequence[Part]) -> None:
        self.taken, self.new, self.parts = taken, new, parts
        self.spreads: Spreads | None = None


class _Later(Tally):
    """A spread that is worked out when it is first asked for."""

    __slots__ = ("_after", "_change", "_which")

    def __init__(self, frequencies: Frequencies, change: _Change, which: int) -> None:
        super().__init__(*_NOTHING)
        self._after, self._change, self._which = frequencies.after, change, which

    def _sums(self) -> tuple[tuple[Longs, Longs], ...]:
        spread = self._after(self._change)[self._which]
        return ((spread.keys, spread.counts),) if len(spread.keys) else ()


def _longer(values: NDArray[Any], n: int) -> NDArray[Any]:
    """The values with zeros behind them, `n` in all; the zeros take no memory until they are written to."""
    made = np.zeros(n, values.dtype)
    made[: len(values)] = values
    return made


def _moved(spread: Tally, frequencies: Ints, terms: Ints, change: Longs) -> Tally:
    """The spread after the frequencies of some distinct terms changed, which they do here."""
    before = frequencies[terms].astype(np.int64)
    after = before + change
    frequencies[terms] = after
    was, stays = before[before > 0], after[after > 0]
    if len(terms) > _MANY_TERMS:
        return _histogram(spread, was, stays)
    return spread.plus(
        np.concatenate((was, stays)),
        np.array([-1, 1]).repeat([len(was), len(stays)]),
    )


def _histogram(spread: Tally, was: Longs, stays: Longs) -> Tally:
    """The spread less some frequencies and more others, without sorting them."""
    n = 1 + int(max(spread.keys.max(initial=0), was.max(initial=0), stays.max(initial=0)))
    counts = np.bincount(stays, minlength=n) - np.bincount(was, minlength=n)
    counts[spread.keys] += spread.counts
    keys = np.flatnonzero(counts)
    return Tally(keys, counts[keys])
