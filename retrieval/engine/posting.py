"""A shelf -> its postings: every token counted, every bound worked out.

Tokens come sorted by term and row, so that one pass over the runs gives an article's count, its best passage and the
number of its passages.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain

import numpy as np

from retrieval.engine.arrays import (
    AnyInts,
    Bits,
    Floats,
    Halves,
    Ints,
    Longs,
    offsets,
    run_lengths,
    run_starts,
)
from retrieval.engine.bm25 import Okapi, plain_idf
from retrieval.engine.parameters import Parameters
from retrieval.engine.segment import BOUND_BITS, LARGEST_BOUND, Postings
from retrieval.engine.shelf import Shelf
from retrieval.engine.sorting import ROW_BITS, ROW_MASK, Terms, ranges, stretches

_ROUNDING = 1 + 1e-6  # float32 may round a bound down; this is more than it can lose
_WIDEST_RATIO = 16.0
_LEAST_RATIO = 0.01
_MOST_WORKERS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Expected:
    """The collections as they will be with the shelf, and in how many documents each term is known to be.

    `is_counted` says whether the shelf's own documents are among those.
    """

    parameters: Parameters
    passages: Okapi
    articles: Okapi
    in_passages: Ints
    in_articles: Ints
    is_counted: bool

    def ratios(self, terms: Ints, n_passages: Longs, n_articles: Longs) -> Floats:
        """Return how much more each term weighs in an article's share than in a passage's own score.

        Any ratio above 0 gives true bounds; this one gives close ones.
        """
        usual = max(self.parameters.article_weight, _LEAST_RATIO)
        own = self._idf(self.passages, self.in_passages, terms, n_passages)
        share = self.parameters.article_weight * self._idf(self.articles, self.in_articles, terms, n_articles)
        ratios = np.full(len(terms), usual)
        np.divide(share, own, out=ratios, where=(own > 0) & (share > 0))
        clipped: Floats = np.minimum(np.maximum(ratios, usual / _WIDEST_RATIO), usual * _WIDEST_RATIO)
        return clipped

    def _idf(self, okapi: Okapi, known: Ints, terms: Ints, new: Longs) -> Floats:
        frequencies = _of(known, terms)
        if not self.is_counted:
            frequencies += new
        return plain_idf(okapi.corpus_size, np.minimum(frequencies, okapi.corpus_size))


def postings(shelf: Shelf, expected: Expected) -> Postings:
    """Return the postings of a shelf."""
    rows = _rows(shelf, expected.parameters.title_weight)

    def counted(terms: Terms) -> list[_Part]:
        return [_part(tokens, rows, expected) for tokens in stretches(shelf, terms)]

    parts = list(chain.from_iterable(_mapped(counted, shelf)))
    means = np.array([expected.passages.avgdl, expected.articles.avgdl])
    if not parts:
        nothing = np.empty(0, np.int32)
        floats = np.empty(0, np.float32)
        return Postings(
            nothing,
            np.zeros(1, np.int64),
            np.empty(0, np.uint32),
            nothing,
            floats,
            floats,
            means,
            np.zeros(1, np.int32),
            nothing,
            nothing,
        )
    return Postings(
        np.concatenate([part.terms for part in parts]),
        offsets(np.concatenate([part.n_articles for part in parts])),
        np.concatenate([part.packed for part in parts]),
        np.concatenate([part.n_passages for part in parts]),
        np.concatenate([part.scales for part in parts]),
        np.concatenate([part.ratios for part in parts]),
        means,
        _row_starts([part.n_rows for part in parts]),
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.times for part in parts]),
    )


def _row_starts(n_rows: Sequence[AnyInts]) -> Ints:
    """Where the rows of each posting begin, and where the last ones end."""
    starts = np.zeros(1 + sum(map(len, n_rows)), np.int32)
    n = 0
    for some in n_rows:
        np.cumsum(some, dtype=np.int32, out=starts[n + 1 : n + 1 + len(some)])
        starts[n + 1 : n + 1 + len(some)] += starts[n]
        n += len(some)
    return starts


def _mapped(counted: Callable[[Terms], list[_Part]], shelf: Shelf) -> Iterable[list[_Part]]:
    """What is counted for each range of the terms, on several processors if there is much of it."""
    several = ranges(shelf, _MOST_WORKERS)
    if len(several) == 1:
        return [counted(several[0])]
    with ThreadPoolExecutor(_MOST_WORKERS, "index builder") as pool:
        return list(pool.map(counted, several))


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a shelf: each title, followed by the passages under it; the last two go by article."""

    is_title: np.ndarray[tuple[int], np.dtype[np.bool_]]
    article_of: Ints
    titles: Longs
    lengths: Floats
    n_passages: Longs
    article_lengths: Longs


