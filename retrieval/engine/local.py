"""LocalEngine: the index inside this process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from retrieval.engine import merging
from retrieval.engine.archive import Archive, Kept, Stamped, rules
from retrieval.engine.journal import Record, fewer
from retrieval.engine.parameters import Parameters
from retrieval.engine.protocol import ChangesSince
from retrieval.engine.snapshot import Snapshot
from retrieval.engine.state import State
from retrieval.engine.vocabulary import Vocabulary
from retrieval.engine.writer import Writer
from retrieval.model import Changes, Hit

Note = Callable[[int], object]
_FEW_TERMS = 1 << 13


class LocalEngine:
    """An exact BM25 index of passages that follows a library; safe to use from several threads.

    Changes are applied one at a time. Each method reads the snapshot that stands when it is called; take `snapshot`
    once where several readings must belong to one revision.
    """

    def __init__(self, parameters: Parameters | None = None) -> None:
        self._writer = Writer(parameters or Parameters())
        self._writing = threading.Lock()
        self._tidying = threading.Lock()
        self._snapshot = self._writer.snapshot()
        self._archive: Archive | None = None
        self._saved: State | None = None
        self._journal: Stamped | None = None
        # What was applied since the last saving, if it is little and nothing else has happened.
        self._unsaved: tuple[Changes, ...] | None = None
        self.note: Any = None
        self._unchecked: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self._snapshot)

    @property
    def snapshot(self) -> Snapshot:
        """The present revision, which never changes."""
        return self._snapshot

    @property
    def revision(self) -> int:
        """The library's revision that the last changes led to; 0 before any."""
        return self._snapshot.revision

    def apply(self, changes: Changes) -> None:
        """Bring the index to `changes.revision`; searches under way finish on the revision they began with."""
        with self._writing:
            self._writer.apply(changes)
            self._snapshot = self._writer.snapshot()
            self._unsaved = _with(self._unsaved, changes)

    def follow(self, revision: int, changes_since: ChangesSince) -> bool:
        """Come to the library's `revision` and say whether there was anything to do.

        A library that was put back to an earlier state (a backup) is read from the beginning.
        """
        if revision == self.revision:
            return False
        if revision > self.revision:
            self.apply(changes_since(self.revision))
        else:
            self.start_over(changes_since(0))
        return True

    def forget(self) -> None:
        """Hold nothing, at revision 0."""
        with self._writing:
            self._unsaved = None
            self._writer.forget()
            self._snapshot = self._writer.snapshot()

    def start_over(self, changes: Changes, *, keeps_words: bool = True) -> None:
        """Hold what `changes` adds and nothing else, whatever was there before, in one step for searches.

        Without `keeps_words` the vocabulary, too, is begun anew, and whoever followed it must begin again.
        """
        with self._writing:
            self._unsaved = None
            self._writer.forget()
            if not keeps_words:
                self._writer.vocabulary = Vocabulary()
            self._writer.apply(changes)
            self._snapshot = self._writer.snapshot()

    @classmethod
    def open(cls, folder: Path, fingerprint: str, parameters: Parameters | None = None) -> LocalEngine:
        """Return the engine as it was saved in a folder, or an empty one when nothing sound is there.

        `fingerprint` names what decides the terms of a text: an index of other terms or parameters is not used.
        """
        engine = cls(parameters)
        engine._archive = Archive(folder, rules(fingerprint, engine._writer.parameters))
        kept = engine._archive.load()
        if kept:
            engine._resume(kept)
        return engine

    def _resume(self, kept: Kept) -> None:
        self._writer.resume(kept.state, Vocabulary(kept.words))
        self.note = kept.records[-1].note if kept.records else kept.note
        for changes in fewer([changes for record in kept.records for changes in record.changes]):
            self._writer.apply(changes)
        self._snapshot = self._writer.snapshot()
        self._saved, self._journal, self._unsaved = self._writer.state, kept.journal, ()
        self._unchecked = kept.unchecked

    @property
    def is_checked(self) -> bool:
        """Whether the files that were opened are known to be as they were written."""
        return not self._unchecked

    def check(self) -> bool:
        """Check what was too large to be checked when it was opened; say whether it is sound."""
        names, self._unchecked = self._unchecked, ()
        return not names or self._archive is None or self._archive.are_sound(names)

    def save(self, note: Note = lambda _: None) -> bool:
        """Write down the present revision with a note about it, in JSON; say whether it is on the disk now.

        Nothing is written without a folder, or while another process writes. OSError when the disk refuses.
        """
        if self._archive is None:
            return False
        with self._tidying:
            return self._writer.state is self._saved or self._added(note) or self._saved_whole(note)

    def _added(self, note: Note) -> bool:
        """Write down what little changed since the last time, and say whether that was possible."""
        with self._writing:
            state, changes, self._unsaved = self._writer.state, self._unsaved, None
        if not changes or self._saved is None or self._archive is None or self._journal is None:
            return False
        record = Record(self._saved.revision, changes, note(state.revision))
        journal = self._archive.add(record, self._journal)
        if journal is None:
            return False
        with self._writing:
            self._journal, self._saved = journal, state
            self._unsaved = () if self._writer.state is state else None
        return True

    def _saved_whole(self, note: Note) -> bool:
        """Write down everything that is not on the disk yet, and say whether nobody else was writing."""
        with self._writing:
            self._writer.settle()
            self._snapshot = self._writer.snapshot()
            state, words = self._writer.state, self._writer.vocabulary.freeze()
        kept = self._archive.save(state, words, note(state.revision)) if self._archive else None
        if kept is None:
            return False
        with self._writing:
            is_all = self._writer.state is state
            self._writer.filed(state, kept.state)
            self._writer.vocabulary.replace(kept.words)
            self._journal, self._unsaved = kept.journal, () if is_all else None
            self._saved = self._writer.state if is_all else None
            self._snapshot = self._writer.snapshot()
        return True

    def tidy(self) -> None:
        """Merge and count what should be merged and counted; searches and changes go on meanwhile."""
        with self._tidying:
            while merge := merging.due(self._snapshot.parts):
                segment = self._writer.bound(merge)
                with self._writing:
                    self._unsaved = None
                    self._writer.merge(merge, segment)
                    self._snapshot = self._writer.snapshot()
            self._snapshot.count()

    def prepare(self, terms: Sequence[str]) -> None:
        """All there is to know about terms is at hand."""

    def search(self, query_terms: Sequence[str], k: int) -> tuple[Hit, ...]:
        """Return the best `k` passages that share a term with the query, ordered by (-score, passage)."""
        return self._snapshot.search(query_terms, k)

    def document_frequency(self, term: str) -> int:
        """Return how many passages hold the term, in their text or title."""
        return self._snapshot.document_frequency(term)

    def idf(self, term: str) -> float:
        """Return the term's weight among passages as `BM25Okapi` has it; 0 if none holds it, may be below 0."""
        return self._snapshot.idf(term)

    def weight(self, term: str) -> float:
        """Return how much the term tells, at least 0: the idf that keeps its sign out of sums over a question."""
        return self._snapshot.weight(term)

    def upper_bound(self, query_terms: Sequence[str]) -> float:
        """Return what no passage's own score can pass: the sum of weight x (k1 + 1), repeated terms repeated."""
        return self._snapshot.upper_bound(query_terms)

    def terms_with(self, character: str) -> tuple[str, ...]:
        """Return the indexed terms of at most two characters that hold `character`, the most frequent first."""
        return self._snapshot.terms_with(character)

    @property
    def n_terms(self) -> int:
        """How many terms were ever seen; they are numbered in order of first sight."""
        return len(self._snapshot.vocabulary)

    def terms_between(self, first: int, last: int, lengths: Sequence[int]) -> list[str]:
        """Return those of the terms with numbers from `first` to before `last` that have one of these lengths."""
        terms = self._snapshot.vocabulary.since(first)[: last - first]
        return [term for term in terms if len(term) in lengths]


def _with(unsaved: tuple[Changes, ...] | None, changes: Changes) -> tuple[Changes, ...] | None:
    """The changes with one more, if they are still few."""
    if unsaved is None:
        return None
    n_terms = sum(len(one.title_terms) + len(one.terms) for some in (*unsaved, changes) for one in some.added)
    return (*unsaved, changes) if n_terms + len(changes.removed) <= _FEW_TERMS else None
