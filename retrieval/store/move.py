"""A library on its way to another database: refuse what holds something else, copy, compare, let it be opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType

import sqlalchemy as sa

from retrieval.errors import LibraryError, UsageError
from retrieval.store import moving
from retrieval.store.database import Database
from retrieval.store.library import MIGRATIONS, Library
from retrieval.store.migrate import migrate
from retrieval.store.moving import Moved, Tell
from retrieval.store.tables import VERSION_TABLE, metadata


class Move:
    """From an open library in SQLite to PostgreSQL at an address; a context that closes the target."""

    def __init__(
        self,
        source: Library,
        target_url: str,
        beside: sa.MetaData,
        version_table: str,
        migrate_beside: Callable[[Database], None],
    ) -> None:
        """`beside` are tables of the same database that belong to the program, with their own version and revisions.

        UsageError when it is no way from SQLite to PostgreSQL; LibraryError when the target cannot be opened.
        """
        if source.database.engine.dialect.name != "sqlite":
            raise UsageError(f"only a library in SQLite can be moved: {source.database.name}")
        if not target_url.startswith("postgres"):
            raise UsageError("--to takes an address of PostgreSQL: postgresql://user:password@host/name")
        self._source = source.database
        self._tables = [*metadata.sorted_tables, *beside.sorted_tables]
        self._version_tables = (VERSION_TABLE, version_table)
        self._migrate_beside = migrate_beside
        self._database = Database.open(target_url)
        self.target = Library(self._database)

    def begin(self) -> bool:
        """Make the target's tables and close it to everybody else; whether it goes on from an earlier run.

        LibraryError when the target holds something else.
        """
        goes_on = moving.is_begun(self._database, VERSION_TABLE)
        held = [] if goes_on else moving.holds(self._database, self._tables, self._version_tables)
        if held and not self._is_there_already():
            some = ", ".join(held[:5])
            raise LibraryError(f"{self._database.name} must be empty, but has something in: {some}")
        if goes_on:
            moving.end(self._database, VERSION_TABLE)
        migrate(self._database.engine, MIGRATIONS, VERSION_TABLE)
        moving.begin(self._database, VERSION_TABLE)
        self._migrate_beside(self._database)
        return goes_on

    def copy(self, tell: Tell) -> tuple[Moved, ...]:
        """Copy what is not there yet; `tell` hears how far each table is."""
        return moving.copy(self._source, self._database, self._tables, tell)

    def differing(self) -> dict[str, tuple[int, int]]:
        """The tables whose numbers of rows differ: how many are in the source, how many in the target."""
        source, target = (moving.counts(one, self._tables) for one in (self._source, self._database))
        return {name: (n, target[name]) for name, n in source.items() if n != target[name]}

    def end(self) -> None:
        """Let the target be opened."""
        moving.end(self._database, VERSION_TABLE)

    def _is_there_already(self) -> bool:
        """Whether the target is what a finished move of this very library left."""
        names = self._names()
        if not {table.name for table in self._tables} <= names or self.differing():
            return False
        there: Mapping[str, object] = self.target.mark(self.target.revision())
        source = Library(self._source)
        return there == source.mark(source.revision())

    def _names(self) -> set[str]:
        with self._database.read() as connection:
            return set(sa.inspect(connection).get_table_names())

    def __enter__(self) -> Move:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._database.close()
