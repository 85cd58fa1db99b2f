"""Asking for updates: the offset follows the store, and silence ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import Bot

from bot.connection import connections
from bot.polling import Receive, poll
from bot.settings import Settings
from retrieval import LibraryError, SettingsError
from tests.bot.emulator import TOKEN
from tests.bot.people import DEADLINE_S, Telegram, telegram


@pytest.fixture
def loopback() -> Iterator[Telegram]:
    """A Telegram."""
    with telegram() as running:
        yield running


@asynccontextmanager
async def polling(loopback: Telegram, receive: Receive, **more: Any) -> AsyncIterator[asyncio.Task[None]]:
    """A poll of the Telegram that hands updates to `receive`."""
    given = {"telegram_bot_token": TOKEN, "telegram_api_url": loopback.url, "poll_timeout_s": 1}
    settings = Settings(**({"_env_file": None} | given | more))
    pool = connections(settings, 2)
    async with Bot(TOKEN, base_url=f"{loopback.url}/bot", get_updates_request=pool) as bot:
        task = asyncio.create_task(poll(bot, pool, settings, receive))
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def test_the_offset_moves_only_after_the_store(loopback: Telegram) -> None:
    """Updates the database did not take are not acknowledged; they come again until it does."""
    batches: list[list[int]] = []
    stored = asyncio.Event()

    async def receive(batch: list[dict[str, Any]]) -> None:
        batches.append([raw["update_id"] for raw in batch])
        if len(batches) == 1:
            raise LibraryError("database is locked")
        assert loopback.shim.unacknowledged() == batches[0]
        stored.set()

    loopback.run(loopback.shim.enqueue_update({"message": {"new": "field"}}, token=TOKEN))
    async with polling(loopback, receive):
        await asyncio.wait_for(stored.wait(), DEADLINE_S)
        await asyncio.to_thread(loopback.wait_until_acknowledged)

    assert batches == [[1], [1]]


async def test_a_refused_token_ends_the_poll(loopback: Telegram) -> None:
    """A token revoked while the bot runs ends the poll; the error names the variable, not the token."""

    async def receive(batch: list[dict[str, Any]]) -> None:
        raise AssertionError(batch)

    loopback.refuse("getUpdates", "Unauthorized", 401)
    async with polling(loopback, receive) as task:
        with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN") as caught:
            await asyncio.wait_for(task, DEADLINE_S)

    assert TOKEN not in f"{caught.value} {caught.value.__cause__}"


async def test_silence_builds_new_connections(loopback: Telegram, caplog: pytest.LogCaptureFixture) -> None:
    """When Telegram does not answer for too long the connections are rebuilt, and updates come again."""
    received = asyncio.Event()

    async def receive(batch: list[dict[str, Any]]) -> None:
        received.set()

    loopback.hold("getUpdates")
    loopback.push({"message": {}})
    quick = {"poll_timeout_s": 0, "request_timeout_s": 0.2, "stall_s": 0.3}
    async with polling(loopback, receive, **quick):
        rebuilt = lambda: "building new connections" in caplog.text  # noqa: E731
        await asyncio.to_thread(loopback.wait, "rebuilding", rebuilt)
        loopback.drop("getUpdates")
        await asyncio.wait_for(received.wait(), DEADLINE_S)


async def test_another_program_is_named(loopback: Telegram, caplog: pytest.LogCaptureFixture) -> None:
    """A conflict says what to do, waits, and the poll goes on."""
    received = asyncio.Event()

    async def receive(batch: list[dict[str, Any]]) -> None:
        received.set()

    loopback.refuse("getUpdates", "Conflict: terminated by other getUpdates request", 409)
    loopback.push({"message": {}})
    async with polling(loopback, receive):
        await asyncio.wait_for(received.wait(), DEADLINE_S)

    assert "another program takes updates with this token" in caplog.text
