"""What is indexed, token by token: articles, each with its title and its passages.

Scores are counted from here, to the last token; the postings only say which articles are worth it. It is also what
merging and corrections start from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from retrieval.engine.arrays import AnyInts, Ints, Longs, gaps, offsets, run_starts, spread


@dataclass(frozen=True, eq=False)
class Shelf:
    """Articles in a row, and the passages of each in a row.

    Article i has the passages `firsts[i] : firsts[i + 1]`, and the title terms `titles[title_starts[i] :
    title_starts[i + 1]]`; bodies are kept by passage in the same way.
    """

    article_ids: Longs
    firsts: Longs
    ids: Longs
    titles: Ints
    title_starts: Longs
    bodies: Ints
    body_starts: Longs

    def __len__(self) -> int:
        """Return the number of articles."""
        return len(self.article_ids)

    @property
    def n_tokens(self) -> int:
        """How many tokens there are, each title once."""
        return len(self.titles) + len(self.bodies)

    @cached_property
    def n_passages(self) -> Longs:
        """How many passages each article has."""
        return gaps(self.firsts)

    @cached_property
    def title_lengths(self) -> Longs:
        """How many terms each title has."""
        return gaps(self.title_starts)

    @cached_property
    def body_lengths(self) -> Longs:
        """How many terms each passage has of its own."""
        return gaps(self.body_starts)

    def article_lengths(self) -> Longs:
        """Return how many terms each article has, its title once."""
        return self.title_lengths + gaps(self.body_starts[self.firsts])

    def passage_lengths(self, title_weight: int) -> Longs:
        """Return how many terms each passage counts, its article's title `title_weight` times."""
        return self.body_lengths + title_weight * np.repeat(self.title_lengths, self.n_passages)

    def measured(self, articles: AnyInts) -> tuple[Longs, Longs, Longs]:
        """Return where the rows of each article begin, how many terms each row has, and the ids of passages by row.

        The rows of an article are its title and its passages.
        """
        firsts = self.firsts.take(articles)
        # The row before an article's first passage is its title.
        n_rows = self.firsts.take(articles + 1) - firsts + 1
        heads = offsets(n_rows)
        passages = (firsts - 1 - heads[:-1]).repeat(n_rows)
        passages += np.arange(len(passages))
        heads = heads[:-1]
        lengths = self.body_starts.take(passages + 1) - self.body_starts.take(passages, mode="clip")
        lengths[heads] = self.title_starts.take(articles + 1) - self.title_starts.take(articles)
        return heads, lengths, self.ids.take(passages, mode="clip")

    def length(self, title_weight: int) -> int:
        """Return how many terms all passages count together."""
        return len(self.bodies) + title_weight * int(self.title_lengths @ self.n_passages)

    def take(self, articles: AnyInts) -> Shelf:
        """Return a shelf with these articles alone, in the order given."""
        passages = spread(self.firsts[articles], self.n_passages[articles])
        return self._chosen(articles, passages, self.n_passages[articles])

    def without(self, passages: AnyInts) -> Shelf:
        """Return the shelf less some passages, and less the articles that have no other."""
        if not len(passages):
            return self
        is_kept = np.ones(len(self.ids), bool)
        is_kept[passages] = False
        owners = np.repeat(np.arange(len(self)), self.n_passages)[is_kept]
        n_left = np.bincount(owners, minlength=len(self))
        articles = np.flatnonzero(n_left)
        return self._chosen(articles, np.flatnonzero(is_kept), n_left[articles])

    def grouped(self) -> Shelf:
        """Return the shelf with each article once: all its passages in order, under the title that came last."""
        if len(self) < 2 or bool((gaps(self.article_ids) > 0).all()):
            return self
        numbers: dict[int, int] = {}
        group = np.array([numbers.setdefault(id_, len(numbers)) for id_ in self.article_ids.tolist()])
        if len(numbers) == len(self):
            return self
        last = np.empty(len(numbers), np.int64)
        last[group] = np.arange(len(self))
        order = np.argsort(group, kind="stable")
        passages = spread(self.firsts[order], self.n_passages[order])
        n_passages = np.bincount(group, self.n_passages, len(numbers)).astype(np.int64)
        return self._chosen(last, passages, n_passages)

    def pieces(self, n_tokens: int) -> list[Shelf]:
        """Return the shelf cut between articles into pieces of about `n_tokens` at most, at least one article each."""
        ends = np.cumsum(self.article_lengths())
        if not len(ends) or ends[-1] <= n_tokens:
            return [self]
        cuts = run_starts((ends - 1) // n_tokens).tolist()
        return [self._slice(start, end) for start, end in zip(cuts, [*cuts[1:], len(self)], strict=True)]

    def _slice(self, start: int, end: int) -> Shelf:
        """The articles from one place to another, without copying their tokens."""
        firsts, title_starts = self.firsts[start : end + 1], self.title_starts[start : end + 1]
        body_starts = self.body_starts[firsts[0] : firsts[-1] + 1]
        return Shelf(
            self.article_ids[start:end],
            firsts - firsts[0],
            self.ids[firsts[0] : firsts[-1]],
            self.titles[title_starts[0] : title_starts[-1]],
            title_starts - title_starts[0],
            self.bodies[body_starts[0] : body_starts[-1]],
            body_starts - body_starts[0],
        )

    def _chosen(self, articles: AnyInts, passages: AnyInts, n_passages: AnyInts) -> Shelf:
        title_lengths, body_lengths = self.title_lengths[articles], self.body_lengths[passages]
        return Shelf(
            self.article_ids[articles],
            offsets(n_passages),
            self.ids[passages],
            self.titles[spread(self.title_starts[articles], title_lengths)],
            offsets(title_lengths),
            self.bodies[spread(self.body_starts[passages], body_lengths)],
            offsets(body_lengths),
        )


def joined(shelves: Sequence[Shelf]) -> Shelf:
    """Return one shelf with the articles of all, at least one shelf, one after another."""
    if len(shelves) == 1:
        return shelves[0]
    return Shelf(
        np.concatenate([shelf.article_ids for shelf in shelves]),
        _one_behind_the_other([shelf.firsts for shelf in shelves]),
        np.concatenate([shelf.ids for shelf in shelves]),
        np.concatenate([shelf.titles for shelf in shelves]),
        _one_behind_the_other([shelf.title_starts for shelf in shelves]),
        np.concatenate([shelf.bodies for shelf in shelves]),
        _one_behind_the_other([shelf.body_starts for shelf in shelves]),
    )


def _one_behind_the_other(several: Sequence[Longs]) -> Longs:
    """Places in several rows, each row beginning where the one before ends."""
    moved = [several[0]]
    for places in several[1:]:
        moved.append(places[1:] + moved[-1][-1])
    return np.concatenate(moved)


ARRAYS = tuple(field.name for field in fields(Shelf))
_NO_INTS, _NO_LONGS, _ONE_START = np.empty(0, np.int32), np.empty(0, np.int64), np.zeros(1, np.int64)
NO_SHELF = Shelf(_NO_LONGS, _ONE_START, _NO_LONGS, _NO_INTS, _ONE_START, _NO_INTS, _ONE_START)
