"""The exact scores of some articles' passages, counted as `rank_bm25.BM25Okapi` counts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.engine.arrays import AnyInts, Bools, Floats, Longs, offsets, spread
from retrieval.engine.bm25 import Okapi
from retrieval.engine.lists import Lists
from retrieval.engine.lookup import Lookup
from retrieval.engine.shelf import Shelf

_WORTH_READING = 256  # times as many postings as are looked for take less to read than those to look up


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores passages for one query: own score + the share of the article, which `lookup.shared` holds already.

    `flags` has room for one flag an article, all of them down.
    """

    lookup: Lookup
    lists: list[Lists]
    passages: Okapi
    articles: Okapi
    title_weight: int
    flags: Bools

    def scores(self, articles: Longs) -> tuple[Longs, Floats]:
        """Return id and score of each passage of some articles that shares a term with the query.

        Equal passages of equal articles score the same to the last bit, for all sums are made in the same order.
        """
        if not len(articles):
            return np.empty(0, np.int64), np.empty(0)
        rows = _joined([_rows(one, some, self.flags) for one, some in _by_part(self.lists, articles)])
        counts = rows.counts(len(self.lookup.terms))
        heads = rows.heads
        owner = np.zeros(len(rows.lengths), np.int64)
        owner[heads] = 1
        owner = owner.cumsum() - 1
        share = _sums(
            np.add.reduceat(counts, heads),
            np.add.reduceat(rows.lengths, heads),
            self.articles,
            self.lookup.shared,
        )
        title_lengths, titles = rows.lengths.take(heads), self.title_weight * counts.take(heads, axis=0)
        if titles.any():
            counts += titles.take(owner, axis=0)
        counts[heads] = 0
        matching = (counts @ np.ones(counts.shape[1])).nonzero()[0]
        owner = owner.take(matching)
        lengths = rows.lengths.take(matching) + self.title_weight * title_lengths.take(owner)
        own = _sums(counts.take(matching, axis=0), lengths, self.passages, self.lookup.own)
        return rows.ids.take(matching), own + share.take(owner)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of some articles: of each its title, at `heads`, and its passages; `ids` are those of the passages.

    Row `places[i]` holds term `terms[i]` of the query `times[i]` times.
    """

    heads: Longs
    lengths: Longs
    ids: Longs
    places: Longs
    terms: Longs
    times: AnyInts

    def counts(self, n_terms: int) -> Floats:
        """Return how often each row holds each term of the query."""
        counts = np.zeros(len(self.lengths) * n_terms)
        counts[self.places * n_terms + self.terms] = self.times
        return counts.reshape(-1, n_terms)


def _by_part(lists: Sequence[Lists], articles: Longs) -> list[tuple[Lists, Longs]]:
    """Articles by the parts they are in, ascending and numbered as there."""
    articles = np.sort(articles)
    if len(lists) == 1:
        return [(lists[0], articles - lists[0].start)]
    begins = articles.searchsorted([one.start for one in lists]).tolist()
    ends = articles.searchsorted([one.end for one in lists]).tolist()
    return [
        (one, articles[begin:end] - one.start)
        for one, begin, end in zip(lists, begins, ends, strict=True)
        if begin < end
    ]


def _rows(lists: Lists, articles: Longs, flags: Bools) -> _Rows:
    """The rows of articles of one part, and what they hold."""
    postings, shelf = lists.part.segment.postings, lists.part.segment.shelf
    heads, lengths, ids = _measured(shelf, articles)
    places, of_list, of_article = _found(lists, articles, flags)
    at = places + lists.shifts.take(of_list)
    begins = postings.row_starts.take(at)
    n_rows = postings.row_starts.take(at + 1) - begins
    held = spread(begins, n_rows)
    return _Rows(
        heads,
        lengths,
        ids,
        heads.take(of_article).repeat(n_rows) + postings.rows.take(held),
        lists.terms.take(of_list).repeat(n_rows),
        postings.times.take(held),
    )


def _found(lists: Lists, articles: Longs, flags: Bools) -> tuple[Longs, Longs, Longs]:
    """Where the lists hold any of some articles: the places, of which list each is, and of which of the articles."""
    if len(articles) * len(lists.terms) * _WORTH_READING < len(lists.articles):
        begins = lists.ends - lists.lengths
        places = np.array(
            [
                lists.articles[begin:end].searchsorted(articles)
                for begin, end in zip(begins.tolist(), lists.ends.tolist(), strict=True)
            ]
        )
        places += begins[:, np.newaxis]
        is_here = lists.articles.take(places, mode="clip") == articles
        is_here &= places < lists.ends[:, np.newaxis]
        of_list, of_article = is_here.nonzero()
        return places[of_list, of_article], of_list, of_article
    flags[articles] = True
    found = flags.take(lists.articles).nonzero()[0]
    flags[articles] = False
    return (
        found,
        lists.ends.searchsorted(found, side="right"),
        articles.searchsorted(lists.articles.take(found)),
    )


def _measured(shelf: Shelf, articles: Longs) -> tuple[Longs, Longs, Longs]:
    """Where the rows of each article begin, how many terms each row has, and the ids of the passages among them."""
    firsts = shelf.firsts.take(articles)
    # The row before an article's first passage is its title.
    n_rows = shelf.firsts.take(articles + 1) - firsts + 1
    heads = offsets(n_rows)
    passages = (firsts - 1 - heads[:-1]).repeat(n_rows)
    passages += np.arange(len(passages))
    heads = heads[:-1]
    lengths = shelf.body_starts.take(passages + 1) - shelf.body_starts.take(passages, mode="clip")
    lengths[heads] = shelf.title_starts.take(articles + 1) - shelf.title_starts.take(articles)
    return heads, lengths, shelf.ids.take(passages, mode="clip")


def _joined(several: Sequence[_Rows]) -> _Rows:
    """The rows of several parts, one part after another."""
    if len(several) == 1:
        return several[0]
    starts = np.cumsum([0, *(len(rows.lengths) for rows in several)]).tolist()
    moved = list(zip(several, starts, strict=False))
    return _Rows(
        np.concatenate([rows.heads + start for rows, start in moved]),
        np.concatenate([rows.lengths for rows in several]),
        np.concatenate([rows.ids for rows in several]),
        np.concatenate([rows.places + start for rows, start in moved]),
        np.concatenate([rows.terms for rows in several]),
        np.concatenate([rows.times for rows in several]),
    )


def _sums(counts: Floats, lengths: Longs, okapi: Okapi, factors: Floats) -> Floats:
    """Each row's score. Rows are summed one by one along the terms: the order of additions is part of a score."""
    weighed = okapi.saturation(counts, lengths[:, np.newaxis]) * factors
    summed: Floats = np.ascontiguousarray(weighed).sum(axis=1)
    return summed
