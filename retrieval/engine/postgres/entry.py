"""An article as numbers, and what its postings say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.engine.arrays import Floats, Ints, Longs, offsets, run_starts, spread
from retrieval.engine.bm25 import Okapi

# A chunk holds this many articles; with it a row of postings stays small enough to lie among its neighbours.
LARGEST_CHUNK = 512
LARGEST_BOUND = 255


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An article: the tokens of its title, and those of its passages, one passage after another."""

    article_id: int
    title: Ints
    passage_ids: tuple[int, ...]
    lengths: Longs
    bodies: Ints

    def without(self, passages: set[int]) -> Entry:
        """The article less some of its passages."""
        kept = [i for i, id_ in enumerate(self.passage_ids) if id_ not in passages]
        starts = offsets(self.lengths)[kept]
        lengths = self.lengths[kept]
        bodies = self.bodies[spread(starts, lengths)]
        return Entry(self.article_id, self.title, tuple(self.passage_ids[i] for i in kept), lengths, bodies)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Which terms are in which documents, by term, then by document: how often, and how long the document is."""

    terms: Ints
    owners: Longs
    times: Longs
    lengths: Longs

    def frequencies(self) -> tuple[Ints, Longs]:
        """Each term, and how many documents hold it."""
        if not len(self.terms):
            return self.terms, np.empty(0, np.int64)
        first = run_starts(self.terms)
        return self.terms[first], np.diff(np.append(first, len(self.terms)))


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Some entries, counted: their passages with the title's terms `title_weight` times, and their articles.

    `articles_of` gives the entry that each passage belongs to.
    """

    passages: Pairs
    articles: Pairs
    articles_of: Longs
    n_passages: int
    n_articles: int
    passages_length: int
    articles_length: int


def counted(entries: Sequence[Entry], title_weight: int) -> Counted:
    """Count some entries."""
    n_passages = np.fromiter((len(entry.passage_ids) for entry in entries), np.int64, len(entries))
    title_lengths = np.fromiter((len(entry.title) for entry in entries), np.int64, len(entries))
    titles = np.concatenate([entry.title for entry in entries]).astype(np.int32)
    bodies = np.concatenate([entry.bodies for entry in entries]).astype(np.int32)
    lengths = np.concatenate([entry.lengths for entry in entries])
    articles_of = np.repeat(np.arange(len(entries)), n_passages)
    starts, n_each = offsets(title_lengths)[articles_of], title_lengths[articles_of]
    repeated = titles[spread(starts, n_each)]
    passage_lengths = lengths + title_weight * n_each
    article_lengths = title_lengths + np.bincount(articles_of, lengths, len(entries)).astype(np.int64)
    owners = np.repeat(np.arange(len(lengths)), lengths)
    passages = _pairs(
        np.concatenate((bodies, repeated)),
        np.concatenate((owners, np.repeat(np.arange(len(lengths)), n_each))),
        np.concatenate((np.ones(len(bodies), np.int64), np.full(len(repeated), title_weight))),
        passage_lengths,
    )
    articles = _pairs(
        np.concatenate((bodies, titles)),
        np.concatenate((articles_of[owners], np.repeat(np.arange(len(entries)), title_lengths))),
        np.ones(len(bodies) + len(titles), np.int64),
        article_lengths,
    )
    totals = (len(lengths), len(entries), int(passage_lengths.sum()), int(article_lengths.sum()))
    return Counted(passages, articles, articles_of, *totals)


def packed(found: Counted, passages: Okapi, articles: Okapi) -> Iterator[tuple[int, list[int]]]:
    """Yield each term with its postings, for the mean lengths of the two collections."""
    pairs, held = found.passages, found.articles
    if not len(held.terms):
        return
    owners = found.articles_of[pairs.owners]
    first = run_starts((pairs.terms.astype(np.int64) << 32) | owners)
    own = np.maximum.reduceat(passages.saturation(pairs.times, pairs.lengths), first)
    shared = articles.saturation(held.times, held.lengths)
    postings = (held.owners << 16) | (_bound(own) << 8) | _bound(shared)
    starts = run_starts(held.terms)
    values = postings.tolist()
    ends = [*starts[1:].tolist(), len(values)]
    for term, start, end in zip(held.terms[starts].tolist(), starts.tolist(), ends, strict=True):
        yield term, values[start:end]


def _bound(saturation: Floats) -> Longs:
    """Eight bits, rounded up."""
    return np.minimum(np.ceil(saturation * LARGEST_BOUND), LARGEST_BOUND).astype(np.int64)


def _pairs(terms: Ints, owners: Longs, weights: Longs, lengths: Longs) -> Pairs:
    keys = (terms.astype(np.int64) << 32) | owners
    if not len(keys):
        nothing = np.empty(0, np.int64)
        return Pairs(np.empty(0, np.int32), nothing, nothing, nothing)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = run_starts(keys)
    keys, times = keys[first], np.add.reduceat(weights[order], first)
    owners = keys & 0xFFFFFFFF
    return Pairs((keys >> 32).astype(np.int32), owners, times, lengths[owners])
