"""A segment with its dead, and the counts that follow its living: how often is a term in how many?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from retrieval.engine.arrays import Bools, Ints, Longs, Tally, gaps, offsets, run_lengths, run_starts
from retrieval.engine.segment import Segment
from retrieval.engine.shelf import Shelf
from retrieval.engine.sorting import ALL_TERMS, ROW_BITS, ROW_MASK, stretches

_MANY_TERMS = 1 << 13


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
        return articles[~np.isin(articles, self.dead)] if len(self.dead) else articles

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


def counts_of(shelf: Shelf) -> Counts:
    """Count the terms of a shelf without making postings."""
    article_of = np.arange(len(shelf)).repeat(shelf.n_passages + 1)
    titles = offsets(shelf.n_passages + 1)
    found = [_counted(tokens, article_of, titles, shelf.n_passages) for tokens in stretches(shelf, ALL_TERMS)]
    if not found:
        return Counts(np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.int64))
    terms, in_passages, in_articles = zip(*found, strict=True)
    return Counts(np.concatenate(terms), np.concatenate(in_passages), np.concatenate(in_articles))


def _counted(tokens: Longs, article_of: Longs, titles: Longs, n_passages: Longs) -> tuple[Ints, Longs, Longs]:
    """The terms of some tokens, and how many passages and articles hold each; a title is in all passages under it."""
    pairs = tokens.take(run_starts(tokens))
    terms, rows = pairs >> ROW_BITS, pairs & ROW_MASK
    articles = article_of.take(rows)
    first = run_starts((terms << ROW_BITS) | articles)
    is_title, articles = titles.take(articles.take(first)) == rows.take(first), articles.take(first)
    held = np.where(is_title, n_passages.take(articles), run_lengths(first, len(pairs)))
    terms = terms.take(first)
    by_term = run_starts(terms)
    return (
        terms.take(by_term).astype(np.int32),
        np.add.reduceat(held, by_term),
        run_lengths(by_term, len(terms)),
    )


class Frequencies:
    """In how many living passages and articles each term is, by its number, for the one who writes.

    `spreads` are the same counts turned round: how many terms have a document frequency, of passages and of articles.
    """

    def __init__(self) -> None:
        self.in_passages: Ints = np.zeros(0, np.int32)
        self.in_articles: Ints = np.zeros(0, np.int32)
        self.spreads = (Tally.empty(), Tally.empty())

    @classmethod
    def restored(cls, parts: tuple[Part, ...], spreads: tuple[Tally, Tally], n_terms: int) -> Frequencies:
        """The frequencies of parts whose spreads are known."""
        made = cls()
        made._make_room(n_terms)
        for part in parts:
            postings = part.segment.postings
            made.in_passages[postings.terms] += postings.frequencies
            made.in_articles[postings.terms] += gaps(postings.starts).astype(np.int32)
            made.in_passages[part.lost_passages.keys] -= part.lost_passages.counts.astype(np.int32)
            made.in_articles[part.lost_articles.keys] -= part.lost_articles.counts.astype(np.int32)
        made.spreads = spreads
        return made

    def change(self, counts: Counts, sign: int) -> None:
        """Count documents in (1) or out (-1)."""
        if len(counts.terms):
            self._make_room(int(counts.terms[-1]) + 1)
            self.spreads = (
                _moved(self.spreads[0], self.in_passages, counts.terms, sign * counts.in_passages),
                _moved(self.spreads[1], self.in_articles, counts.terms, sign * counts.in_articles),
            )

    def _make_room(self, n_terms: int) -> None:
        if n_terms > len(self.in_passages):
            room = max(n_terms, 2 * len(self.in_passages)) - len(self.in_passages)
            self.in_passages = np.append(self.in_passages, np.zeros(room, np.int32))
            self.in_articles = np.append(self.in_articles, np.zeros(room, np.int32))


def _moved(spread: Tally, frequencies: Ints, terms: Ints, change: Longs) -> Tally:
    """The spread after the frequencies of some distinct terms changed, which they do here."""
    before = frequencies[terms].astype(np.int64)
    after = before + change
    frequencies[terms] = after
    was, stays = before[before > 0], after[after > 0]
    if len(terms) > _MANY_TERMS:
        return _histogram(spread, was, stays)
    return spread.plus(
        np.concatenate((was, stays)),
        np.array([-1, 1]).repeat([len(was), len(stays)]),
    )


def _histogram(spread: Tally, was: Longs, stays: Longs) -> Tally:
    """The spread less some frequencies and more others, without sorting them."""
    n = 1 + int(max(spread.keys.max(initial=0), was.max(initial=0), stays.max(initial=0)))
    counts = np.bincount(stays, minlength=n) - np.bincount(was, minlength=n)
    counts[spread.keys] += spread.counts
    keys = np.flatnonzero(counts)
    return Tally(keys, counts[keys])
