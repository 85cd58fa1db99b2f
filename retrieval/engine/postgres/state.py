"""Counts of the whole index, and one revision of it as a reader knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import sqlalchemy as sa

from retrieval.engine.arrays import Floats, Longs, Tally
from retrieval.engine.bm25 import Okapi, Statistics
from retrieval.engine.parameters import Parameters
from retrieval.engine.postgres import tables

# So many terms are remembered between questions of one revision.
_MOST_REMEMBERED = 1 << 16


@dataclass(frozen=True, slots=True)
class State:
    """The row of `index_state`: `means` are the mean lengths, of passages and articles, that bounds were made for."""

    rules: str
    revision: int
    n_terms: int
    n_numbers: int
    passages: Statistics
    articles: Statistics
    means: tuple[float, float]

    @property
    def stand(self) -> Stand:
        """What tells this state from another."""
        passages = self.passages
        counts = (self.n_terms, self.n_numbers, passages.n, passages.total_length)
        return Stand(self.rules, self.revision, *counts)


@dataclass(frozen=True, slots=True)
class Stand:
    """What tells one state of the index from another without reading it whole."""

    rules: str
    revision: int
    n_terms: int
    n_numbers: int
    n_passages: int
    passages_length: int


@dataclass(frozen=True, slots=True)
class Term:
    """A term's number, -1 for one never seen, and how many passages and articles hold it."""

    id: int
    in_passages: int
    in_articles: int


@dataclass(frozen=True, slots=True)
class View:
    """One revision as a reader knows it; `terms` fills as it is asked."""

    state: State
    passages: Okapi
    articles: Okapi
    terms: dict[str, Term] = field(default_factory=dict)

    @classmethod
    def of(cls, state: State, parameters: Parameters) -> View:
        """The view of a state."""
        return cls(
            state,
            Okapi(state.passages, parameters.passage, parameters.epsilon),
            Okapi(state.articles, parameters.article, parameters.epsilon),
        )

    def remember(self, found: dict[str, Term]) -> None:
        """Keep terms for later questions."""
        if len(self.terms) + len(found) > _MOST_REMEMBERED:
            self.terms.clear()
        self.terms.update(found)

    def growth(self) -> tuple[float, float]:
        """How much longer passages and articles are now than the bounds were made for, at least 1."""
        now = (self.passages.avgdl, self.articles.avgdl)
        return (_growth(now[0], self.state.means[0]), _growth(now[1], self.state.means[1]))


@dataclass(frozen=True, slots=True)
class Lookup:
    """A query against one revision: its terms that are in some passage, in order of first sight.

    A passage scores `own[i]` x the saturation of term i in the passage, and `shared[i]` x that in its article.
    """

    ids: Longs
    own: Floats
    shared: Floats


def look_up(
    view: View, parameters: Parameters, query_terms: Sequence[str], known: Mapping[str, Term]
) -> Lookup:
    """Weigh the terms of a query."""
    times: dict[str, int] = {}
    for term in query_terms:
        if known[term].in_passages:
            times[term] = times.get(term, 0) + 1
    terms = [known[term] for term in times]
    factors = np.fromiter(times.values(), np.float64, len(times))
    in_passages = np.array([term.in_passages for term in terms], np.int64)
    in_articles = np.array([term.in_articles for term in terms], np.int64)
    own = factors * view.passages.idf_of(in_passages) * (view.passages.k1 + 1)
    share = (view.articles.k1 + 1) * parameters.article_weight
    shared = factors * view.articles.idf_of(in_articles) * share
    return Lookup(np.array([term.id for term in terms], np.int64), own, shared)


def load(connection: sa.Connection, *, is_locked: bool = False) -> State:
    """Read the state, and lock it for a change."""
    select = sa.select(tables.states)
    row = connection.execute(select.with_for_update() if is_locked else select).one()
    return State(
        row.rules,
        row.revision,
        row.n_terms,
        row.n_numbers,
        Statistics(row.n_passages, row.passages_length, _unpacked(row.passages_spread)),
        Statistics(row.n_articles, row.articles_length, _unpacked(row.articles_spread)),
        (row.passage_mean, row.article_mean),
    )


def store(connection: sa.Connection, state: State) -> None:
    """Write the state."""
    connection.execute(
        tables.states.update().values(
            revision=state.revision,
            n_terms=state.n_terms,
            n_numbers=state.n_numbers,
            n_passages=state.passages.n,
            passages_length=state.passages.total_length,
            passages_spread=_packed(state.passages.spread),
            n_articles=state.articles.n,
            articles_length=state.articles.total_length,
            articles_spread=_packed(state.articles.spread),
            passage_mean=state.means[0],
            article_mean=state.means[1],
        )
    )


def _growth(now: float, then: float) -> float:
    return max(1.0, now / then) if then else 1.0


def _packed(tally: Tally) -> bytes:
    return np.stack((tally.keys, tally.counts)).astype("<i8").tobytes()


def _unpacked(content: bytes) -> Tally:
    keys, counts = np.frombuffer(content, "<i8").reshape(2, -1).astype(np.int64)
    return Tally(keys, counts)
