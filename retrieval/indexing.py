"""library -> engine: the index follows what the library keeps."""

from __future__ import annotations

import threading

from retrieval.engine import LocalEngine, Names
from retrieval.store import Library
from retrieval.text import tokens


class Current:
    """A library with an engine that follows it; several threads may share it."""

    def __init__(self, library: Library) -> None:
        """Begin with an empty engine; `catch_up` fills it."""
        self.library = library
        self.engine = LocalEngine()
        self.names = Names(self.engine)
        self._catching_up = threading.Lock()

    @classmethod
    def open(cls, library: Library) -> Current:
        """Return the library with its engine at the present revision; terms of another analyser are made anew."""
        if library.is_stale(tokens.fingerprint()):
            library.reanalyse(tokens.terms, tokens.fingerprint())
        current = cls(library)
        current.catch_up()
        return current

    def catch_up(self) -> int:
        """Bring the engine to the library's revision and return it; the work is for what is new alone.

        A library that was put back to an earlier state (a backup) is read from the beginning.
        """
        with self._catching_up:
            revision = self.library.revision()
            if revision > self.engine.revision:
                self.engine.apply(self.library.changes_since(self.engine.revision))
            elif revision < self.engine.revision:
                self.engine.start_over(self.library.changes_since(0))
            return self.engine.revision
