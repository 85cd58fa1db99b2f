"""library -> engine: the index follows what the library keeps.

With a folder, the index is read from there at the start and written there after it changed, by a thread of its own.
The files are a cache: what is wrong or missing in them is made anew from the library. A shared index lives in the
library's own database instead, and whichever process first sees something new brings it up to date for all.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from retrieval.engine import Engine, LocalEngine, Names
from retrieval.errors import LibraryError
from retrieval.store import Database, Library
from retrieval.text import tokens

log = logging.getLogger(__name__)


class Current:
    """A library with an engine that follows it; several threads may share it."""

    def __init__(self, library: Library, engine: Engine | None = None) -> None:
        """Begin with an empty engine, or one that holds an earlier revision; `catch_up` adds what is missing."""
        self.library = library
        self.engine: Engine = LocalEngine() if engine is None else engine
        self.names = Names(self.engine)
        self._catching_up = threading.Lock()
        self._keeping = threading.Lock()
        self._keeper: threading.Thread | None = None
        self._is_stale = False

    @classmethod
    def open(cls, library: Library, folder: Path | None = None) -> Current:
        """Return the library with its engine at the present revision; terms of another analyser are made anew.

        `folder` is where the index is kept between runs; without one it is made anew at each start.
        """
        if library.is_stale(tokens.fingerprint()):
            library.reanalyse(tokens.terms, tokens.fingerprint())
        engine = None if folder is None else LocalEngine.open(folder, tokens.fingerprint())
        if engine is not None and engine.revision and not library.agrees(engine.revision, engine.note):
            log.warning("the index in %s is of another library and is made anew", folder)
            engine.forget()
        current = cls(library, engine)
        current.catch_up()
        if not current.engine.is_checked:
            current._keep()
        return current

    @classmethod
    @contextmanager
    def shared(cls, library: Library, read_url: str | None = None) -> Iterator[Current]:
        """The library with an index inside its own database, PostgreSQL, that all processes share.

        `read_url` is the address of a standby of that database, for the searches.
        """
        from retrieval.engine.postgres import PostgresEngine

        if library.is_stale(tokens.fingerprint()):
            library.reanalyse(tokens.terms, tokens.fingerprint())
        with ExitStack() as stack:
            standby = stack.enter_context(Database.open(read_url)) if read_url else None
            engine = PostgresEngine(library.database, tokens.fingerprint(), standby=standby)
            current = cls(library, engine)
            current.catch_up()
            try:
                yield current
            finally:
                current.settle()

    def catch_up(self) -> int:
        """Bring the engine to the library's revision and return it; the work is for what is new alone.

        A library that was put back to an earlier state (a backup) is read from the beginning.
        """
        with self._catching_up:
            if self.engine.follow(self.library.revision(), self.library.changes_since):
                self._keep()
            return self.engine.revision

    def settle(self, timeout_s: float | None = None) -> None:
        """Wait until the index is merged and written down, as far as it is to be."""
        keeper = self._keeper
        if keeper is not None:
            keeper.join(timeout_s)

    def _keep(self) -> None:
        """Have what changed merged and written down, while searches go on."""
        with self._keeping:
            self._is_stale = True
            if self._keeper is None:
                self._keeper = threading.Thread(target=self._settle, name="index keeper", daemon=True)
                self._keeper.start()

    def _check(self) -> None:
        """Make the index anew if its files turn out to be damaged."""
        if not self.engine.check():
            with self._catching_up:
                self.engine.start_over(self.library.changes_since(0), keeps_words=False)
                self.names = Names(self.engine)

    def _settle(self) -> None:
        while True:
            with self._keeping:
                if not self._is_stale:
                    self._keeper = None
                    return
                self._is_stale = False
            try:
                self._check()
                self.engine.tidy()
                self.engine.save(self.library.mark)
            except (OSError, LibraryError) as error:
                log.warning("the index cannot be written down: %s", error)
