"""What goes on beside the updates."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.context import in_thread
from bot.services import Services, services
from bot.settings import Settings
from bot.upkeep import FOLLOW_S, follow
from retrieval import Answer, ask, ingest_file
from tests.waiting import eventually

SAMPLE = Path(__file__).parents[2] / "bot" / "sandbox" / "bulletins" / "青砚时报-2024-09-03-A01.txt"
QUESTION = "防汛值班电话是多少？"


@pytest.fixture
def replicas(database_url: str, tmp_path: Path) -> Iterator[list[Services]]:
    """Replicas of one database, each with a folder of its own; in PostgreSQL one has its index there."""
    engines = ["local", "local"] if database_url.startswith("sqlite") else ["local", "local", "postgres"]
    with ExitStack() as stack:
        given = [
            {"database_url": database_url, "search_engine": engine, "data_dir": tmp_path / str(number)}
            for number, engine in enumerate(engines)
        ]
        yield [
            stack.enter_context(services(Settings(_env_file=None, **one)))  # type: ignore[arg-type, call-arg]
            for one in given
        ]


def answered(replica: Services) -> Answer | None:
    """Its answer, if it has one."""
    outcome = ask(replica.current, QUESTION)
    return outcome if isinstance(outcome, Answer) else None


async def test_what_one_replica_takes_in_another_finds(replicas: list[Services]) -> None:
    """Without being told, it looks often enough, and answers from the new paragraph."""
    one, *others = replicas
    before = [await in_thread(answered, other) for other in others]
    following = [asyncio.create_task(follow(other)) for other in others]
    try:
        await in_thread(ingest_file, one.library, SAMPLE)
        after = [await in_thread(eventually, functools.partial(answered, other)) for other in others]
    finally:
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)

    assert set(before) == {None}
    assert ["5550119" in answer.quotes[0].excerpt.text for answer in after if answer] == [True] * len(others)
    assert FOLLOW_S <= 1
