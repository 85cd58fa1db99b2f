"""PostgresEngine: the index inside the database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import numpy as np
import sqlalchemy as sa

from retrieval.engine.arrays import Floats, Longs
from retrieval.engine.parameters import Parameters
from retrieval.engine.postgres import extension, reading, state, tables
from retrieval.engine.postgres.scoring import scores
from retrieval.engine.postgres.state import Lookup, State, Term, View, look_up
from retrieval.engine.postgres.writing import Writer
from retrieval.engine.protocol import ChangesSince
from retrieval.errors import LibraryError
from retrieval.model import Changes, Hit

_FORMAT = 2
# Sums of bounds and sums of scores are rounded in another order.
_ROUNDING = 1e-9
_FIRST_BOUNDS = 256
_FIRST_ENTRIES = 48


class Transactions(Protocol):
    """A database: reading transactions that see one state, and writing ones."""

    def read(self) -> AbstractContextManager[sa.Connection]:
        """A transaction that sees one state of the database and changes nothing."""

    def write(self) -> AbstractContextManager[sa.Connection]:
        """A transaction that is committed at the end, and undone when the block raises."""


class PostgresEngine:
    """An exact BM25 index of passages in PostgreSQL, shared by all processes; safe to use from several threads.

    Each search is one transaction and sees one revision. What terms tell is remembered for as long as the revision
    stands; `follow` and `search` notice a new one.
    """

    def __init__(
        self,
        database: Transactions,
        fingerprint: str,
        parameters: Parameters | None = None,
        *,
        standby: Transactions | None = None,
        oldest_extension: tuple[int, ...] = extension.OLDEST,
    ) -> None:
        """Use the index in a database, made anew when other rules made it; reads may go to a standby of it.

        `fingerprint` names what decides the terms of a text. LibraryError when the database has the extension
        pg_textsearch, but one too old to be trusted.
        """
        self._database, self._reads = database, standby or database
        self._parameters = parameters or Parameters()
        self._following = threading.Lock()
        with database.write() as connection:
            found = extension.version(connection, oldest_extension)
            self.is_extended = found is not None
            way = "pg_textsearch" if found else "sql"
            self._rules = repr((_FORMAT, way, fingerprint, self._parameters))
            tables.make(connection)
            self._begin(connection)
            self._view = View.of(state.load(connection), self._parameters)

    def __len__(self) -> int:
        """Return the number of passages."""
        return self._view.state.passages.n

    @property
    def revision(self) -> int:
        """The library's revision that was seen last; 0 before any."""
        return self._view.state.revision

    def follow(self, revision: int, changes_since: ChangesSince) -> bool:
        """Come to the library's `revision`, unless another process did; say whether there was anything to do."""
        with self._following:
            with self._database.read() as connection:
                is_there = reading.stand(connection).revision == revision
            has_changed = not is_there and self._brought_up(changes_since)
            with self._reads.read() as connection:
                self._seen(connection)
            return has_changed

    def start_over(self, changes: Changes, *, keeps_words: bool = True) -> None:
        """Hold what `changes` adds and nothing else, in one step for searches; the vocabulary is begun anew."""
        with self._following, self._database.write() as connection:
            self._locked(connection)
            self._apply(connection, self._cleared(connection), changes)
        self.prepare(())

    @property
    def is_checked(self) -> bool:
        """A database answers for its files itself."""
        return True

    def check(self) -> bool:
        """A database answers for its files itself."""
        return True

    def save(self, note: Callable[[int], object]) -> bool:
        """What is committed is kept."""
        return True

    def tidy(self) -> None:
        """Write small and half-dead parts of the index anew, as few large ones, while searches go on."""
        with self._following, self._database.write() as connection:
            writer = self._writer(connection, self._locked(connection))
            if writer.tidy():
                writer.finish()

    def prepare(self, terms: Sequence[str]) -> None:
        """Have the frequencies of these terms at hand, in one round trip."""
        self._known(terms)

    def search(self, query_terms: Sequence[str], k: int) -> tuple[Hit, ...]:
        """Return the best `k` passages that share a term with the query, ordered by (-score, passage)."""
        if k < 1 or not query_terms:
            return ()
        with self._reads.read() as connection:
            view = self._seen(connection)
            known = reading.known(connection, view, query_terms)
            lookup = look_up(view, self._parameters, query_terms, known)
            if not len(lookup.ids):
                return ()
            if self.is_extended:
                there = [term for term in query_terms if known[term].in_passages]
                ids, values = self._proposed(connection, view, lookup, there, k)
            else:
                ids, values = self._bounded(connection, view, lookup, k)
        order = np.lexsort((ids, -values))[:k]
        return tuple(map(Hit, ids[order].tolist(), values[order].tolist()))

    def document_frequency(self, term: str) -> int:
        """Return how many passages hold the term, in their text or title."""
        return self._known([term])[1][term].in_passages

    def idf(self, term: str) -> float:
        """Return the term's weight among passages as `BM25Okapi` has it; 0 if none holds it, may be below 0."""
        view, known = self._known([term])
        return float(view.passages.idf_of(np.array([known[term].in_passages]))[0])

    def weight(self, term: str) -> float:
        """Return how much the term tells, at least 0."""
        return max(0.0, self.idf(term))

    def upper_bound(self, query_terms: Sequence[str]) -> float:
        """Return what no passage's own score can pass: the sum of weight x (k1 + 1), repeated terms repeated."""
        view, known = self._known(query_terms)
        held = np.array([known[term].in_passages for term in query_terms], np.int64)
        weights = np.maximum(view.passages.idf_of(held), 0.0)
        return float(weights.sum() * (self._parameters.passage.k1 + 1))

    def terms_with(self, character: str) -> tuple[str, ...]:
        """Return at most 64 terms of one or two characters that hold `character`, the most frequent first."""
        with self._reads.read() as connection:
            return reading.short_terms_with(connection, character)

    @property
    def n_terms(self) -> int:
        """How many terms were ever seen; they are numbered in order of first sight."""
        return self._view.state.n_terms

    def terms_between(self, first: int, last: int, lengths: Sequence[int]) -> list[str]:
        """Return those of the terms with numbers from `first` to before `last` that have one of these lengths."""
        with self._reads.read() as connection:
            return reading.terms_between(connection, first, last, lengths)

    def _bounded(self, connection: sa.Connection, view: View, lookup: Lookup, k: int) -> tuple[Longs, Floats]:
        """Score the articles with the largest bounds until no bound that is left reaches the k-th best."""
        found = _Found(k)
        skipped, n_bounds, n_entries = 0, max(_FIRST_BOUNDS, k), max(_FIRST_ENTRIES, k // 2)
        while True:
            bounds = reading.bounds(connection, lookup, view.growth(), n_bounds, skipped)
            place = 0
            while place < len(bounds):
                if bounds[place][1] * (1 + _ROUNDING) < found.least:
                    return found.all()
                some = [number for number, _ in bounds[place : place + n_entries]]
                found.add(*self._scored(connection, view, lookup, some))
                place += n_entries
                n_entries *= 2
            if len(bounds) < n_bounds:
                return found.all()
            skipped, n_bounds = skipped + n_bounds, 4 * n_bounds

    def _proposed(
        self, connection: sa.Connection, view: View, lookup: Lookup, query_terms: Sequence[str], k: int
    ) -> tuple[Longs, Floats]:
        """Score the articles that the extension proposes."""
        numbers = extension.best(connection, query_terms, 4 * k + 40)
        return self._scored(connection, view, lookup, numbers)

    def _scored(
        self, connection: sa.Connection, view: View, lookup: Lookup, numbers: Sequence[int]
    ) -> tuple[Longs, Floats]:
        entries = reading.entries(connection, numbers)
        if not entries:
            return np.empty(0, np.int64), np.empty(0)
        return scores(entries, lookup, view, self._parameters.title_weight)

    def _seen(self, connection: sa.Connection) -> View:
        """The view of the transaction's revision."""
        found, view = reading.stand(connection), self._view
        self._check_rules(found.rules)
        if found != view.state.stand:
            view = self._view = View.of(state.load(connection), self._parameters)
        return view

    def _known(self, terms: Sequence[str]) -> tuple[View, dict[str, Term]]:
        """What is known of some terms, and the view it belongs to; asks the database for what is new alone."""
        view = self._view
        known = {term: view.terms[term] for term in terms if term in view.terms}
        if terms and all(term in known for term in terms):
            return view, known
        with self._reads.read() as connection:
            view = self._seen(connection)
            return view, reading.known(connection, view, terms)

    def _brought_up(self, changes_since: ChangesSince) -> bool:
        """Apply what the library has beyond the index, or all of it once the library fell back."""
        with self._database.write() as connection:
            present = self._locked(connection)
            changes = changes_since(present.revision)
            if changes.revision < present.revision:
                present, changes = self._cleared(connection), changes_since(0)
            elif changes.revision == present.revision:
                return False
            self._apply(connection, present, changes)
        return True

    def _begin(self, connection: sa.Connection) -> None:
        """Begin an empty index where there is none, or one by other rules."""
        rules = connection.scalar(sa.select(tables.states.c.rules).with_for_update())
        if rules != self._rules:
            tables.clear(connection, self._rules)

    def _locked(self, connection: sa.Connection) -> State:
        present = state.load(connection, is_locked=True)
        self._check_rules(present.rules)
        return present

    def _cleared(self, connection: sa.Connection) -> State:
        tables.clear(connection, self._rules)
        return state.load(connection)

    def _writer(self, connection: sa.Connection, present: State) -> Writer:
        return Writer(connection, self._parameters, present, is_extended=self.is_extended)

    def _apply(self, connection: sa.Connection, present: State, changes: Changes) -> None:
        writer = self._writer(connection, present)
        writer.apply(changes)
        writer.finish()

    def _check_rules(self, rules: str) -> None:
        """Two programs with other rules would make the index anew in turns."""
        if rules != self._rules:
            raise LibraryError(
                "the index was made anew by another version of this program: start this one again"
            )


class _Found:
    """What was scored so far, and the k-th best of it."""

    def __init__(self, k: int) -> None:
        self._k = k
        self._ids: list[Longs] = []
        self._values: list[Floats] = []
        self.least = -np.inf

    def add(self, ids: Longs, values: Floats) -> None:
        """Take in some passages."""
        self._ids.append(ids)
        self._values.append(values)
        every = np.concatenate(self._values)
        if len(every) >= self._k:
            self.least = float(np.partition(every, len(every) - self._k)[len(every) - self._k])

    def all(self) -> tuple[Longs, Floats]:
        """Ids and scores of everything that was taken in."""
        if not self._ids:
            return np.empty(0, np.int64), np.empty(0)
        return np.concatenate(self._ids), np.concatenate(self._values)
