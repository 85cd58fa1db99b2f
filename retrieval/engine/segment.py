"""An immutable run of articles: their tokens, and postings that bound what each could score.

A posting is an article that holds a term, in its title or in one of its passages, and an upper bound of what the term
can add to the score of any of its passages. Articles are the blocks of a block-max index (Ding & Suel, "Faster top-k
document retrieval using block-max indexes", 2011), one posting a block: what is in a block is read only where the bound
lets it in. Bounds are kept in eight bits, rounded up.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from retrieval.engine.arrays import AnyInts, Bits, Bools, Halves, Ints, Longs, gaps, places_of
from retrieval.engine.shelf import Shelf

BOUND_BITS = 8
LARGEST_BOUND = (1 << BOUND_BITS) - 1
MOST_ARTICLES = 1 << (32 - BOUND_BITS)


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """`packed[starts[i] : starts[i + 1]]` are the articles that hold `terms[i]`; terms and articles ascend.

    A posting is the article's place in its segment, shifted left, and its bound, a multiple of `scales[i]`.
    `frequencies[i]` passages hold the term. A bound covers saturation in a passage + `ratios[i]` x saturation in the
    article, for the mean lengths in `means`: of a passage, and of an article.

    What a posting stands for is told row by row: `rows[row_starts[j] : row_starts[j + 1]]` are the rows of its article
    that hold the term, ascending, the title being row 0, and `times` says how often each of them does.
    """

    terms: Ints
    starts: Longs
    packed: Bits
    frequencies: Ints
    scales: Halves
    ratios: Halves
    means: np.ndarray[tuple[int], np.dtype[np.float64]]
    row_starts: Ints
    rows: AnyInts
    times: AnyInts

    def find(self, terms: AnyInts) -> tuple[Longs, Bools]:
        """Return the place of each term, and whether it is here."""
        return places_of(terms, self.terms)


@dataclass(frozen=True, eq=False)
class Segment:
    """A shelf and its postings; immutable. `file` is where it is kept, or empty."""

    shelf: Shelf
    postings: Postings
    file: str = ""

    @cached_property
    def _passages_by_id(self) -> tuple[Longs, Longs | None]:
        return _ordered(self.shelf.ids)

    @cached_property
    def _articles_by_id(self) -> tuple[Longs, Longs | None]:
        return _ordered(self.shelf.article_ids)

    @cached_property
    def _last_ids(self) -> tuple[int, int]:
        """The largest ids of a passage and of an article."""
        return int(self.shelf.ids.max(initial=-1)), int(self.shelf.article_ids.max(initial=-1))

    def passages_named(self, ids: Longs) -> Longs:
        """Return the places of those passages that are here, given their ids ascending."""
        # What is new has mostly larger ids than all there was, and needs no list in order.
        if not len(ids) or ids[0] > self._last_ids[0]:
            return _NOWHERE
        return _found(ids, *self._passages_by_id)

    def articles_named(self, ids: Longs) -> Longs:
        """Return the places of those articles that are here, given their ids ascending."""
        if not len(ids) or ids[0] > self._last_ids[1]:
            return _NOWHERE
        return _found(ids, *self._articles_by_id)

    def articles_of(self, passages: Longs) -> Longs:
        """Return the places of the articles that own these passages."""
        return self.shelf.firsts.searchsorted(passages, side="right") - 1


_NOWHERE: Longs = np.empty(0, np.int64)


def _ordered(ids: Longs) -> tuple[Longs, Longs | None]:
    """Ids, ascending, and their places; None when they are so already, as those of a library mostly are."""
    if bool((gaps(ids) > 0).all()):
        return ids, None
    order = np.argsort(ids, kind="stable")
    return ids[order], order


def _found(ids: Longs, ordered: Longs, order: Longs | None) -> Longs:
    places, is_here = places_of(ids, ordered)
    found = places[is_here]
    return found if order is None else order[found]


ARRAYS = tuple(field.name for field in fields(Postings))
