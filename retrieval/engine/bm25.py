"""rank_bm25's Okapi over segments: the package's formula and parameters, another storage.

The package keeps one dict a document, walks all of them for every query term, and cannot take a document in or out.
Here the postings of the query's terms are all that is read, and the statistics are those of the living documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.engine import parameters
from retrieval.engine.arrays import AnyInts, Bools, Floats, Ints, Longs, Tally
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

    def contributions(self, times: Mapping[int, int]) -> tuple[Ints, Floats]:
        """Return the documents of the query's postings, term by term, and what each posting adds to its score.

        `times` says how often the query holds each term. Dead documents are among them.
        """
        terms = np.fromiter(times, np.int32, len(times))
        documents, counts, sizes = self._postings(terms)
        factor = self.idf_of(self.documents.frequencies(terms)) * np.fromiter(
            times.values(), np.int64, len(times)
        )
        if (
            not len(documents) or not self.avgdl
        ):  # what the dead left behind, when no living document has a term
            return documents[:0], np.empty(0)
        norms = self.k1 * (1 - self.b + self.b * self.doc_len[documents] / self.avgdl)
        return documents, np.repeat(factor * (self.k1 + 1), sizes) * counts / (counts + norms)

    def totals(self, documents: Ints, contributions: Floats) -> Floats:
        """Return the score of every document number."""
        totals = np.bincount(documents, contributions, minlength=len(self.doc_len))
        return totals.astype(np.float64, copy=False)

    def get_scores(self, query: Sequence[int]) -> Floats:
        """Return the scores of the living documents, in order of their numbers."""
        times: dict[int, int] = {}
        for term in query:
            times[term] = times.get(term, 0) + 1
        scores = self.totals(*self.contributions(times))
        return scores if self.documents.is_alive is None else scores[self.documents.is_alive]

    def get_batch_scores(self, query: Sequence[int], doc_ids: Sequence[int]) -> list[float]:
        """Return the scores of some living documents, counted from 0 among the living."""
        scores: list[float] = self.get_scores(query)[list(doc_ids)].tolist()
        return scores

    def _postings(self, terms: Ints) -> tuple[Ints, AnyInts, Longs]:
        """Return documents and counts of all postings, term by term, and how many each term has."""
        segments = self.documents.segments
        ranges = [segment.ranges(terms) for segment in segments]
        documents: list[Ints] = [np.empty(0, np.int32)]
        counts: list[AnyInts] = [np.empty(0, np.uint8)]
        sizes = np.zeros(len(terms), np.int64)
        for segment_ranges in ranges:
            sizes += segment_ranges[1] - segment_ranges[0]
        bounds = [(begins.tolist(), ends.tolist()) for begins, ends in ranges]
        for i in np.flatnonzero(sizes).tolist():
            for segment, (begins, ends) in zip(segments, bounds, strict=True):
                if begins[i] < ends[i]:
                    documents.append(segment.documents[begins[i] : ends[i]])
                    counts.append(segment.counts[begins[i] : ends[i]])
        return np.concatenate(documents), np.concatenate(counts), sizes


def _idf(n: int, frequencies: AnyInts) -> Floats:
    """Robertson-Spärck Jones weight, ln((n - df + 0.5) / (df + 0.5)); negative when df > n / 2."""
    idf: Floats = np.log(n - frequencies + 0.5) - np.log(frequencies + 0.5)
    return idf
