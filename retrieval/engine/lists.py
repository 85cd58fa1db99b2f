"""The postings of a query's terms, laid end to end: what bounds and scores are worked out from.

The longest lists say the least. Those that together can add but little to any score are not laid out at all: bounds
are too low by that little, and what they hold is looked up for the articles that are scored (MaxScore: Turtle & Flood,
"Query evaluation: strategies and optimizations", 1995).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.engine.arrays import Bits, Bools, Floats, Longs, ascending
from retrieval.engine.bm25 import Okapi
from retrieval.engine.lookup import Lookup
from retrieval.engine.part import Part
from retrieval.engine.segment import BOUND_BITS, LARGEST_BOUND

# Postings: a list as long costs more than the articles that a bound too low lets in.
_WORTH_SKIPPING = 1 << 14
_LITTLE = 0.1  # of what the terms of a query can add to a score together


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """The lists of one part, one after another.

    List i is that of term `terms[i]` of the lookup. It has `lengths[i]` postings and ends at `ends[i]` of `packed` and
    `articles`; what stands there at j stands at j + `shifts[i]` of the part's postings, and adds at most `factors[i]` x
    its bound. `skipped` are the terms that are not laid out, and where their postings begin and end in the part.
    `start` is the number of the part's first article when those of all parts are in one row.
    """

    part: Part
    start: int
    terms: Longs
    factors: Floats
    lengths: Longs
    ends: Longs
    shifts: Longs
    packed: Bits
    articles: Longs
    skipped: list[tuple[int, int, int]]

    @property
    def end(self) -> int:
        """The number after that of the part's last article."""
        return self.start + len(self.part.segment.shelf)


@dataclass(frozen=True, slots=True)
class _Found:
    """Terms of a lookup that a part holds: where their postings begin and end, and what a bound of 1 stands for."""

    part: Part
    start: int
    terms: Longs
    begins: Longs
    ends: Longs
    factors: Floats


def lists_of(
    lookup: Lookup, passages: Okapi, articles: Okapi, *, may_skip: bool
) -> tuple[list[Lists], float]:
    """Return the lists of every part that has any, and how much those that are skipped can add to a score."""
    found: list[_Found] = []
    start = 0
    for part, places in zip(lookup.parts, lookup.places, strict=True):
        terms = (places >= 0).nonzero()[0]
        if len(terms):
            found.append(_found(part, start, terms, places.take(terms), lookup, passages, articles))
        start += len(part.segment.shelf)
    is_laid_out, slack = _chosen(found, len(lookup.terms)) if may_skip else (None, 0.0)
    return [_lists(one, is_laid_out) for one in found], slack


def matching(lists: list[Lists]) -> Longs:
    """Return every living article that holds a term of the query, if no list was skipped."""
    found = [one.part.alive(ascending(one.articles)) + one.start for one in lists]
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _found(
    part: Part, start: int, terms: Longs, places: Longs, lookup: Lookup, passages: Okapi, articles: Okapi
) -> _Found:
    postings = part.segment.postings
    factors = np.maximum(lookup.own.take(terms), lookup.shared.take(terms) / postings.ratios.take(places))
    factors *= postings.scales.take(places) * _drift(postings.means, passages, articles)
    return _Found(part, start, terms, postings.starts.take(places), postings.starts.take(places + 1), factors)


def _chosen(found: Sequence[_Found], n_terms: int) -> tuple[Bools | None, float]:
    """Which terms are laid out, None for all, and how much the others can add together."""
    lengths, most = np.zeros(n_terms, np.int64), np.zeros(n_terms)
    for one in found:
        lengths[one.terms] += one.ends - one.begins
        most[one.terms] = np.maximum(most[one.terms], one.factors)
    most *= LARGEST_BOUND
    order = (-lengths).argsort()
    sums = most.take(order).cumsum()
    n_long = int(np.count_nonzero(lengths >= _WORTH_SKIPPING))
    n_skipped = min(n_long, int(sums.searchsorted(_LITTLE * float(sums[-1]), side="right")))
    if not n_skipped:
        return None, 0.0
    is_laid_out = np.ones(n_terms, bool)
    is_laid_out[order[:n_skipped]] = False
    return is_laid_out, float(sums[n_skipped - 1])


def _lists(found: _Found, is_laid_out: Bools | None) -> Lists:
    terms, begins, stops, factors = found.terms, found.begins, found.ends, found.factors
    skipped: list[tuple[int, int, int]] = []
    if is_laid_out is not None:
        is_kept = is_laid_out.take(terms)
        left = (~is_kept).nonzero()[0]
        skipped = list(zip(*(of.take(left).tolist() for of in (terms, begins, stops)), strict=True))
        kept = is_kept.nonzero()[0]
        terms, begins, stops = (of.take(kept) for of in (terms, begins, stops))
        factors = factors.take(kept)
    whole = found.part.segment.postings.packed
    pieces = [whole[a:b] for a, b in zip(begins.tolist(), stops.tolist(), strict=True)]
    packed = np.concatenate(pieces) if pieces else whole[:0]
    lengths = stops - begins
    ends = lengths.cumsum()
    articles = (packed >> BOUND_BITS).astype(np.int64)
    return Lists(
        found.part, found.start, terms, factors, lengths, ends, stops - ends, packed, articles, skipped
    )


def _drift(means: Floats, passages: Okapi, articles: Okapi) -> float:
    """How much bounds must grow because lengths count against other means now.

    tf / (tf + c / mean) grows less than the mean does, so the greater growth of the two means is enough.
    """
    grown = max(
        passages.avgdl / means[0] if means[0] else 1.0, articles.avgdl / means[1] if means[1] else 1.0
    )
    return max(1.0, grown)
