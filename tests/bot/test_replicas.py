"""The processes of one database know of each other, and share Telegram's limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import tables
from bot.replicas import LIVES_FOR, Replicas, share_of
from retrieval import Database

NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A new database with the bot's tables, of either kind."""
    with Database.open(database_url) as opened:
        tables.migrate(opened)
        yield opened


def process(database: Database, name: str) -> Replicas:
    """A process on a machine of its own."""
    return Replicas(database, name.ljust(32, "0"))


def test_shares_follow_who_is_there(database: Database) -> None:
    """Alone, a process has everything; with others its share; the dead and those who left have none."""
    first, second = process(database, "machine1"), process(database, "machine2")
    assert first.beat(0, NOW) == 1
    assert second.beat(0, NOW) == 0.5
    assert first.beat(0, NOW) == 0.5
    assert second.beat(30, NOW) == 0.75
    assert first.beat(10, NOW) == pytest.approx(0.25 + 0.5 * 10 / 40)
    assert first.n_living(NOW) == 2
    second.leave()
    assert first.beat(0, NOW) == 1
    second.beat(0, NOW)
    assert first.beat(0, NOW + LIVES_FOR) == 1


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 10**6), min_size=1, max_size=6))
def test_shares_make_one(wanted: dict[str, int]) -> None:
    """Whatever each wants, all shares together are the whole, and nobody has less than half an even share."""
    shares = [share_of(own, wanted) for own in wanted]

    assert sum(shares) == pytest.approx(1)
    assert min(shares) >= 0.5 / len(wanted)
