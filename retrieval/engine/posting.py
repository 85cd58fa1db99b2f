"""A shelf -> its postings: every token counted, every bound worked out.

Tokens come sorted by term and row, so that one pass over the runs gives an article's count, its best passage and the
number of its passages. Bounds are worked out in single precision, and rounded up by more than that can lose.
"""

from __future__ import annotations

import os
from collections.abc import Callable
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
    changes,
    offsets,
    run_lengths,
    run_starts,
    spread,
)
from retrieval.engine.bm25 import Okapi, plain_idf
from retrieval.engine.lookup import in_parts
from retrieval.engine.parameters import Parameters
from retrieval.engine.part import Part
from retrieval.engine.segment import BOUND_BITS, LARGEST_BOUND, Postings
from retrieval.engine.shelf import Shelf
from retrieval.engine.sorting import ROW_BITS, ROW_MASK, Terms, ranges, stretches, tokens_before

_ROUNDING = 1 + 4e-6  # more than a bound worked out in float32 can be too small
_LARGEST_STEP = LARGEST_BOUND - 2**-9  # its whole part is one step below the largest bound
_WIDEST_RATIO = 16.0
_LEAST_RATIO = 0.01
_MOST_WORKERS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Expected:
    """The collections as they are with the shelf, and the parts that hold their terms.

    `is_in_parts` says whether the shelf's own documents are among those of the parts.
    """

    parameters: Parameters
    passages: Okapi
    articles: Okapi
    parts: tuple[Part, ...]
    is_in_parts: bool

    def ratios(self, terms: Ints, n_passages: Longs, n_articles: Longs) -> Floats:
        """Return how much more each term weighs in an article's share than in a passage's own score.

        Any ratio above 0 gives true bounds; this one gives close ones.
        """
        usual = max(self.parameters.article_weight, _LEAST_RATIO)
        in_passages, in_articles = in_parts(self.parts, terms.astype(np.int64))
        if not self.is_in_parts:
            in_passages += n_passages
            in_articles += n_articles
        own = _idf(self.passages, in_passages)
        share = self.parameters.article_weight * _idf(self.articles, in_articles)
        ratios = np.full(len(terms), usual)
        np.divide(share, own, out=ratios, where=(own > 0) & (share > 0))
        clipped: Floats = np.minimum(np.maximum(ratios, usual / _WIDEST_RATIO), usual * _WIDEST_RATIO)
        return clipped


def postings(shelf: Shelf, expected: Expected) -> Postings:
    """Return the postings of a shelf."""
    rows = _rows(shelf, expected)
    several = ranges(shelf, _MOST_WORKERS)
    places = [tokens_before(shelf, terms[0]) for terms in several]
    sheet = _Sheet.of(shelf.n_tokens)

    def counted(terms: Terms, place: int) -> list[_Part]:
        found: list[_Part] = []
        n_rows = 0
        for tokens in stretches(shelf, terms):
            room = _Sheet(sheet.packed[place:], sheet.row_starts[place:])
            found.append(_part(tokens, rows, expected, room, n_rows))
            place += int(found[-1].n_articles.sum())
            n_rows += len(found[-1].rows)
        return found

    by_range = _mapped(counted, several, places)
    packed, row_starts = sheet.closed(places, by_range)
    parts = [_NOTHING, *chain.from_iterable(by_range)]
    return Postings(
        np.concatenate([part.terms for part in parts]),
        offsets(np.concatenate([part.n_articles for part in parts])),
        packed,
        np.concatenate([part.n_passages for part in parts]),
        np.concatenate([part.scales for part in parts]),
        np.concatenate([part.ratios for part in parts]),
        np.array([expected.passages.avgdl, expected.articles.avgdl]),
        row_starts,
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.times for part in parts]),
    )


def _mapped(
    counted: Callable[[Terms, int], list[_Part]], several: list[Terms], places: list[int]
) -> list[list[_Part]]:
    """What is counted for each range of the terms, on several processors if there is much of it."""
    if len(several) == 1:
        return [counted(several[0], places[0])]
    with ThreadPoolExecutor(_MOST_WORKERS, "index builder") as pool:
        # The last range has most of the terms, by far, and takes longest: it must not be left for the end.
        last = pool.submit(counted, several[-1], places[-1])
        return [*pool.map(counted, several[:-1], places[:-1]), last.result()]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Room for a posting a token, which is more than there are, so that none is moved far: see `Postings`.

    The postings of a range of terms stand from the number of tokens before it on, and `row_starts` counts from the
    first row of the range.
    """

    packed: Bits
    row_starts: Ints

    @classmethod
    def of(cls, n_tokens: int) -> _Sheet:
        """A sheet for this many tokens; no page of it is touched yet."""
        return cls(np.empty(n_tokens, np.uint32), np.empty(n_tokens + 1, np.int32))

    def closed(self, places: list[int], by_range: list[list[_Part]]) -> tuple[Bits, Ints]:
        """Return packed postings and row starts without the gaps between ranges."""
        n = n_rows = 0
        for start, parts in zip(places, by_range, strict=True):
            end = start + sum(int(part.n_articles.sum()) for part in parts)
            if start:
                self.packed[n : n + end - start] = self.packed[start:end]
                np.add(self.row_starts[start:end], n_rows, out=self.row_starts[n : n + end - start])
            n += end - start
            n_rows += sum(len(part.rows) for part in parts)
        self.row_starts[n] = n_rows
        return self.packed[:n], self.row_starts[: n + 1]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a shelf: each title, followed by the passages under it; the last two go by article.

    Row i is row `within[i]` of article `article_of[i]`.

    A term that is n times in a row tells n / (n + `damping`) there; so it does in an article.
    """

    within: AnyInts
    article_of: Ints
    damping: Halves
    n_passages: Longs
    article_damping: Halves


