"""The exact scores of some articles' passages, counted token by token as `rank_bm25.BM25Okapi` counts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.engine.arrays import Floats, Longs, offsets
from retrieval.engine.bm25 import Okapi
from retrieval.engine.lookup import Lookup
from retrieval.engine.shelf import Shelf

# A marker has room for this many terms of a query; a longer query gets a wider marker of its own.
MOST_MARKED = (1 << 8) - 1


class Marker:
    """Which of a query's terms a token is: `marks[token]` is 1 and on, 0 for all other tokens."""

    def __init__(self) -> None:
        self._room = np.zeros(0, np.uint8)

    def mark(self, terms: Longs, n_terms: int) -> NDArray[np.unsignedinteger]:
        """Mark the terms of a query among `n_terms`; `clear` must follow."""
        if len(terms) > MOST_MARKED:
            wide = np.zeros(n_terms, np.uint32)
            wide[terms] = np.arange(1, len(terms) + 1)
            return wide
        if len(self._room) < n_terms:
            self._room = np.zeros(n_terms + n_terms // 4, np.uint8)
        self._room[terms] = np.arange(1, len(terms) + 1)
        return self._room

    def clear(self, terms: Longs) -> None:
        """Take the marks off."""
        if len(terms) <= MOST_MARKED:
            self._room[terms] = 0


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores passages for one query: own score + the share of the article, which `lookup.shared` holds already."""

    lookup: Lookup
    passages: Okapi
    articles: Okapi
    title_weight: int
    marks: NDArray[np.unsignedinteger]

    def scores(self, picked: Sequence[tuple[Shelf, Longs]]) -> tuple[Longs, Floats]:
        """Return id and score of each passage of some articles that shares a term with the query.

        `picked` are places of articles on their shelves. Equal passages of equal articles score the same to the last
        bit, for all sums are made in the same order.
        """
        rows = _gathered(picked)
        counts = self._counts(rows)
        first = rows.firsts[:-1]
        owner = np.repeat(np.arange(len(first)), np.diff(rows.firsts))
        titles, bodies = counts[: len(first)], counts[len(first) :]
        lengths = rows.lengths[len(first) :]
        title_lengths = rows.lengths[: len(first)]
        times = bodies + self.title_weight * titles[owner]
        matching = np.flatnonzero(times.any(axis=1))
        in_articles = titles + np.add.reduceat(bodies, first)
        article_lengths = title_lengths + np.add.reduceat(lengths, first)
        share = _sums(in_articles, article_lengths, self.articles, self.lookup.shared)
        times, owner = times[matching], owner[matching]
        passage_lengths = lengths[matching] + self.title_weight * title_lengths[owner]
        own = _sums(times, passage_lengths, self.passages, self.lookup.own)
        return rows.ids[matching], own + share[owner]

    def _counts(self, rows: _Gathered) -> Floats:
        """How often each row holds each term of the query."""
        marks = self.marks.take(rows.tokens)
        hits = (marks != 0).nonzero()[0]
        n_terms, n_rows = len(self.lookup.terms), len(rows.lengths)
        row = offsets(rows.lengths)[1:].searchsorted(hits, side="right")
        cells = row * n_terms + (marks[hits] - 1)
        return np.bincount(cells, minlength=n_rows * n_terms).reshape(n_rows, n_terms).astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """Some articles: the rows of all their titles, then those of all their passages."""

    tokens: NDArray[np.int32]
    lengths: Longs
    firsts: Longs
    ids: Longs


def _gathered(picked: Sequence[tuple[Shelf, Longs]]) -> _Gathered:
    titles, bodies, title_lengths, body_lengths, ids, n_passages = [], [], [], [], [], []
    for shelf, places in picked:
        first, last = shelf.firsts[places], shelf.firsts[places + 1]
        title_starts, title_ends = shelf.title_starts[places], shelf.title_starts[places + 1]
        title_lengths.append(title_ends - title_starts)
        n_passages.append(last - first)
        ends = (title_starts, title_ends, shelf.body_starts[first], shelf.body_starts[last], first, last)
        for a, b, c, d, e, f in zip(*(some.tolist() for some in ends), strict=True):
            titles.append(shelf.titles[a:b])
            bodies.append(shelf.bodies[c:d])
            body_lengths.append(shelf.body_starts[e : f + 1])
            ids.append(shelf.ids[e:f])
    lengths = [*title_lengths, *(starts[1:] - starts[:-1] for starts in body_lengths)]
    return _Gathered(
        np.concatenate([*titles, *bodies]),
        np.concatenate(lengths),
        offsets(np.concatenate(n_passages)),
        np.concatenate(ids),
    )


def _sums(counts: Floats, lengths: Longs, okapi: Okapi, factors: Floats) -> Floats:
    """Each row's score. Rows are summed one by one along the terms: the order of additions is part of a score."""
    weighed = okapi.saturation(counts, lengths[:, np.newaxis]) * factors
    summed: Floats = np.ascontiguousarray(weighed).sum(axis=1)
    return summed
