"""What came lately: articles without postings, read by every search until there are enough of them for a segment.

A search asks for its own terms alone, so a list of tokens in order is all it takes, and adding a passage costs no more
than putting these few tokens in order again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from retrieval.engine.arrays import Floats, Longs, places_of, spread
from retrieval.engine.shelf import NO_SHELF, Shelf
from retrieval.engine.sorting import ROW_BITS, ROW_MASK

MOST = 1 << 12  # tokens: they are read in a fraction of the time that a search takes


@dataclass(frozen=True, eq=False)
class Loose:
    """A shelf of few articles, all of them alive; immutable."""

    shelf: Shelf

    @cached_property
    def rows(self) -> tuple[Longs, Longs, Longs]:
        """Where the rows of each article begin, title first, how many terms each row has, and the passages' ids."""
        return self.shelf.measured(np.arange(len(self.shelf)))

    @cached_property
    def _tokens(self) -> Longs:
        heads, lengths, _ = self.rows
        is_passage = np.ones(len(lengths), bool)
        is_passage[heads] = False
        passages = is_passage.nonzero()[0]
        tokens = np.concatenate((self.shelf.titles, self.shelf.bodies)).astype(np.int64)
        tokens <<= ROW_BITS
        tokens |= np.concatenate((heads, passages)).repeat(
            np.concatenate((lengths[heads], lengths[passages]))
        )
        tokens.sort()
        return tokens

    def named(self, passages: Longs, articles: Longs) -> tuple[Longs, Longs]:
        """Return the places of articles that are named or own a passage that is, and those of the others; ids ascend."""
        shelf = self.shelf
        if not len(shelf):
            return _NOTHING, _NOTHING
        is_named = np.logical_or.reduceat(places_of(shelf.ids, passages)[1], shelf.firsts[:-1])
        is_named |= places_of(shelf.article_ids, articles)[1]
        return is_named.nonzero()[0], (~is_named).nonzero()[0]

    def counts(self, terms: Longs) -> Floats:
        """Return how often each of some terms is in each row."""
        n_rows, n_terms = len(self.shelf) + len(self.shelf.ids), len(terms)
        if not n_rows:
            return np.zeros((n_terms, 0))
        tokens = self._tokens
        begins = tokens.searchsorted(terms << ROW_BITS)
        lengths = tokens.searchsorted((terms + 1) << ROW_BITS) - begins
        if not lengths.any():
            return np.zeros((n_terms, n_rows))
        places = tokens.take(spread(begins, lengths)) & ROW_MASK
        places += (n_rows * np.arange(n_terms)).repeat(lengths)
        return np.bincount(places, minlength=n_terms * n_rows).astype(np.float64).reshape(n_terms, n_rows)

    def frequencies(self, counts: Floats) -> tuple[Longs, Longs]:
        """Return in how many passages and articles each of the terms is that were counted."""
        if not counts.any():
            return np.zeros(len(counts), np.int64), np.zeros(len(counts), np.int64)
        heads = self.rows[0]
        is_held = counts > 0
        in_articles = np.logical_or.reduceat(is_held, heads, axis=1)
        is_held |= is_held.take(heads, axis=1).repeat(self.shelf.n_passages + 1, axis=1)
        is_held[:, heads] = False
        return is_held.sum(axis=1), in_articles.sum(axis=1)


_NOTHING: Longs = np.empty(0, np.int64)
NONE = Loose(NO_SHELF)
