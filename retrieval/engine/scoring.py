"""The exact scores of some articles' passages, counted as `rank_bm25.BM25Okapi` counts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.engine.arrays import AnyInts, Bools, Floats, Longs, run_lengths, spread
from retrieval.engine.bm25 import Okapi
from retrieval.engine.lists import Lists
from retrieval.engine.lookup import Lookup
from retrieval.engine.loose import Loose
from retrieval.engine.segment import BOUND_BITS


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
        return self._scored(rows.heads, rows.lengths, rows.ids, rows.counts(len(self.lookup.terms)))

    def loose_scores(self, loose: Loose) -> tuple[Longs, Floats]:
        """Return the same of all loose passages."""
        if not self.lookup.in_loose.any():
            return np.empty(0, np.int64), np.empty(0)
        heads, lengths, ids = loose.rows
        room = np.zeros((len(self.lookup.in_loose), len(heads)))
        return self._scored(heads, lengths, ids, np.concatenate((room, self.lookup.in_loose), axis=1))

    def _scored(self, heads: Longs, lengths: Longs, ids: Longs, counts: Floats) -> tuple[Longs, Floats]:
        """The scores of rows that begin at `heads`, given how often each term is in each, beside room for the articles."""
        n = len(heads)
        in_articles, in_rows = counts[:, :n], counts[:, n:]
        owner = np.arange(n).repeat(run_lengths(heads, len(lengths)))
        np.add.reduceat(in_rows, heads, axis=1, out=in_articles)
        titles, title_lengths = self.title_weight * in_rows.take(heads, axis=1), lengths.take(heads)
        titled = np.flatnonzero(np.add.reduce(titles, axis=1))
        if len(titled):
            in_rows[titled] += titles.take(titled, axis=0).take(owner, axis=1)
            in_rows[:, heads] = 0
        damping = np.empty(counts.shape[1])
        damping[:n] = self.articles.damping(np.add.reduceat(lengths, heads))
        damping[n:] = self.passages.damping(lengths + (self.title_weight * title_lengths).take(owner))
        sums = self._sums(counts, damping, n)
        scores = sums[n:]
        # Where every term adds something, what has no sum has no term.
        matching = np.flatnonzero(np.add.reduce(in_rows, axis=0) if self.lookup.is_signed else scores)
        return ids.take(matching), (scores + sums[:n].take(owner)).take(matching)

    def _sums(self, counts: Floats, damping: Floats, n: int) -> Floats:
        """Each column's score, the first `n` being articles; terms are added up one after another, as they were asked."""
        weighed = damping + counts
        np.divide(counts, weighed, out=weighed)
        shares, own = weighed[:, :n], weighed[:, n:]
        shares *= self.lookup.shared[:, np.newaxis]
        own *= self.lookup.own[:, np.newaxis]
        summed: Floats = weighed.sum(axis=0)
        return summed


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
        """Return how often each term of the query is in each row, beside as many columns of zeros as there are articles."""
        n = len(self.heads)
        width = n + len(self.lengths)
        counts = np.zeros(n_terms * width)
        counts[self.terms * width + (self.places + n)] = self.times
        return counts.reshape(n_terms, width)


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
    heads, lengths, ids = shelf.measured(articles)
    at, terms, of_article = _found(lists, articles, flags)
    begins = postings.row_starts.take(at)
    n_rows = (postings.row_starts.take(at + 1) - begins).astype(np.int64)
    held = spread(begins, n_rows)
    return _Rows(
        heads,
        lengths,
        ids,
        heads.take(of_article).repeat(n_rows) + postings.rows.take(held),
        terms.repeat(n_rows),
        postings.times.take(held),
    )


def _found(lists: Lists, articles: Longs, flags: Bools) -> tuple[Longs, Longs, Longs]:
    """Which postings are of any of some articles, of which term each is, and of which of the articles."""
    flags[articles] = True
    found = flags.take(lists.articles).nonzero()[0]
    flags[articles] = False
    of_list = lists.ends.searchsorted(found, side="right")
    at = found + lists.shifts.take(of_list)
    terms, of_article = lists.terms.take(of_list), articles.searchsorted(lists.articles.take(found))
    if not lists.skipped:
        return at, terms, of_article
    more, more_terms, more_articles = _looked_up(lists, articles)
    return (
        np.concatenate((at, more)),
        np.concatenate((terms, more_terms)),
        np.concatenate((of_article, more_articles)),
    )


def _looked_up(lists: Lists, articles: Longs) -> tuple[Longs, Longs, Longs]:
    """The same of the lists that are not laid out."""
    packed = lists.part.segment.postings.packed
    keys = (articles << BOUND_BITS).astype(np.uint32)
    terms, begins, ends = np.array(lists.skipped).T
    places = np.array([packed[begin:end].searchsorted(keys) for _, begin, end in lists.skipped])
    places += begins[:, np.newaxis]
    # A posting is its article and a bound, which is at least 1.
    is_here = packed.take(places, mode="clip") >> BOUND_BITS == articles
    is_here &= places < ends[:, np.newaxis]
    of_list, of_article = is_here.nonzero()
    return places[of_list, of_article], terms.take(of_list), of_article


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
