"""The tokens of a shelf, sorted: each is its term and its row in one number.

The rows of an article are neighbours, its title first. Tokens are taken a range of terms at a time: ranges are sorted
by several processors at once (numpy lets go of the interpreter's lock meanwhile), and bound the memory this takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from retrieval.engine.arrays import Ints, Longs, gaps
from retrieval.engine.shelf import Shelf

ROW_BITS = 32
ROW_MASK = (1 << ROW_BITS) - 1
ALL_TERMS = (0, 1 << 31)
_MOST_AT_ONCE = 1 << 24  # tokens: each range reads all of them once
_WORTH_SHARING = 1 << 20
_ROWS_AT_ONCE = 1 << 8
_STRETCH = 1 << 16
_SAMPLED = 1 << 16

Terms = tuple[int, int]


def ranges(shelf: Shelf, n_workers: int) -> list[Terms]:
    """Return ranges of terms, each from its first to before its second, with about as many tokens in each."""
    if shelf.n_tokens <= _WORTH_SHARING:
        return [ALL_TERMS]
    n = n_workers * -(-shelf.n_tokens // (_MOST_AT_ONCE * n_workers))
    sample = np.sort(shelf.bodies[:: max(1, len(shelf.bodies) // _SAMPLED)])
    cuts = [int(sample[len(sample) * i // n]) for i in range(1, n)] if len(sample) else []
    edges = sorted({ALL_TERMS[0], *cuts, ALL_TERMS[1]})
    return list(pairwise(edges))


def tokens_before(shelf: Shelf, term: int) -> int:
    """Return how many tokens are of terms with smaller numbers."""
    if not term:
        return 0
    return sum(
        int(np.count_nonzero(terms[first : first + _STRETCH] < term))
        for terms in (shelf.titles, shelf.bodies)
        for first in range(0, len(terms), _STRETCH)
    )


def stretches(shelf: Shelf, terms: Terms) -> Iterator[Longs]:
    """Yield the tokens of a range of terms, ascending, all tokens of a term together, as much as a cache holds."""
    tokens = _tokens(shelf, terms)
    tokens.sort()
    start = 0
    while start < len(tokens):
        end = min(start + _STRETCH, len(tokens))
        if end < len(tokens):
            end = int(tokens.searchsorted(((tokens[end - 1] >> ROW_BITS) + 1) << ROW_BITS))
        yield tokens[start:end]
        start = end


def _tokens(shelf: Shelf, terms: Terms) -> Longs:
    titles = shelf.firsts[:-1] + np.arange(len(shelf))
    passages = np.arange(len(shelf.ids)) + np.repeat(np.arange(1, len(shelf) + 1), shelf.n_passages)
    # No page of it is touched that is not written to.
    tokens = np.empty(shelf.n_tokens, np.int64)
    n = _write(tokens, shelf.titles, shelf.title_starts, titles, terms)
    n += _write(tokens[n:], shelf.bodies, shelf.body_starts, passages, terms)
    return tokens[:n]


def _write(tokens: Longs, terms: Ints, starts: Longs, rows: Longs, wanted: Terms) -> int:
    """Write the tokens of the terms that are wanted, some rows at a time; return how many they are."""
    low, high = wanted
    n = 0
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        ends = starts[first : first + _ROWS_AT_ONCE + 1]
        some = terms[ends[0] : ends[-1]]
        row = rows[first : first + _ROWS_AT_ONCE].repeat(gaps(ends))
        if wanted != ALL_TERMS:
            # One comparison does for both ends: what is below the low one is a very large number without a sign.
            found = ((some - np.int32(low)).view(np.uint32) < np.uint32(high - low)).nonzero()[0]
            some, row = some.take(found), row.take(found)
        written = tokens[n : n + len(some)]
        written[:] = some
        written <<= ROW_BITS
        written |= row
        n += len(some)
    return n
