"""A segment with its dead, and the counts that follow its living: how often is a term in how many?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from retrieval.engine.arrays import Bools, Ints, Longs, Tally, offsets, places_of, run_lengths, run_starts
from retrieval.engine.segment import Segment
from retrieval.engine.shelf import Shelf
from retrieval.engine.sorting import ALL_TERMS, ROW_BITS, ROW_MASK, stretches


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A segment of which some articles are dead: `dead` are their places, ascending.

    `lost_passages` and `lost_articles` count, by term, the dead documents that are still in the postings.
    """

    segment: Segment
    dead: Longs
    lost_passages: Tally
    lost_articles: Tally

    @classmethod
    def of(cls, segment: Segment) -> Part:
        """A segment that is all alive."""
        return cls(segment, np.empty(0, np.int64), Tally.empty(), Tally.empty())

    def living(self) -> Bools:
        """Return, for each article, whether it is alive."""
        is_alive = np.ones(len(self.segment.shelf), bool)
        is_alive[self.dead] = False
        return is_alive

    def alive(self, articles: Longs) -> Longs:
        """Return those articles that are alive."""
        return articles[~places_of(articles, self.dead)[1]] if len(self.dead) else articles

    def less(self, articles: Longs, gone: Counts) -> Part:
        """Return the part with some more of its articles dead, given how their documents count."""
        return replace(
            self,
            dead=np.sort(np.concatenate((self.dead, articles))),
            lost_passages=self.lost_passages.plus(gone.terms, gone.in_passages),
            lost_articles=self.lost_articles.plus(gone.terms, gone.in_articles),
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many passages and articles each of some terms is; the terms ascend."""

    terms: Ints
    in_passages: Longs
    in_articles: Longs


def counts_of(shelf: Shelf, n_gone: int = 0) -> Counts:
    """Count the terms of a shelf without making postings; those of its first `n_gone` articles count against it."""
    article_of = np.arange(len(shelf)).repeat(shelf.n_passages + 1)
    titles = offsets(shelf.n_passages + 1)
    found = [
        _counted(tokens, article_of, titles, shelf.n_passages, n_gone)
        for tokens in stretches(shelf, ALL_TERMS)
    ]
    if not found:
        return Counts(np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.int64))
    terms, in_passages, in_articles = zip(*found, strict=True)
    return Counts(np.concatenate(terms), np.concatenate(in_passages), np.concatenate(in_articles))


def _counted(
    tokens: Longs, article_of: Longs, titles: Longs, n_passages: Longs, n_gone: int
) -> tuple[Ints, Longs, Longs]:
    """The terms of some tokens, and how many passages and articles hold each; a title is in all passages under it."""
    pairs = tokens.take(run_starts(tokens))
    terms, rows = pairs >> ROW_BITS, pairs & ROW_MASK
    articles = article_of.take(rows)
    first = run_starts((terms << ROW_BITS) | articles)
    is_title, articles = titles.take(articles.take(first)) == rows.take(first), articles.take(first)
    held = np.where(is_title, n_passages.take(articles), run_lengths(first, len(pairs)))
    signs = np.where(articles < n_gone, -1, 1)
    held *= signs
    terms = terms.take(first)
    by_term = run_starts(terms)
    return (
        terms.take(by_term).astype(np.int32),
        np.add.reduceat(held, by_term),
        np.add.reduceat(signs, by_term),
    )
