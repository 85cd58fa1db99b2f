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

from retrieval.engine.arrays import Bools, Floats, Halves, Longs
from retrieval.engine.lists import Lists

_LANES = 64
_FIRST_LOOK = 24  # articles
_GROWTH = 4
_LARGEST_LOOK = 1 << 10
_ROUNDING = 1e-5  # relative; far more than float32 sums of some hundred bounds can lose

Score = Callable[[Longs], tuple[Longs, Floats]]


class Room:
    """Bounds and flags by article, kept from one search to the next: making room costs more than wiping it."""

    def __init__(self) -> None:
        self._bounds: Halves = np.zeros(0, np.float32)
        self._flags: Bools = np.zeros(0, bool)

    def bounds(self, n: int) -> Halves:
        """Return zeros for at least `n` articles; the number of them is a multiple of the lanes."""
        n = -(-n // _LANES) * _LANES
        if len(self._bounds) < n:
            self._bounds = np.zeros(n + n // 4 // _LANES * _LANES, np.float32)
        bounds = self._bounds[:n]
        bounds.fill(0)
        return bounds

    def flags(self, n: int) -> Bools:
        """Return a flag for each of at least `n` articles, all down; who raises one takes it down again."""
        if len(self._flags) < n:
            self._flags = np.zeros(n + n // 4, bool)
        return self._flags


def add_bounds(lists: list[Lists], bounds: Halves) -> None:
    """Add to `bounds` what the best passage of each article can score at most; the dead get nothing."""
    for one in lists:
        added = one.packed.astype(np.uint8).astype(np.float32)
        added *= one.factors.astype(np.float32).repeat(one.lengths)
        here = bounds[one.start : one.end]
        np.add.at(here, one.articles, added)
        if len(one.part.dead):
            here[one.part.dead] = 0


def best(bounds: Halves, slack: float, k: int, score: Score) -> tuple[Longs, Floats] | None:
    """Return ids and scores of passages: all of the best `k`, and all that tie with the last of them.

    Bounds may be too low by `slack`. None if so much cannot be told apart from a score among the best `k`.
    """
    ids, scores = np.empty(0, np.int64), np.empty(0)
    lanes = bounds.reshape(_LANES, -1)
    highest = lanes.max(axis=0)
    left = _above(lanes, highest, _level(highest, k))
    reached = 0.0
    is_first = True
    size = _FIRST_LOOK
    while len(left):
        some, left = left[:size], left[size:]
        more_ids, more_scores = score(some)
        bounds[some] = 0
        ids, scores = np.concatenate((ids, more_ids)), np.concatenate((scores, more_scores))
        reached = _kth(scores, k) * (1 - _ROUNDING) - slack * (1 + _ROUNDING)
        if slack and reached <= 0:
            return None
        # Those that were not among the first are looked for once: few are left when k passages are scored.
        left = _above(lanes, highest, reached) if is_first else left[bounds[left] >= reached]
        is_first = False
        size = min(_GROWTH * size, _LARGEST_LOOK)
    return (ids, scores) if reached > 0 or not slack else None


def _level(highest: Halves, k: int) -> float:
    """A bound that few more than k articles reach, given the highest bound of each column; 0 if there are few."""
    n = max(k, _FIRST_LOOK)
    return float(np.partition(highest, -n)[-n]) if n < len(highest) else 0.0


def _above(lanes: Halves, highest: Halves, level: float) -> Longs:
    """The articles with bounds above 0 and not below a level, the highest first.

    Only columns are read whose highest bound is such; `highest` may be from before some bounds were lowered.
    """
    least = np.float32(level) if level > 0 else np.nextafter(np.float32(0), np.float32(1))
    columns = (highest >= least).nonzero()[0]
    bounds = lanes.take(columns, axis=1).ravel()
    found = (bounds >= least).nonzero()[0]
    order = (-bounds.take(found)).argsort(kind="stable")
    row, column = divmod(found.take(order), max(1, len(columns)))
    articles: Longs = row * lanes.shape[1] + columns.take(column)
    return articles


def _kth(scores: Floats, k: int) -> float:
    """A score that the best `k` reach; 0 while there are fewer."""
    return float(np.partition(scores, len(scores) - k)[len(scores) - k]) if len(scores) >= k else 0.0
