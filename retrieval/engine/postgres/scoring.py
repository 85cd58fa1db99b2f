"""Exact scores of some articles' passages, counted token by token as `rank_bm25.BM25Okapi` counts them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.engine.arrays import AnyInts, Floats, Longs, offsets, run_starts
from retrieval.engine.bm25 import Okapi
from retrieval.engine.postgres.entry import Entry
from retrieval.engine.postgres.state import Lookup, View


def scores(entries: Sequence[Entry], lookup: Lookup, view: View, title_weight: int) -> tuple[Longs, Floats]:
    """Return id and score of each passage of some articles that shares a term with the query.

    Equal passages of equal articles score the same to the last bit, for all sums are made in the same order.
    """
    owner = np.repeat(np.arange(len(entries)), [len(entry.passage_ids) for entry in entries])
    lengths = np.concatenate([entry.lengths for entry in entries])
    title_lengths = np.array([len(entry.title) for entry in entries], np.int64)
    marks = np.zeros(view.state.n_terms, np.uint32)
    marks[lookup.ids] = np.arange(1, len(lookup.ids) + 1)
    titles = _counts([entry.title for entry in entries], title_lengths, marks, len(lookup.ids))
    bodies = _counts([entry.bodies for entry in entries], lengths, marks, len(lookup.ids))
    firsts = run_starts(owner)
    in_articles = titles + np.add.reduceat(bodies, firsts)
    article_lengths = title_lengths + np.add.reduceat(lengths, firsts)
    share = _sums(in_articles, article_lengths, view.articles, lookup.shared)
    times = bodies + title_weight * titles[owner]
    matching = np.flatnonzero(times.any(axis=1))
    owner = owner[matching]
    passage_lengths = lengths[matching] + title_weight * title_lengths[owner]
    own = _sums(times[matching], passage_lengths, view.passages, lookup.own)
    ids = np.concatenate([np.array(entry.passage_ids, np.int64) for entry in entries])
    return ids[matching], own + share[owner]


def _counts(texts: Sequence[AnyInts], lengths: Longs, marks: AnyInts, n_terms: int) -> Floats:
    """How often each row of tokens holds each term of the query, which `marks` numbers from 1; a text is some rows."""
    marked = marks.take(np.concatenate(texts))
    hits = marked.nonzero()[0]
    row = offsets(lengths)[1:].searchsorted(hits, side="right")
    cells = row * n_terms + (marked[hits].astype(np.int64) - 1)
    return np.bincount(cells, minlength=len(lengths) * n_terms).reshape(-1, n_terms).astype(np.float64)


def _sums(counts: Floats, lengths: Longs, okapi: Okapi, factors: Floats) -> Floats:
    """Each row's score. Rows are summed one by one along the terms: the order of additions is part of a score."""
    weighed = okapi.saturation(counts, lengths[:, np.newaxis]) * factors
    summed: Floats = np.ascontiguousarray(weighed).sum(axis=1)
    return summed
