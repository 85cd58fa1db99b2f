"""rank_bm25's Okapi over live statistics: the package's formula and parameters, another storage.

The package keeps one dict a document, walks all of them for every query term, and cannot take a document in or out.
Here a collection is what the formula needs of it, and the counts of a term are read where they are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.engine import parameters
from retrieval.engine.arrays import AnyInts, Floats, Longs, Tally


@dataclass(frozen=True, slots=True)
class Statistics:
    """A collection of living documents; `spread` counts, by document frequency, the terms that have it."""

    n: int
    total_length: int
    spread: Tally

    def plus(self, n: int, length: int) -> Statistics:
        """Return the statistics with `n` more documents (or fewer) of this total length."""
        return Statistics(self.n + n, self.total_length + length, self.spread)


class Okapi(BM25Okapi):  # type: ignore[misc]  # the package carries no types
    """One revision of a collection, weighed as `rank_bm25.BM25Okapi` weighs it."""

    def __init__(self, statistics: Statistics, numbers: parameters.Okapi, epsilon: float) -> None:
        super().__init__(statistics, None, numbers.k1, numbers.b, epsilon)

    def _initialize(self, corpus: Statistics) -> None:
        """Take the statistics over instead of counting; an empty collection has no mean length."""
        self.statistics = corpus
        self.corpus_size = corpus.n
        self.avgdl = corpus.total_length / corpus.n if corpus.n else 0.0

    def _calc_idf(self, nd: None) -> None:
        """Leave idf to query time: it changes for every term with every document."""

    @cached_property
    def average_idf(self) -> float:
        """Mean idf over the vocabulary before flooring; 0 without a vocabulary."""
        spread = self.statistics.spread
        n_terms = int(spread.counts.sum())
        return float(plain_idf(self.corpus_size, spread.keys) @ spread.counts) / n_terms if n_terms else 0.0

    def idf_of(self, frequencies: Longs) -> Floats:
        """Return ln(N - df + 0.5) - ln(df + 0.5), floored as rank_bm25 floors it; 0 for a term in no document."""
        idf = plain_idf(self.corpus_size, frequencies)
        if len(idf) and idf.min() < 0:
            idf[idf < 0] = self.epsilon * self.average_idf
        if not frequencies.all():
            idf[frequencies == 0] = 0.0
        return idf

    def saturation(self, counts: AnyInts | Floats, lengths: AnyInts | Floats) -> Floats:
        """Return tf / (tf + k1 (1 - b + b length / mean length)); lengths stand beside the counts."""
        return counts / (self.damping(lengths) + counts)

    def damping(self, lengths: AnyInts | Floats) -> Floats:
        """Return k1 (1 - b + b length / mean length): the count at which a term has half of its effect."""
        damping: Floats = lengths * (self.k1 * self.b / self.avgdl if self.avgdl else 0.0)
        damping += self.k1 * (1 - self.b)
        return damping


def plain_idf(n: int, frequencies: Longs) -> Floats:
    """Robertson-Spärck Jones weight, ln((n - df + 0.5) / (df + 0.5)); negative when df > n / 2."""
    idf: Floats = np.log(n - frequencies + 0.5) - np.log(frequencies + 0.5)
    return idf
