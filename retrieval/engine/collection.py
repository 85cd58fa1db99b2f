"""Documents that come and go, and the live statistics over them.

Segments are merged as they grow (a logarithmic method: Bentley & Saxe, "Decomposable searching problems", 1980), so
that a posting is moved O(log N) times in its life and a search meets few segments.
"""

from __future__ import annotations

import numpy as np

from retrieval.engine import parameters
from retrieval.engine.arrays import AnyInts, Bools, Column, Ints, Longs, Tally
from retrieval.engine.bm25 import Documents, Okapi
from retrieval.engine.segment import Segment, merged, segment_of

_SMALL_POSTINGS = 1 << 14  # merging this many takes a fraction of a millisecond
_GROWTH = 4  # a segment is at least this many times as large as its successor


class Collection:
    """One writer's side of a set of documents; `snapshot` is what readers get."""

    def __init__(self, numbers: parameters.Okapi, epsilon: float) -> None:
        self._numbers = numbers
        self._epsilon = epsilon
        self._lengths: Column[np.int32] = Column(np.int32)
        self._documents = Documents((), self._lengths.view, None, 0, 0, Tally.empty(), Tally.empty())

    def __len__(self) -> int:
        """Return how many document numbers were given, the dead included."""
        return len(self._lengths)

    def snapshot(self) -> Okapi:
        """Return this moment's documents, to be searched."""
        return Okapi(self._documents, self._numbers, self._epsilon)

    def add(self, terms: AnyInts, documents: AnyInts, n_documents: int) -> None:
        """Add `n_documents` new ones, numbered on from the last; token i is `terms[i]` in `documents[i]`."""
        first = len(self._lengths)
        lengths = np.bincount(documents - first, minlength=n_documents)
        self._lengths.append(lengths)
        old = self._documents
        segments, frequencies = old.segments, old.spread_of_frequencies
        if len(terms):
            segment = segment_of(terms, documents)
            frequencies = _moved(old, segment.terms, np.diff(segment.starts))
            segments = _settled((*segments, segment))
        alive = old.is_alive
        self._documents = Documents(
            segments,
            self._lengths.view,
            None if alive is None else np.append(alive, np.ones(n_documents, bool)),
            old.n_alive + n_documents,
            old.total_length + len(terms),
            old.dead_postings,
            frequencies,
        )

    def remove(self, documents: Longs, terms: AnyInts, owners: AnyInts) -> None:
        """Take living documents out, given their tokens again: token i is `terms[i]` in `owners[i]`."""
        old = self._documents
        alive = _with_dead(old, documents)
        gone_terms, gone = _frequencies(terms, owners)
        self._documents = Documents(
            old.segments,
            old.lengths,
            alive,
            old.n_alive - len(documents),
            old.total_length - len(terms),
            old.dead_postings.plus(gone_terms, gone),
            _moved(old, gone_terms, -gone),
        )


def _moved(documents: Documents, terms: Ints, change: Longs) -> Tally:
    """Return the spread of document frequencies after those of some distinct terms change."""
    before = documents.frequencies(terms)
    after = before + change
    was, stays = before[before > 0], after[after > 0]
    return documents.spread_of_frequencies.plus(
        np.concatenate((was, stays)),
        np.concatenate((np.full(len(was), -1), np.ones(len(stays), np.int64))),
    )


def _frequencies(terms: AnyInts, owners: AnyInts) -> tuple[Ints, Longs]:
    """Return the distinct terms of some tokens and in how many documents each is."""
    if not len(terms):
        return np.empty(0, np.int32), np.empty(0, np.int64)
    segment = segment_of(terms, owners)
    return segment.terms, np.diff(segment.starts)


def _with_dead(documents: Documents, dead: Longs) -> Bools:
    """Return a copy of the living, less `dead`: searches still read the old one."""
    alive = documents.is_alive
    alive = np.ones(len(documents.lengths), bool) if alive is None else alive.copy()
    alive[dead] = False
    return alive


def _settled(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Merge the newest segments until the one before is not small, and much larger than they are together."""
    start = len(segments) - 1
    size = len(segments[start])
    while start and len(segments[start - 1]) < max(_SMALL_POSTINGS, _GROWTH * size):
        start -= 1
        size += len(segments[start])
    if start == len(segments) - 1:
        return segments
    return (*segments[:start], merged(segments[start:]))
