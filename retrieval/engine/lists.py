"""The postings of a query's terms, laid end to end: what bounds and scores are worked out from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrieval.engine.arrays import Bits, Longs
from retrieval.engine.lookup import Lookup
from retrieval.engine.part import Part
from retrieval.engine.segment import BOUND_BITS


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """The lists of one part, one after another.

    List i is that of term `terms[i]` of the lookup, which stands at `places[i]` in the part. It has `lengths[i]`
    postings and ends at `ends[i]` of `packed` and `articles`; what stands there at j stands at j + `shifts[i]` of the
    part's postings. `start` is the number of the part's first article when those of all parts are in one row.
    """

    part: Part
    start: int
    terms: Longs
    places: Longs
    lengths: Longs
    ends: Longs
    shifts: Longs
    packed: Bits
    articles: Longs

    @property
    def end(self) -> int:
        """The number after that of the part's last article."""
        return self.start + len(self.part.segment.shelf)


def lists_of(lookup: Lookup) -> list[Lists]:
    """Return the lists of every part that has any."""
    found: list[Lists] = []
    start = 0
    for part, places in zip(lookup.parts, lookup.places, strict=True):
        terms = (places >= 0).nonzero()[0]
        if len(terms):
            found.append(_lists(part, start, terms, places.take(terms)))
        start += len(part.segment.shelf)
    return found


def matching(lists: list[Lists]) -> Longs:
    """Return every living article that holds a term of the query."""
    found = [one.part.alive(np.unique(one.articles)) + one.start for one in lists]
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _lists(part: Part, start: int, terms: Longs, places: Longs) -> Lists:
    postings = part.segment.postings
    begins, stops = postings.starts.take(places), postings.starts.take(places + 1)
    packed = np.concatenate(
        [postings.packed[a:b] for a, b in zip(begins.tolist(), stops.tolist(), strict=True)]
    )
    lengths = stops - begins
    ends = lengths.cumsum()
    articles = (packed >> BOUND_BITS).astype(np.int64)
    return Lists(part, start, terms, places, lengths, ends, stops - ends, packed, articles)
