"""In how many passages and articles is each term, for the one who writes: counts that follow every change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.engine.arrays import Ints, Longs, Tally
from retrieval.engine.lookup import in_parts
from retrieval.engine.part import Counts, Part

_MANY_TERMS = 1 << 13


class Frequencies:
    """The counts of the terms that changes were about, each looked up once, and all of them turned round.

    `spreads` are how many terms have a document frequency, of passages and of articles.
    """

    def __init__(self, spreads: tuple[Tally, Tally] = (Tally.empty(), Tally.empty())) -> None:
        self.spreads = spreads
        self._in_passages: Ints = np.zeros(0, np.int32)
        self._in_articles: Ints = np.zeros(0, np.int32)
        self._is_known = np.zeros(0, bool)

    def change(self, counts: Counts, parts: Sequence[Part]) -> None:
        """Count documents in, or out where counts are negative; all that hold a term not seen before are in `parts`."""
        if len(counts.terms):
            self._learn(counts.terms, parts)
            self.spreads = (
                _moved(self.spreads[0], self._in_passages, counts.terms, counts.in_passages),
                _moved(self.spreads[1], self._in_articles, counts.terms, counts.in_articles),
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
