"""One revision, searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.engine.arrays import Floats, Ints, Longs
from retrieval.engine.bm25 import Okapi
from retrieval.engine.parameters import Parameters
from retrieval.engine.topk import Ranking, candidates
from retrieval.engine.vocabulary import Vocabulary
from retrieval.model import Hit

_MOST_SHORT_TERMS = 64


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a search reads, unchanged for ever: two collections and what joins them.

    `ids` and `articles_of` go by passage number: the passage's id, and the number of its article's document.
    """

    revision: int
    parameters: Parameters
    vocabulary: Vocabulary
    passages: Okapi
    articles: Okapi
    ids: Longs
    articles_of: Ints

    def __len__(self) -> int:
        """Return the number of passages."""
        return self.passages.documents.n_alive

    def search(self, query_terms: Sequence[str], k: int) -> tuple[Hit, ...]:
        """Return the best `k` passages that share a term with the query, ordered by (-score, passage)."""
        times = self.vocabulary.known(query_terms)
        if not times or k < 1:
            return ()
        extra = self.parameters.article_weight * self.articles.look_up(times).totals()
        ranking = Ranking(self.passages.look_up(times), extra, self.articles_of, k)
        passages, scores = candidates(ranking)
        return _best(self.ids[passages], scores, k)

    def document_frequency(self, term: str) -> int:
        """Return how many passages hold the term, in their text or title."""
        return int(self._frequencies([term])[0])

    def idf(self, term: str) -> float:
        """Return the term's weight among passages as `BM25Okapi` has it; 0 if none holds it, may be below 0."""
        return float(self.passages.idf_of(self._frequencies([term]))[0])

    def weight(self, term: str) -> float:
        """Return how much the term tells, at least 0."""
        return max(0.0, self.idf(term))

    def upper_bound(self, query_terms: Sequence[str]) -> float:
        """Return what no passage's own score can pass: the sum of weight x (k1 + 1), repeated terms repeated."""
        weights = np.maximum(self.passages.idf_of(self._frequencies(query_terms)), 0.0)
        return float(weights.sum() * (self.parameters.passage.k1 + 1))

    def terms_with(self, character: str) -> tuple[str, ...]:
        """Return at most 64 terms of one or two characters that hold `character`, the most frequent first."""
        terms = self.vocabulary.short_terms_with(character)
        frequencies = self._frequencies(terms)
        order = np.argsort(-frequencies, kind="stable")[:_MOST_SHORT_TERMS]
        return tuple(terms[i] for i in order.tolist() if frequencies[i])

    def _frequencies(self, terms: Sequence[str]) -> Longs:
        """Return how many passages hold each term; a term never seen has number -1, which no segment holds."""
        numbers = np.fromiter(map(self.vocabulary.number, terms), np.int64, len(terms))
        return self.passages.documents.frequencies(numbers)


def _best(ids: Longs, scores: Floats, k: int) -> tuple[Hit, ...]:
    """Return the best `k`; all that tie with the last one are compared by id before any is dropped."""
    if len(scores) > k:
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        kept = np.flatnonzero(scores >= least)
        ids, scores = ids[kept], scores[kept]
    order = np.lexsort((ids, -scores))[:k]
    return tuple(map(Hit, ids[order].tolist(), scores[order].tolist()))
