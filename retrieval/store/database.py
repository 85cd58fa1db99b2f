"""One database, SQLite or PostgreSQL, with the same two kinds of transaction.

A reading transaction sees one state from start to end and waits for nobody. A writing transaction takes the
write lock when it begins (SQLite: BEGIN IMMEDIATE), because a lock that is only wanted half-way through can be
refused without waiting. The few true differences between the two databases stand in this file.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url

from retrieval.errors import LibraryError, UnreachableError

_BUSY_TIMEOUT_MS = 5000
_IS_READING = "is_reading"


class Database:
    """An open database; `engine` begins writing transactions, so read through `read()`."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self._turn = threading.Lock()

    @classmethod
    def open(cls, database_url: str) -> Database:
        """Open the database at a SQLAlchemy address, making its folder; LibraryError when it cannot be used."""
        url = _parse(database_url)
        if url.get_backend_name() == "sqlite":
            _make_folder(url)
        with translated(url):
            database = cls(_engine(url))
        try:
            with database.read() as connection:
                connection.execute(sa.text("SELECT 1"))
        except LibraryError:
            database.close()
            raise
        return database

    @property
    def name(self) -> str:
        """The address without its password, for messages."""
        return shown(self.engine.url)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the database and changes nothing."""
        options: dict[str, Any] = {_IS_READING: True}
        if self.engine.dialect.name == "postgresql":
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with translated(self.engine.url), self.engine.connect() as connection:
            yield connection.execution_options(**options)

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction that is committed at the end, and undone when the block raises."""
        with self._in_turn(), translated(self.engine.url), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """SQLite has one writer at a time, and one that finds another asleep looks again only up to 0.1 s later.

        Threads of this process wake one another instead; whoever waits too long is left to SQLite's own refusal.
        """
        if self.engine.dialect.name != "sqlite":
            yield
            return
        has_turn = self._turn.acquire(timeout=_BUSY_TIMEOUT_MS / 1000)
        try:
            yield
        finally:
            if has_turn:
                self._turn.release()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()


def _parse(database_url: str) -> URL:
    try:
        url = make_url(database_url)
    except (sa.exc.ArgumentError, ValueError) as error:
        # What does not parse may still hold a password, so only the part before it is shown.
        start = database_url.partition("//")[0]
        raise LibraryError(f"database address cannot be understood: {start}...") from error
    if url.get_backend_name() == "postgres":
        url = url.set(drivername="postgresql")
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise LibraryError(f"database must be sqlite or postgresql: {url.drivername}")
    if url.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise LibraryError(f"database address names another driver, leave it out: {url.drivername}")
    return url


def _make_folder(url: URL) -> None:
    if not url.database or url.database == ":memory:":
        raise LibraryError(f"database needs a file, such as sqlite:///data/bulletins.sqlite3: {url}")
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"folder of the database cannot be made: {url.database}") from error


def _engine(url: URL) -> sa.Engine:
    # Parameters hold what people wrote, so they stay out of error messages.
    engine = sa.create_engine(url, hide_parameters=True, pool_pre_ping=url.get_backend_name() != "sqlite")
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare)
        sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions on its own, late and never for DDL; `_begin` does it instead.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: sa.Connection) -> None:
    is_reading = connection.get_execution_options().get(_IS_READING, False)
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


@contextmanager
def translated(url: URL) -> Iterator[None]:
    """Turn what the database library raises into LibraryError, naming the database without its password."""
    try:
        yield
    except (sa.exc.SQLAlchemyError, sqlite3.Error) as error:
        reason = str(getattr(error, "orig", None) or error).partition("\n")[0]
        kind = UnreachableError if _is_passing(error) else LibraryError
        raise kind(f"{shown(url)}: {reason}") from error
    except ModuleNotFoundError as error:
        reason = f"a package is missing, install the extra postgres: {error.name}"
        raise LibraryError(f"{shown(url)}: {reason}") from error


def shown(url: URL) -> str:
    """The address without its password, wherever in it the password stands."""
    if "password" in url.query:
        url = url.update_query_dict({"password": "***"})
    return url.render_as_string(hide_password=True)


def _is_passing(error: Exception) -> bool:
    """Whether the server or the lock is away, so that the same may work in a moment."""
    if isinstance(error, sa.exc.TimeoutError):
        return True
    if not isinstance(error, sa.exc.DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    is_sqlite = isinstance(error.orig, sqlite3.Error)
    return "locked" in str(error.orig) if is_sqlite else isinstance(error, sa.exc.OperationalError)
