"""The best k without scoring every posting.

MaxScore (Turtle & Flood, "Query evaluation: strategies and optimizations", 1995): once k passages score more than
all remaining terms together could add, a passage not met yet cannot be among the best, and the remaining terms, which
are the frequent ones with the long lists, are looked up for the few candidates alone. An article's share is known in
full beforehand. No score is approximated, and no passage is dropped that could tie.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrieval.engine.arrays import Floats, Ints, Longs, sums_by
from retrieval.engine.bm25 import Lookup

_WORTH_PRUNING = 1 << 13  # postings: below this, scoring all is quicker than deciding which
_FIRST_SHARE = 16  # the first look is at this part of the postings, the rarest terms' ones
_LOOKUP_COST = 6  # finding one candidate in one list takes as long as scoring this many postings
_ROUNDING = 1e-9  # far more than sums can differ by the order of their terms


@dataclass(frozen=True, slots=True)
class Ranking:
    """What to rank: a query's postings among passages, and what each article adds to its passages' scores."""

    postings: Lookup
    extra: Floats
    articles_of: Ints
    k: int

    def total(self, passages: Longs, sums: Floats) -> Floats:
        """Return the scores of passages, given what their own postings sum up to."""
        return sums + self.extra[self.articles_of[passages]]


@dataclass(frozen=True, slots=True)
class Met:
    """Living passages that hold one of the first `n_terms`, and what those add up to in each."""

    n_terms: int
    passages: Longs
    sums: Floats
    totals: Floats


def candidates(ranking: Ranking) -> tuple[Longs, Floats]:
    """Return matching passages with their scores: all that are among the best `k` or tie with the last of them."""
    postings = ranking.postings
    is_signed = bool((postings.factors < 0).any() or (ranking.extra < 0).any())
    if is_signed or int(postings.sizes.sum()) < _WORTH_PRUNING:
        met = _meet(ranking, len(postings))
        return met.passages, met.totals
    rest = np.append(
        np.cumsum(postings.factors[::-1])[::-1], 0.0
    )  # rest[n]: the most that terms n and on add
    return _finish(ranking, rest, *_meet_enough(ranking, rest))


def _meet_enough(ranking: Ranking, rest: Floats) -> tuple[Met, float]:
    """Read terms until no passage that holds none of them can be among the best; return also what those reach."""
    postings = ranking.postings
    read = np.cumsum(postings.sizes)
    met = _meet(ranking, 1 + int(np.searchsorted(read, read[-1] // _FIRST_SHARE)))
    while len(met.passages) < ranking.k and met.n_terms < len(postings):
        met = _meet(ranking, min(2 * met.n_terms, len(postings)))
    if met.n_terms == len(postings):
        return met, -np.inf
    reached = _reached(ranking, met)
    n_needed = int(np.count_nonzero(rest[:-1] + ranking.extra.max(initial=0.0) >= reached))
    return (met if n_needed <= met.n_terms else _meet(ranking, n_needed)), reached


def _finish(ranking: Ranking, rest: Floats, met: Met, reached: float) -> tuple[Longs, Floats]:
    """Look the remaining terms up for those passages that they could still lift among the best."""
    n_left = len(ranking.postings) - met.n_terms
    if not n_left:
        return met.passages, met.totals
    kept = np.flatnonzero(met.totals + rest[met.n_terms] >= reached)
    if len(kept) * n_left * _LOOKUP_COST > int(ranking.postings.sizes.sum()):
        met = _meet(ranking, len(ranking.postings))
        return met.passages, met.totals
    return _completed(ranking, met, kept)


def _reached(ranking: Ranking, met: Met) -> float:
    """Return a score that `k` passages reach in the end: that of the k-th among the most promising ones."""
    n_pilots = min(4 * ranking.k, len(met.totals))
    pilots = np.argpartition(met.totals, len(met.totals) - n_pilots)[len(met.totals) - n_pilots :]
    totals = np.sort(_completed(ranking, met, pilots)[1])
    return float(totals[-ranking.k]) - _ROUNDING


def _completed(ranking: Ranking, met: Met, some: Longs) -> tuple[Longs, Floats]:
    some = some[np.argsort(met.passages[some])]
    passages = met.passages[some]
    sums = ranking.postings.completed(passages, met.sums[some], met.n_terms)
    return passages, ranking.total(passages, sums)


def _meet(ranking: Ranking, n_terms: int) -> Met:
    holders, added = ranking.postings.postings(n_terms)
    passages, sums = _summed(holders, added, len(ranking.articles_of))
    is_alive = ranking.postings.okapi.documents.is_alive
    if is_alive is not None:
        alive = is_alive[passages]
        passages, sums = passages[alive], sums[alive]
    return Met(n_terms, passages, sums, ranking.total(passages, sums))


def _summed(holders: Longs, added: Floats, n: int) -> tuple[Longs, Floats]:
    """Return the distinct holders, all less than `n`, and the sum that each got, added up in the order given."""
    if 4 * len(holders) > n:
        is_met = np.zeros(n, bool)
        is_met[holders] = True
        passages = np.flatnonzero(is_met)
        return passages, sums_by(holders, added, n)[passages]
    # Only places that were just written are read, so the room need not be cleared: the cost does not grow with n.
    room = np.empty(n, np.int64)
    order = np.arange(len(holders))
    room[holders] = order
    passages = holders[room[holders] == order]
    room[passages] = np.arange(len(passages))
    return passages, sums_by(room[holders], added, len(passages))
