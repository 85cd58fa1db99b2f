"""One process of all leads: it polls, plans and watches. When it is no more, another one leads within seconds.

Who holds the lock leads. On PostgreSQL it is an advisory lock of a connection of its own, which the server gives back
the moment that connection ends; the server asks a silent connection whether it is still there, so a cut network ends
it too. On SQLite it is a lock on a file beside the database, which ends with the process. Such a lock cannot outlive
its holder, so there is no lease to wait for, and no clock decides.

A leader looks every second whether it still has its lock, and stops leading when it cannot be sure.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import IO, Any, Protocol

import sqlalchemy as sa

from bot.context import in_thread
from retrieval import Database

TRY_EVERY_S = 1.0
CHECK_EVERY_S = 1.0
# Any number that nobody else uses in this database; these are letters.
LOCK_KEY = int.from_bytes(b"bulletin", "big") >> 1
# A connection that does not answer for about four seconds is given up, by the server and by us.
PATIENCE = {
    "connect_timeout": 3,
    "keepalives_idle": 1,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 4000,
    "options": "-c tcp_keepalives_idle=1 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3"
    " -c tcp_user_timeout=4000 -c idle_session_timeout=0 -c statement_timeout=3000",
}

log = logging.getLogger(__name__)


class Lock(Protocol):
    """What only one process can hold; blocking, called in threads, one call at a time."""

    def acquire(self) -> bool:
        """Take it if nobody has it; True when it is held."""

    def is_held(self) -> bool:
        """Whether it is certainly still held."""

    def release(self) -> None:
        """Give it back."""


def lock_of(database: Database) -> Lock:
    """The lock of the processes that share this database."""
    url = database.engine.url
    return (
        FileLock(Path(f"{url.database}.leader"))
        if database.engine.dialect.name == "sqlite"
        else ServerLock(url)
    )


class FileLock:
    """A lock on a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def acquire(self) -> bool:
        """Take it if nobody has it."""
        if self._file is not None:
            return True
        with contextlib.ExitStack() as stack:
            try:
                file = stack.enter_context(self._path.open("ab"))
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return False
            stack.pop_all()
        self._file = file
        return True

    def is_held(self) -> bool:
        """A lock on a file ends only with us."""
        return self._file is not None

    def release(self) -> None:
        """Give it back; the file stays, for removing it could split the lock in two."""
        if self._file is not None:
            self._file.close()
            self._file = None


class ServerLock:
    """An advisory lock of PostgreSQL."""

    def __init__(self, url: sa.URL) -> None:
        self._engine = sa.create_engine(
            url, poolclass=sa.NullPool, connect_args=PATIENCE, hide_parameters=True
        )
        self._connection: sa.Connection | None = None

    def acquire(self) -> bool:
        """Take it if nobody has it, on a connection that is kept while it is held."""
        if self._connection is not None and self.is_held():
            return True
        self.release()
        with contextlib.ExitStack() as stack:
            try:
                opened = stack.enter_context(self._engine.connect())
                connection = opened.execution_options(isolation_level="AUTOCOMMIT")
                if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(LOCK_KEY))):
                    return False
            except sa.exc.SQLAlchemyError:
                return False
            stack.pop_all()
        self._connection = connection
        return True

    def is_held(self) -> bool:
        """Whether the connection that holds it still answers."""
        if self._connection is None:
            return False
        try:
            return self._connection.scalar(sa.select(1)) == 1
        except sa.exc.SQLAlchemyError:
            return False

    def release(self) -> None:
        """Give it back with its connection."""
        if self._connection is not None:
            with contextlib.suppress(sa.exc.SQLAlchemyError):
                self._connection.close()
            self._connection = None


async def lead(
    lock: Lock, work: Callable[[], Coroutine[Any, Any, None]], tell: Callable[[bool], None]
) -> None:
    """Do `work` for as long as this process leads, until cancelled; what it raises is raised."""
    try:
        while True:
            if await in_thread(lock.acquire):
                log.info("leading")
                tell(True)
                await _while_held(lock, work)
                tell(False)
                log.warning("leading no more: the lock is lost")
            await asyncio.sleep(TRY_EVERY_S)
    finally:
        lock.release()


async def _while_held(lock: Lock, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    working = asyncio.create_task(work())
    try:
        while not working.done() and await in_thread(lock.is_held):
            await asyncio.wait({working}, timeout=CHECK_EVERY_S)
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
    if not working.cancelled() and (error := working.exception()) is not None:
        raise error
