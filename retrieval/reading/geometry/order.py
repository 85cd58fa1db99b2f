"""Which column continues which, and which headline opens which: one decision over the whole page.

Every column is continued by at most one other and continues at most one column or headline. What speaks for each
pair is added up: their places, their words, and the source's own order as far as that order proves right inside
columns. The matching with the largest sum is the reading order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.reading.geometry.columns import Column, pairs
from retrieval.reading.geometry.ends import Ends, ends_of, wording_gain
from retrieval.reading.geometry.heads import Head
from retrieval.reading.geometry.matching import best_matching
from retrieval.reading.geometry.openings import Opening
from retrieval.reading.geometry.places import Site, place_gain
from retrieval.text.joins import Phrases

_FOLLOWS, _DOES_NOT = 2.5, -2.0
_NEAR_IN_SOURCE = 5
_TRUSTED = 0.5
_UNDER_ONE_HEAD, _UNDER_ANOTHER, _BESIDE_HEAD = 1.5, -4.0, -0.5
_SURE_OPENING = 2.0
_HEAD_FOLLOWS = 3.0
_INDENTED, _NOT_INDENTED, _LEAD, _IN_QUOTE = 0.5, -3.0, 2.0, -2.0


@dataclass(frozen=True, slots=True)
class Chain:
    """The columns of one article in reading order, and its headline; `gains` are those of its joins."""

    head: Head | None
    columns: tuple[Column, ...]
    gains: tuple[float, ...] = ()


@dataclass(frozen=True, eq=False)
class Evidence:
    """What is known of a page's columns before they are put in order."""

    site: Site
    ends: dict[Column, Ends]
    openings: dict[Head, list[Opening]]
    phrases: Phrases
    trust: float


def gather(site: Site, openings: dict[Head, list[Opening]], phrases: Phrases, is_ordered: bool) -> Evidence:
    """Return the evidence of a page; the source's order is trusted as far as it is right inside columns."""
    trust = _trust(site.columns) if is_ordered else 0.0
    return Evidence(site, {column: ends_of(column) for column in site.columns}, openings, phrases, trust)


def chains_of(evidence: Evidence) -> list[Chain]:
    """Return the articles of a page as chains of columns; each column stands in one chain."""
    columns, heads = evidence.site.columns, evidence.site.heads
    gains: dict[tuple[int, int], float] = {}
    for j, below in enumerate(columns):
        for i, above in enumerate(columns):
            gain = _column_gain(above, below, evidence)
            if gain is not None:
                gains[i, j] = gain
        for k, head in enumerate(heads):
            gain = _head_gain(head, below, evidence)
            if gain is not None:
                gains[len(columns) + k, j] = gain
    before = {j: i for i, j in best_matching(gains, len(columns) + len(heads), len(columns)).items()}
    return _chains(columns, heads, before, gains)


def _column_gain(above: Column, below: Column, evidence: Evidence) -> float | None:
    gain = place_gain(above, below, evidence.site)
    if gain is None:
        return None
    gain += wording_gain(evidence.ends[above], evidence.ends[below], evidence.phrases)
    if evidence.trust > _TRUSTED:
        follows = 0 < below.start - above.end < _NEAR_IN_SOURCE
        gain += evidence.trust * (_FOLLOWS if follows else _DOES_NOT)
    return gain + _shared_head_gain(above, below, evidence)


def _shared_head_gain(above: Column, below: Column, evidence: Evidence) -> float:
    """Columns under one headline belong together; one under a headline that the other is not under does not."""
    gain = 0.0
    for found in evidence.openings.values():
        if not found or found[0].gain < _SURE_OPENING:
            continue
        under = found[0].columns
        if below in under:
            gain += _UNDER_ONE_HEAD if above in under else _UNDER_ANOTHER
        elif above in under:
            gain += _BESIDE_HEAD
    return gain


def _head_gain(head: Head, column: Column, evidence: Evidence) -> float | None:
    gain = next((o.gain for o in evidence.openings[head] if o.first is column), None)
    if gain is None:
        return None
    if evidence.trust > _TRUSTED and head.lines and 0 < column.start - head.end < _NEAR_IN_SOURCE:
        gain += _HEAD_FOLLOWS
    ends = evidence.ends[column]
    gain += _INDENTED if ends.is_indented or ends.is_byline else _NOT_INDENTED
    return gain + (_LEAD if ends.is_lead else 0.0) + (_IN_QUOTE if ends.opens_inside else 0.0)


def _trust(columns: Sequence[Column]) -> float:
    """The share of lines inside columns that the source gives right after the line above them."""
    steps = [0 < below.start - above.end < _NEAR_IN_SOURCE for above, below in pairs(columns)]
    return sum(steps) / len(steps) if steps else 1.0


def _chains(
    columns: Sequence[Column],
    heads: Sequence[Head],
    before: dict[int, int],
    gains: dict[tuple[int, int], float],
) -> list[Chain]:
    before = _without_circles(before, gains, len(columns))
    after = {i: j for j, i in before.items()}
    chains: list[Chain] = []
    for first in range(len(columns)):
        came = before.get(first)
        if came is not None and came < len(columns):
            continue
        row = [first]
        while row[-1] in after:
            row.append(after[row[-1]])
        joins = tuple(gains[i, j] for i, j in pairwise(row))
        head = None if came is None else heads[came - len(columns)]
        chains.append(Chain(head, tuple(columns[k] for k in row), joins))
    return chains


def _without_circles(
    before: dict[int, int], gains: dict[tuple[int, int], float], n_columns: int
) -> dict[int, int]:
    """Cut each circle of columns at its weakest join."""
    kept = dict(before)
    for start in range(n_columns):
        row = [start]
        while kept.get(row[-1], n_columns) < n_columns and kept[row[-1]] != start and len(row) <= n_columns:
            row.append(kept[row[-1]])
        if kept.get(row[-1]) == start:
            weakest = min(row, key=lambda j: gains[kept[j], j])
            del kept[weakest]
    return kept
