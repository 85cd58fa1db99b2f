"""One revision, searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from retrieval.engine import topk
from retrieval.engine.arrays import Floats, Longs
from retrieval.engine.bm25 import Okapi
from retrieval.engine.lists import Lists, lists_of, matching
from retrieval.engine.lookup import Lookup, in_parts, look_up
from retrieval.engine.loose import Loose
from retrieval.engine.parameters import Parameters
from retrieval.engine.part import Part
from retrieval.engine.scoring import Scorer
from retrieval.engine.vocabulary import Vocabulary
from retrieval.model import Hit

_MOST_SHORT_TERMS = 64
_MOST_REMEMBERED = 1 << 12
_FEW = 64  # postings: their articles are scored sooner than bounded
_NOTHING = np.empty(0, np.int64), np.empty(0)
_AT_ONCE = 1 << 12  # articles scored in one go when all are


class Rooms:
    """As many rooms to work in as searches ever ran at once; each is used again by the next."""

    def __init__(self) -> None:
        self._free: list[topk.Room] = []

    @contextmanager
    def one(self) -> Iterator[topk.Room]:
        """A room nobody else is in."""
        try:
            room = self._free.pop()
        except IndexError:
            room = topk.Room()
        yield room
        self._free.append(room)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a search reads, unchanged for ever."""

    revision: int
    parameters: Parameters
    vocabulary: Vocabulary
    n_terms: int
    parts: tuple[Part, ...]
    loose: Loose
    passages: Okapi
    articles: Okapi
    rooms: Rooms
    _remembered: dict[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of passages."""
        return int(self.passages.corpus_size)

    def search(self, query_terms: Sequence[str], k: int) -> tuple[Hit, ...]:
        """Return the best `k` passages that share a term with the query, ordered by (-score, passage)."""
        if k < 1:
            return ()
        return _best(*self._scored(query_terms, k), k)

    def scores(self, query_terms: Sequence[str]) -> dict[int, float]:
        """Return the score of every passage that shares a term with the query."""
        ids, scores = self._scored(query_terms, None)
        return dict(zip(ids.tolist(), scores.tolist(), strict=True))

    def count(self) -> None:
        """Count what no search has asked for yet, so that none waits for it."""
        for okapi in (self.passages, self.articles):
            _ = okapi.average_idf

    def document_frequency(self, term: str) -> int:
        """Return how many passages hold the term, in their text or title."""
        known = self._remembered.get(term)
        if known is None:
            known = int(self._frequencies([term])[0])
            if len(self._remembered) < _MOST_REMEMBERED:
                self._remembered[term] = known
        return known

    def idf(self, term: str) -> float:
        """Return the term's weight among passages as `BM25Okapi` has it; 0 if none holds it, may be below 0."""
        return float(self.passages.idf_of(np.array([self.document_frequency(term)]))[0])

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
        """How many passages hold each term; a term never seen has number -1, which no segment holds."""
        numbers = self.vocabulary.numbers(terms)
        in_loose, _ = self.loose.frequencies(self.loose.counts(numbers))
        return in_parts(self.parts, numbers)[0] + in_loose

    def _scored(self, query_terms: Sequence[str], k: int | None) -> tuple[Longs, Floats]:
        """Ids and scores of the passages that may be among the best `k`, or of all that match."""
        times = self.vocabulary.known(query_terms)
        weight = self.parameters.article_weight
        lookup = look_up(self.parts, self.loose, self.passages, self.articles, weight, times)
        if not len(lookup.terms):
            return _NOTHING
        if k is not None and not lookup.is_signed:
            found = self._pruned(lookup, k, may_skip=True)
            return self._pruned(lookup, k, may_skip=False) or _NOTHING if found is None else found
        lists, _ = lists_of(lookup, self.passages, self.articles, may_skip=False)
        with self.rooms.one() as room:
            scorer = self._scorer(lookup, lists, room)
            return _together(_all(matching(lists), scorer.scores), scorer.loose_scores(self.loose))

    def _pruned(self, lookup: Lookup, k: int, *, may_skip: bool) -> tuple[Longs, Floats] | None:
        """Those that may be among the best `k`; None if too much was skipped to tell."""
        lists, slack = lists_of(lookup, self.passages, self.articles, may_skip=may_skip)
        with self.rooms.one() as room:
            scorer = self._scorer(lookup, lists, room)
            if sum(len(one.articles) for one in lists) <= _FEW and not slack:
                return _together(_all(matching(lists), scorer.scores), scorer.loose_scores(self.loose))
            bounds = room.bounds(self._n_articles())
            topk.add_bounds(lists, bounds)
            found = topk.best(bounds, slack, k, scorer.scores)
            return found and _together(found, scorer.loose_scores(self.loose))

    def _scorer(self, lookup: Lookup, lists: list[Lists], room: topk.Room) -> Scorer:
        flags = room.flags(self._n_articles())
        return Scorer(lookup, lists, self.passages, self.articles, self.parameters.title_weight, flags)

    def _n_articles(self) -> int:
        """How many articles there are in all parts, the dead among them."""
        return sum(len(part.segment.shelf) for part in self.parts)


def _together(one: tuple[Longs, Floats], other: tuple[Longs, Floats]) -> tuple[Longs, Floats]:
    return (np.concatenate((one[0], other[0])), np.concatenate((one[1], other[1]))) if len(other[0]) else one


def _all(articles: Longs, score: topk.Score) -> tuple[Longs, Floats]:
    found = [score(articles[i : i + _AT_ONCE]) for i in range(0, max(1, len(articles)), _AT_ONCE)]
    return np.concatenate([ids for ids, _ in found]), np.concatenate([scores for _, scores in found])


def _best(ids: Longs, scores: Floats, k: int) -> tuple[Hit, ...]:
    """Return the best `k`; all that tie with the last one are compared by id before any is dropped."""
    if len(scores) > k:
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        kept = np.flatnonzero(scores >= least)
        ids, scores = ids[kept], scores[kept]
    order = np.lexsort((ids, -scores))[:k]
    return tuple(map(Hit, ids.take(order).tolist(), scores.take(order).tolist()))