@dataclass(frozen=True, slots=True)
class _Part:
    """Some terms, ascending, and their postings: see `Postings`."""

    terms: Ints
    n_articles: Longs
    packed: Bits
    n_passages: Ints
    scales: Halves
    ratios: Halves
    n_rows: AnyInts
    rows: AnyInts
    times: AnyInts


def _rows(shelf: Shelf, title_weight: int) -> _Rows:
    """A title's row has the length of the shortest passage under it, where the title tells most."""
    n_rows = len(shelf) + len(shelf.ids)
    titles = shelf.firsts[:-1] + np.arange(len(shelf))
    is_title = np.zeros(n_rows, bool)
    is_title[titles] = True
    lengths = np.empty(n_rows)
    of_passages = shelf.passage_lengths(title_weight)
    lengths[~is_title] = of_passages
    if len(shelf):
        lengths[titles] = np.minimum.reduceat(of_passages, shelf.firsts[:-1])
    article_of = np.repeat(np.arange(len(shelf), dtype=np.int32), shelf.n_passages + 1)
    return _Rows(is_title, article_of, titles, lengths, shelf.n_passages, shelf.article_lengths())


def _part(tokens: Longs, rows: _Rows, expected: Expected) -> _Part:
    """All tokens of some terms, counted."""
    first = run_starts(tokens)
    counts = run_lengths(first, len(tokens))
    pairs = tokens.take(first)
    terms = (pairs >> ROW_BITS).astype(np.int32)
    row = pairs & ROW_MASK
    article = rows.article_of.take(row)
    run = run_starts((pairs & ~ROW_MASK) | article)
    n_in_run = run_lengths(run, len(pairs))
    by_title = rows.is_title.take(row.take(run))
    in_title = np.where(by_title, expected.parameters.title_weight * counts.take(run), 0)
    times = counts + np.repeat(in_title, n_in_run)
    times[run[by_title]] = in_title[by_title]
    own = np.maximum.reduceat(expected.passages.saturation(times, rows.lengths.take(row)), run)
    inside = row - rows.titles.take(article)
    terms, article = terms.take(run), article.take(run)
    in_article = run_lengths(first.take(run), len(tokens))
    shared = expected.articles.saturation(in_article, rows.article_lengths.take(article))
    n_passages = np.where(by_title, rows.n_passages.take(article), n_in_run)
    held = (_least(n_in_run), _least(inside), _least(counts))
    return _packed(terms, article, n_passages, own, shared, held, expected)


def _packed(
    terms: Ints,
    articles: Ints,
    n_passages: Longs,
    own: Floats,
    shared: Floats,
    held: tuple[AnyInts, AnyInts, AnyInts],
    expected: Expected,
) -> _Part:
    by_term = run_starts(terms)
    terms, n_articles = terms.take(by_term), run_lengths(by_term, len(terms))
    n_passages = np.add.reduceat(n_passages, by_term)
    ratios = expected.ratios(terms, n_passages, n_articles)
    bounds = np.repeat(ratios, n_articles)
    bounds *= shared
    bounds += own
    largest = np.maximum.reduceat(bounds, by_term)
    bounds *= np.repeat(LARGEST_BOUND / largest, n_articles)
    steps = np.minimum(np.ceil(bounds), LARGEST_BOUND).astype(np.uint32)
    return _Part(
        terms,
        n_articles,
        np.bitwise_or(articles.astype(np.uint32) << BOUND_BITS, steps, dtype=np.uint32),
        n_passages.astype(np.int32),
        (largest * (_ROUNDING / LARGEST_BOUND)).astype(np.float32),
        ratios.astype(np.float32),
        *held,
    )


def _least(values: Longs) -> AnyInts:
    """The values in as few bytes as they need."""
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))


def _of(counts: Ints, terms: Ints) -> Longs:
    """The counts of terms; a term beyond the end has none."""
    found: Longs = np.where(terms < len(counts), counts.take(terms, mode="clip") if len(counts) else 0, 0)
    return found.astype(np.int64)
