"""Who asks too often is told once, and is heard again after a while."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import tables
from bot.turns import TOLD_AGAIN_AFTER, Limit, Refusal, Turns, taken, too_soon
from retrieval import Database

START = dt.datetime(2024, 9, 3, 8, tzinfo=dt.UTC)
ANN, BO, GROUP = 1, 2, -7


def after(seconds: float) -> dt.datetime:
    """So many seconds later."""
    return START + dt.timedelta(seconds=seconds)


@pytest.fixture
def turns(database_url: str) -> Iterator[Turns]:
    """Nobody has asked yet."""
    with Database.open(database_url) as database:
        tables.migrate(database)
        yield Turns(database)


@given(st.lists(st.floats(0, 20), min_size=1, max_size=80), st.integers(1, 9), st.floats(1, 90))
def test_no_window_holds_more_than_a_burst_and_its_refill(gaps: list[float], n: int, per_s: float) -> None:
    """However requests come, those let through within any time are at most `n` and what refilled in it."""
    limit, turn, at, passed = Limit(n, per_s), None, 0.0, []
    for gap in gaps:
        at += gap
        if too_soon(turn, None, limit, None, after(at))[0] is None:
            turn = taken(turn, limit, after(at))
            passed.append(at)

    assert passed[0] == gaps[0]
    for first, begin in enumerate(passed):
        for count, end in enumerate(passed[first:], 1):
            assert count <= n + (end - begin) * n / per_s + 1e-3


def test_a_person_is_told_once(turns: Turns) -> None:
    """The burst passes, the next is told for how long, later ones are ignored; after that time one more passes."""
    limits = (Limit(3, 60), None)
    said = [turns.take(GROUP, ANN, limits, after(0)) for _ in range(5)]
    later = [
        turns.take(GROUP, ANN, limits, after(s)) for s in (20, 21, 21 + TOLD_AGAIN_AFTER.total_seconds())
    ]

    assert said == [None, None, None, Refusal("person", 20), Refusal("person", 20, is_told=False)]
    assert later == [None, Refusal("person", 19, is_told=False), None]


def test_a_group_has_a_limit_of_its_own(turns: Turns) -> None:
    """What one person uses up is missing to all there, and nowhere else."""
    limits = (Limit(2, 60), Limit(3, 60))
    by_ann = [turns.take(GROUP, ANN, limits, after(0)) for _ in range(3)]
    by_bo = [turns.take(GROUP, BO, limits, after(0)) for _ in range(3)]

    assert by_ann == [None, None, Refusal("person", 30)]
    assert by_bo == [None, Refusal("group", 20), Refusal("group", 20, is_told=False)]
    assert turns.take(-8, BO, limits, after(0)) is None


def test_the_wait_a_group_wants(turns: Turns) -> None:
    """Between two questions of one person there is at least that; others need not wait for them."""
    limits = (Limit(9), Limit(9))
    first = turns.take(GROUP, ANN, limits, after(0), 60)
    soon = turns.take(GROUP, ANN, limits, after(10), 60)
    other = turns.take(GROUP, BO, limits, after(10), 60)
    late = turns.take(GROUP, ANN, limits, after(60), 60)

    assert (first, soon, other, late) == (None, Refusal("habit", 50), None, None)


def test_nothing_is_kept_of_the_idle(turns: Turns) -> None:
    """Ten minutes after everything is as if they had never asked, who asked is forgotten."""
    limits = (Limit(1, 60), Limit(1, 60))
    turns.take(GROUP, ANN, limits, after(0))

    assert turns.prune(after(60 + TOLD_AGAIN_AFTER.total_seconds())) == 0
    assert turns.prune(after(61 + TOLD_AGAIN_AFTER.total_seconds())) == 2
