"""One leads; when it is no more, another does."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from bot import leading
from bot.leading import Lock, lead, lock_of
from retrieval import Database
from tests.bot.people import DEADLINE_S

HOLDER = """
import sys, threading
from bot.leading import lock_of
from retrieval import Database
lock = lock_of(Database.open(sys.argv[1]))
print(lock.acquire(), flush=True)
threading.Event().wait()
"""


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database, of either kind."""
    with Database.open(database_url) as opened:
        yield opened


def test_only_one_holds_it(database: Database) -> None:
    """A second one does not get the lock until the first has given it back."""
    first, second = lock_of(database), lock_of(database)
    assert [first.acquire(), first.acquire(), second.acquire()] == [True, True, False]
    assert [first.is_held(), second.is_held()] == [True, False]
    first.release()
    assert [first.is_held(), second.acquire(), first.acquire()] == [False, True, False]
    second.release()


@pytest.fixture
def holder(database_url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of its own that holds the lock."""
    command = [sys.executable, "-c", HOLDER, database_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"True\n"
        yield running
        running.kill()


async def test_a_killed_leader_is_followed_within_five_seconds(
    database: Database, holder: subprocess.Popen[bytes]
) -> None:
    """After a SIGKILL of the leader another process leads, soon."""
    led = asyncio.Event()

    async def work() -> None:
        led.set()
        await asyncio.Event().wait()

    told: list[bool] = []
    leader = asyncio.create_task(lead(lock_of(database), work, told.append))
    await asyncio.sleep(0)
    assert not led.is_set()
    holder.send_signal(signal.SIGKILL)
    killed_at = time.monotonic()
    await asyncio.wait_for(led.wait(), DEADLINE_S)
    took_s = time.monotonic() - killed_at
    leader.cancel()
    await asyncio.gather(leader, return_exceptions=True)

    assert took_s < 5
    assert told == [True]


async def test_who_loses_the_lock_stops(postgres_database: Database) -> None:
    """When the server ends the leader's connection, its work ends, and it begins again once it leads again."""
    begun, ended = asyncio.Semaphore(0), asyncio.Event()

    async def work() -> None:
        begun.release()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    told: list[bool] = []
    leader = asyncio.create_task(lead(lock_of(postgres_database), work, told.append))
    try:
        await asyncio.wait_for(begun.acquire(), DEADLINE_S)
        with postgres_database.write() as connection:
            holders = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
            connection.execute(sa.text(holders))
        await asyncio.wait_for(ended.wait(), DEADLINE_S)
        await asyncio.wait_for(begun.acquire(), DEADLINE_S)
    finally:
        leader.cancel()
        await asyncio.gather(leader, return_exceptions=True)

    assert told == [True, False, True]


async def test_what_the_work_raises_is_raised(database: Database) -> None:
    """An error of the leader's work ends the process's work, and gives the lock back."""

    async def work() -> None:
        raise RuntimeError("broken")

    lock: Lock = lock_of(database)
    with pytest.raises(RuntimeError, match="broken"):
        await asyncio.wait_for(lead(lock, work, lambda _: None), DEADLINE_S)

    assert not lock.is_held()
    assert leading.CHECK_EVERY_S + leading.TRY_EVERY_S < 5


@pytest.fixture
def postgres_database(postgres_server: str) -> Iterator[Database]:
    """A database on a server."""
    from tests import postgres

    with postgres.database(postgres_server) as url, Database.open(url) as opened:
        yield opened
