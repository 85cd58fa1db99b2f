"""rank_bm25's Okapi over segments: the package's formula and parameters, another storage.

The package keeps one dict a document, walks all of them for every query term, and cannot take a document in or out.
Here the postings of the query's terms are all that is read, and the statistics are those of the living documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from retrieval.engine import parameters
from retrieval.engine.arrays import AnyInts, Bools, Floats, Ints, Longs, Tally, sums_by
from retrieval.engine.segment import Segment


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents as counted: postings, and statistics of those alive.

    `lengths` and `is_alive` go by document number, the dead included (`is_alive` is None while none is dead).
    `dead_postings` counts, by term, postings of dead documents; `spread_of_frequencies` counts, by document
    frequency, the terms that have it.
    """

    segments: tuple[Segment, ...]
    lengths: Ints
    is_alive: Bools | None
    n_alive: int
    total_length: int
    dead_postings: Tally
    spread_of_frequencies: Tally

    def frequencies(self, terms: AnyInts) -> Longs:
        """Return how many living documents hold each term."""
        n_postings = -self.dead_postings.of(terms)
        for segment in self.segments:
            begins, ends = segment.ranges(terms)
            n_postings += ends - begins
        return n_postings


class Okapi(BM25Okapi):  # type: ignore[misc]  # the package carries no types
    """One revision of a collection, scored as `rank_bm25.BM25Okapi` scores it; a query is made of term numbers."""

    def __init__(self, documents: Documents, numbers: parameters.Okapi, epsilon: float) -> None:
        super().__init__(documents, None, numbers.k1, numbers.b, epsilon)

    def _initialize(self, corpus: Documents) -> None:
        """Take the statistics over instead of counting; an empty collection has no mean length."""
        self.documents = corpus
        self.corpus_size = corpus.n_alive
        self.avgdl = corpus.total_length / corpus.n_alive if corpus.n_alive else 0.0
        self.doc_len = corpus.lengths

    def _calc_idf(self, nd: None) -> None:
        """Leave idf to query time: it changes for every term with every document."""

    @cached_property
    def average_idf(self) -> float:
        """Mean idf over the vocabulary before flooring; 0 without a vocabulary."""
        frequencies = self.documents.spread_of_frequencies
        n_terms = int(frequencies.counts.sum())
        return (
            float(_idf(self.corpus_size, frequencies.keys) @ frequencies.counts) / n_terms if n_terms else 0.0
        )

    def idf_of(self, frequencies: Longs) -> Floats:
        """Return ln(N - df + 0.5) - ln(df + 0.5), floored as rank_bm25 floors it; 0 for a term in no document."""
        idf = _idf(self.corpus_size, frequencies)
        if (idf < 0).any():
            idf[idf < 0] = self.epsilon * self.average_idf
        idf[frequencies == 0] = 0.0
        return idf

    def look_up(self, times: Mapping[int, int]) -> Lookup:
        """Find the postings of a query's terms, rarest first; `times` says how often the query holds each term."""
        terms = np.fromiter(times, np.int64, len(times))
        ranges = np.array([segment.ranges(terms) for segment in self.documents.segments], np.int64)
        if not len(ranges):
            return Lookup(self, [], [0], np.empty(0, np.int64), np.empty(0))
        sizes = ranges[:, 1] - ranges[:, 0]
        n_postings = sizes.sum(axis=0)
        frequencies = n_postings - self.documents.dead_postings.of(terms)
        order = frequencies.argsort(kind="stable")
        order = order[len(order) - np.count_nonzero(frequencies) :]
        factors = np.fromiter(times.values(), np.float64, len(times))[order]
        factors *= self.idf_of(frequencies[order])
        factors *= self.k1 + 1
        owners, places = sizes.T[order].nonzero()
        begins, ends = ranges[places, :, order[owners]].T.tolist()
        pieces = [*zip(places.tolist(), begins, ends, strict=True)]
        of_term = owners.searchsorted(np.arange(len(order) + 1)).tolist()
        return Lookup(self, pieces, of_term, n_postings[order], factors)

    def saturation(self, documents: AnyInts, counts: AnyInts | Floats) -> Floats:
        """Return tf / (tf + k1 (1 - b + b length / mean length)) for each posting, or each row of counts."""
        divisor: Floats = self.doc_len[documents] * (self.k1 * self.b / self.avgdl)
        divisor += self.k1 * (1 - self.b)
        return counts / (divisor + counts)

    def get_scores(self, query: Sequence[int]) -> Floats:
        """Return the scores of the living documents, in order of their numbers."""
        scores = self.look_up(Counter(query)).totals()
        return scores if self.documents.is_alive is None else scores[self.documents.is_alive]

    def get_batch_scores(self, query: Sequence[int], doc_ids: Sequence[int]) -> list[float]:
        """Return the scores of some living documents, counted from 0 among the living."""
        scores: list[float] = self.get_scores(query)[list(doc_ids)].tolist()
        return scores


