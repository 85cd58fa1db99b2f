"""A query against one revision: what each of its terms weighs, and where its postings are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.engine.arrays import Floats, Longs
from retrieval.engine.bm25 import Okapi
from retrieval.engine.loose import Loose
from retrieval.engine.part import Part


@dataclass(frozen=True, slots=True)
class Lookup:
    """The terms of a query that living passages hold, in the order asked.

    A posting adds `own[i]` x its saturation in the passage, and `shared[i]` x that in the article. `places[p][i]` is
    the place of term i in the postings of part p, -1 when it is not there. `in_loose` says how often each term is
    in each row of the loose articles. `is_signed` says whether some term adds nothing to a score or takes away from it,
    as all do in a library of one passage.
    """

    parts: tuple[Part, ...]
    terms: Longs
    own: Floats
    shared: Floats
    places: list[Longs]
    in_loose: Floats
    is_signed: bool


def look_up(
    parts: tuple[Part, ...],
    loose: Loose,
    passages: Okapi,
    articles: Okapi,
    article_weight: float,
    times: Mapping[int, int],
) -> Lookup:
    """Find the terms of a query; `times` says how often the query holds each."""
    terms = np.fromiter(times, np.int64, len(times))
    in_loose = loose.counts(terms)
    in_passages, in_articles = loose.frequencies(in_loose)
    places: list[Longs] = []
    for part in parts:
        place, n_passages, n_articles = frequencies(part, terms)
        places.append(place)
        in_passages += n_passages
        in_articles += n_articles
    factors = np.fromiter(times.values(), np.float64, len(times))
    own = factors * passages.idf_of(in_passages) * (passages.k1 + 1)
    shared = factors * articles.idf_of(in_articles) * ((articles.k1 + 1) * article_weight)
    if not in_passages.all():
        kept = np.flatnonzero(in_passages)
        terms, own, shared = terms[kept], own[kept], shared[kept]
        places, in_loose = [place[kept] for place in places], in_loose.take(kept, axis=0)
    is_signed = bool(len(terms)) and bool(own.min() <= 0 or shared.min() <= 0)
    return Lookup(parts, terms, own, shared, places, in_loose, is_signed)


def frequencies(part: Part, terms: Longs) -> tuple[Longs, Longs, Longs]:
    """Return the place of each term in a part, -1 if it is not there, and how many living documents hold it."""
    postings = part.segment.postings
    if not len(postings.terms):
        nothing = np.zeros(len(terms), np.int64)
        return nothing - 1, nothing, nothing
    places, is_here = postings.find(terms)
    is_all_here = bool(is_here.all())
    if not is_all_here:
        places *= is_here
    in_passages = postings.frequencies.take(places).astype(np.int64)
    in_articles = postings.starts.take(places + 1) - postings.starts.take(places)
    if not is_all_here:
        in_passages *= is_here
        in_articles *= is_here
        places[~is_here] = -1
    if len(part.dead):
        in_passages -= part.lost_passages.of(terms)
        in_articles -= part.lost_articles.of(terms)
    return places, in_passages, in_articles


def in_parts(parts: Sequence[Part], terms: Longs) -> tuple[Longs, Longs]:
    """Return how many living passages and articles of some parts hold each term."""
    in_passages, in_articles = np.zeros(len(terms), np.int64), np.zeros(len(terms), np.int64)
    for part in parts:
        _, n_passages, n_articles = frequencies(part, terms)
        in_passages += n_passages
        in_articles += n_articles
    return in_passages, in_articles
