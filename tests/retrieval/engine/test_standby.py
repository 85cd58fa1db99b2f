"""Searches on a streaming standby see what the primary committed, and change nothing there."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from retrieval.engine.postgres import PostgresEngine
from retrieval.model import Changes
from retrieval.store import Database
from tests import postgres
from tests.retrieval.engine.test_postgres import WORDS, corpus

DEADLINE_S = 30


@pytest.fixture
def pair() -> Iterator[tuple[str, str]]:
    """The addresses of a server of our own and of a standby that follows it."""
    programs = postgres.shipped_programs()
    if programs is None or "TEST_DATABASE_URL" in os.environ:
        pytest.skip("a standby needs the server that comes with the tests")
    with postgres.started(programs) as primary, postgres.standby_of(programs, primary) as standby:
        yield primary, standby


def test_a_standby_answers(pair: tuple[str, str]) -> None:
    """What is applied on the primary is found on the standby, at the primary's revision and with the same scores."""
    passages = corpus(60)
    with Database.open(pair[0]) as primary, Database.open(pair[1]) as standby:
        PostgresEngine(primary, "test").start_over(Changes(1, tuple(passages[:40]), ()))
        _until(lambda: _reaches(standby))
        engine = PostgresEngine(primary, "test", standby=standby)
        there = PostgresEngine(primary, "test")
        engine.follow(2, lambda _: Changes(2, tuple(passages[40:]), (1, 2)))
        _until(lambda: engine.follow(2, lambda _: Changes(2, (), ())) is False and engine.revision == 2)

        assert engine.search(WORDS[:4], 50) == there.search(WORDS[:4], 50)
        assert len(engine) == 58


def _reaches(standby: Database) -> bool:
    """Whether the index is on the standby."""
    with standby.read() as connection:
        return sa.inspect(connection).has_table("index_state") and bool(
            connection.scalar(sa.text("SELECT count(*) FROM index_articles"))
        )


def _until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline:
        if is_so():
            return
    raise AssertionError("the standby did not follow")