@dataclass(frozen=True, slots=True)
class Lookup:
    """The postings of a query in one collection, term by term, the rarest first; terms nobody holds are left out.

    Piece i is the segment's place, begin and end of a run of postings; the pieces of term t are those from
    `of_term[t]` to `of_term[t + 1]`. `sizes` says how many postings each term has, the dead included. No posting of a
    term adds more to a score than the term's factor, nor less than 0 if that is not. Scores are always added up in
    this order, so that equal documents have equal scores to the last bit.
    """

    okapi: Okapi
    pieces: list[tuple[int, int, int]]
    of_term: list[int]
    sizes: Longs
    factors: Floats

    def __len__(self) -> int:
        """Return the number of terms."""
        return len(self.sizes)

    def postings(self, n_terms: int) -> tuple[Longs, Floats]:
        """Return the documents of the first terms' postings, term by term, and what each posting adds."""
        segments, pieces = self.okapi.documents.segments, self.pieces[: self.of_term[n_terms]]
        if not pieces:
            return np.empty(0, np.int64), np.empty(0)
        documents = [segments[place].documents[begin:end] for place, begin, end in pieces]
        counts = [segments[place].counts[begin:end] for place, begin, end in pieces]
        holders = np.concatenate(documents, dtype=np.int64)
        added = self.okapi.saturation(holders, np.concatenate(counts))
        added *= np.repeat(self.factors[:n_terms], self.sizes[:n_terms])
        return holders, added

    def totals(self) -> Floats:
        """Return the score of every document number, the dead included."""
        return sums_by(*self.postings(len(self)), len(self.okapi.doc_len))

    def completed(self, documents: Longs, sums: Floats, n_terms: int) -> Floats:
        """Return the scores of some documents, in ascending order, given what the first terms sum up to in each."""
        wanted = documents.astype(np.int32)
        counts = np.zeros((len(self) - n_terms, len(documents)))
        for term in range(n_terms, len(self)):
            for place, begin, end in self.pieces[self.of_term[term] : self.of_term[term + 1]]:
                segment = self.okapi.documents.segments[place]
                at = segment.documents[begin:end].searchsorted(wanted)
                at += begin
                np.minimum(at, end - 1, out=at)
                counts[term - n_terms] += segment.counts[at] * (segment.documents[at] == wanted)
        added = self.okapi.saturation(documents, counts) * self.factors[n_terms:, np.newaxis]
        scores = sums.copy()
        for row_added in added:  # one after another, as the order of additions is part of the score
            scores += row_added
        return scores


def _idf(n: int, frequencies: NDArray[np.int64]) -> Floats:
    """Robertson-Spärck Jones weight, ln((n - df + 0.5) / (df + 0.5)); negative when df > n / 2."""
    idf: Floats = np.log(n - frequencies + 0.5) - np.log(frequencies + 0.5)
    return idf
