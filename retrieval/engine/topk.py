"""The best k without scoring every passage.

Articles are blocks. One pass over the postings of a query's terms, one posting an article, adds up what the best
passage of each article could score at most; the passages of the most promising articles are then scored in full, and
as soon as k of them score more than an article could, that article is out (block-max pruning: Ding & Suel, "Faster
top-k document retrieval using block-max indexes", 2011). No score is approximated, and nothing is dropped that could
tie.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from retrieval.engine.arrays import Floats, Halves, Longs
from retrieval.engine.bm25 import Okapi
from retrieval.engine.lookup import Lookup
from retrieval.engine.segment import BOUND_BITS

_LANES = 64
_FIRST_LOOK = 8  # articles
_LARGEST_LOOK = 256
_ROUNDING = 1e-5  # relative; far more than float32 sums of some hundred bounds can lose

Score = Callable[[Longs], tuple[Longs, Floats]]


class Room:
    """Bounds by article, kept from one search to the next: making room costs more than wiping it."""

    def __init__(self) -> None:
        self._room = np.zeros(0, np.float32)

    def wiped(self, n: int) -> Halves:
        """Return zeros for at least `n` articles; the number of them is a multiple of the lanes."""
        n = -(-n // _LANES) * _LANES
        if len(self._room) < n:
            self._room = np.zeros(n + n // 4 // _LANES * _LANES, np.float32)
        room = self._room[:n]
        room.fill(0)
        return room


def starts_of(lookup: Lookup) -> list[int]:
    """Return where the articles of each part begin when those of all parts are numbered in one row, and the end."""
    starts = [0]
    for part in lookup.parts:
        starts.append(starts[-1] + len(part.segment.shelf))
    return starts


def add_bounds(lookup: Lookup, passages: Okapi, articles: Okapi, bounds: Halves, starts: list[int]) -> None:
    """Add to `bounds` what the best passage of each article can score at most; the dead get nothing."""
    for part, places, start, end in zip(lookup.parts, lookup.places, starts, starts[1:], strict=False):
        postings, here = part.segment.postings, np.flatnonzero(places >= 0)
        if not len(here):
            continue
        at = places[here]
        factors = np.maximum(lookup.own[here], lookup.shared[here] / postings.ratios[at])
        factors *= postings.scales[at] * _drift(postings.means, passages, articles)
        begins, ends = postings.starts[at], postings.starts[at + 1]
        packed = np.concatenate(
            [postings.packed[b:e] for b, e in zip(begins.tolist(), ends.tolist(), strict=True)]
        )
        added = packed.astype(np.uint8) * np.repeat(factors.astype(np.float32), ends - begins)
        np.add.at(bounds[start:end], (packed >> BOUND_BITS).astype(np.int64), added)
        if len(part.dead):
            bounds[start:end][part.dead] = 0


def best(bounds: Halves, k: int, score: Score) -> tuple[Longs, Floats]:
    """Return ids and scores of passages: all of the best `k`, and all that tie with the last of them."""
    ids, scores = np.empty(0, np.int64), np.empty(0)
    reached = 0.0
    left = _promising(bounds, k)
    is_first = True
    size = _FIRST_LOOK
    while len(left):
        some, left = left[:size], left[size:]
        more_ids, more_scores = score(some)
        bounds[some] = 0
        ids, scores = np.concatenate((ids, more_ids)), np.concatenate((scores, more_scores))
        reached = _kth(scores, k) * (1 - _ROUNDING)
        if is_first:
            # Those that were not among the first yet: mostly few, for k passages are scored by now.
            left = _above(bounds, reached)
            is_first = False
        else:
            left = left[bounds[left] >= reached]
        size = min(2 * size, _LARGEST_LOOK)
    return ids, scores


def matching(lookup: Lookup, starts: list[int]) -> Longs:
    """Return every living article that holds a term of the query."""
    found: list[Longs] = [np.empty(0, np.int64)]
    for part, places, start in zip(lookup.parts, lookup.places, starts, strict=False):
        here = [part.segment.postings.articles(place) for place in places[places >= 0].tolist()]
        if here:
            found.append(part.alive(np.unique(np.concatenate(here))) + start)
    return np.concatenate(found)


def _promising(bounds: Halves, k: int) -> Longs:
    """The articles with the highest bounds, the highest first: enough for a first look, all of them if few."""
    lanes = bounds.reshape(_LANES, -1).max(axis=0) if len(bounds) > _LANES * _LANES else bounds
    n = min(max(k, _FIRST_LOOK), len(lanes))
    level = np.partition(lanes, len(lanes) - n)[len(lanes) - n] if n else 0
    return _above(bounds, float(level))[:_FIRST_LOOK]


def _above(bounds: Halves, level: float) -> Longs:
    """The articles with bounds above 0 and not below a level, the highest first."""
    found = (bounds >= np.float32(level) if level > 0 else bounds).nonzero()[0]
    return found[np.argsort(-bounds[found], kind="stable")]


def _kth(scores: Floats, k: int) -> float:
    """A score that the best `k` reach; 0 while there are fewer."""
    return float(np.partition(scores, len(scores) - k)[len(scores) - k]) if len(scores) >= k else 0.0


def _drift(means: Floats, passages: Okapi, articles: Okapi) -> float:
    """How much bounds must grow because lengths count against other means now.

    tf / (tf + c / mean) grows less than the mean does, so the greater growth of the two means is enough.
    """
    grown = max(
        passages.avgdl / means[0] if means[0] else 1.0, articles.avgdl / means[1] if means[1] else 1.0
    )
    return max(1.0, grown)