@dataclass(frozen=True, slots=True)
class _Part:
    """Some terms, ascending, and what belongs to their postings but is not on the sheet: see `Postings`."""

    terms: Ints
    n_articles: Longs
    n_passages: Ints
    scales: Halves
    ratios: Halves
    rows: AnyInts
    times: AnyInts


_NOTHING = _Part(
    np.empty(0, np.int32),
    np.empty(0, np.int64),
    np.empty(0, np.int32),
    np.empty(0, np.float32),
    np.empty(0, np.float32),
    np.empty(0, np.uint8),
    np.empty(0, np.uint8),
)


def _rows(shelf: Shelf, expected: Expected) -> _Rows:
    """A title's row has the length of the shortest passage under it, where the title tells most."""
    n_rows = len(shelf) + len(shelf.ids)
    titles = shelf.firsts[:-1] + np.arange(len(shelf))
    is_title = np.zeros(n_rows, bool)
    is_title[titles] = True
    lengths = np.empty(n_rows)
    of_passages = shelf.passage_lengths(expected.parameters.title_weight)
    lengths[~is_title] = of_passages
    if len(shelf):
        lengths[titles] = np.minimum.reduceat(of_passages, shelf.firsts[:-1])
    return _Rows(
        _least(np.arange(n_rows) - titles.repeat(shelf.n_passages + 1)),
        np.arange(len(shelf), dtype=np.int32).repeat(shelf.n_passages + 1),
        expected.passages.damping(lengths).astype(np.float32),
        shelf.n_passages,
        expected.articles.damping(shelf.article_lengths()).astype(np.float32),
    )


def _part(tokens: Longs, rows: _Rows, expected: Expected, sheet: _Sheet, n_before: int) -> _Part:
    """All tokens of some terms, counted onto a sheet, `n_before` pairs being before them in their range. A pair is a term and a row, a run the pairs of a term and an article."""
    first = run_starts(tokens)
    pairs = tokens.take(first)
    row = pairs & ROW_MASK
    pairs >>= ROW_BITS
    by_term = run_starts(pairs)
    article = rows.article_of.take(row)
    is_start = changes(article)
    is_start[by_term] = True
    run = is_start.nonzero()[0]
    np.add(run, n_before, out=sheet.row_starts[: len(run)], casting="unsafe")
    counts = run_lengths(first, len(tokens))
    held = rows.within.take(row), _least(counts)
    times = counts.astype(np.float32)
    n_passages = run_lengths(by_term, len(pairs))
    n_in_run = run_lengths(run, len(pairs))
    article = article.take(run)
    # A title is the first of its article's rows.
    titled = (held[0].take(run) == 0).nonzero()[0]
    if len(titled):
        in_title, n_rows = run.take(titled), n_in_run.take(titled)
        _add_titles(times, in_title, n_rows, expected.parameters.title_weight)
        under = rows.n_passages.take(article.take(titled)) - n_rows
        np.add.at(n_passages, by_term.searchsorted(in_title, side="right") - 1, under)
    own = _highest(_saturation(times, rows.damping.take(row)), run, n_in_run)
    in_article = run_lengths(first.take(run), len(tokens)).astype(np.float32)
    shared = _saturation(in_article, rows.article_damping.take(article))
    starts = run.searchsorted(by_term)
    n_articles = run_lengths(starts, len(run))
    terms = pairs.take(by_term).astype(np.int32)
    ratios = expected.ratios(terms, n_passages, n_articles).astype(np.float32)
    shared *= ratios.repeat(n_articles)
    shared += own
    scales = _pack(shared, starts, n_articles, article, sheet.packed)
    return _Part(terms, n_articles, n_passages.astype(np.int32), scales, ratios, *held)


def _add_titles(times: Halves, in_title: Longs, n_rows: Longs, title_weight: int) -> None:
    """Count titles into the rows that follow them in their runs, which have so many rows with them."""
    weighed = times.take(in_title) * np.float32(title_weight)
    times[in_title] = 0
    times[spread(in_title, n_rows)] += weighed.repeat(n_rows)


def _highest(values: Halves, run: Longs, n_in_run: Longs) -> Halves:
    """The highest value of each run; most runs are of one value, and few of many."""
    highest = values.take(run)
    longer = (n_in_run > 1).nonzero()[0]
    place = 1
    while len(longer):
        found = values.take(run.take(longer) + place)
        highest[longer] = np.maximum(highest.take(longer), found)
        place += 1
        longer = longer.take((n_in_run.take(longer) > place).nonzero()[0])
    return highest


def _pack(bounds: Halves, starts: Longs, n_articles: Longs, articles: Ints, packed: Bits) -> Halves:
    """Write articles and their bounds, in steps of a size that is returned for each term; takes both for it.

    A bound is rounded down and one step is added.
    """
    steps = _LARGEST_STEP / np.maximum.reduceat(bounds, starts).astype(np.float64)
    bounds *= steps.astype(np.float32).repeat(n_articles)
    numbers = articles.view(np.uint32)
    numbers <<= np.uint32(BOUND_BITS)
    numbers += np.uint32(1)
    np.add(bounds.astype(np.uint32), numbers, out=packed[: len(articles)])
    return (_ROUNDING / steps).astype(np.float32)


def _least(values: Longs) -> AnyInts:
    """The values in as few bytes as they need."""
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))


def _saturation(times: Halves, damping: Halves) -> Halves:
    """tf / (tf + damping); takes `damping` for it."""
    damping += times
    return np.divide(times, damping, out=damping)


def _idf(okapi: Okapi, frequencies: Longs) -> Floats:
    return plain_idf(okapi.corpus_size, np.minimum(frequencies, okapi.corpus_size))
