"""Calls leave in their turn: replies before bulk, each chat in its own time, and no slot is ever lost."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable
from typing import Any

import pytest
from telegram.error import RetryAfter, TimedOut

from bot.pacing import Lane, Rates
from bot.sender import Sender

# Three a tenth of a second, so that a test takes a moment.
RATES = Rates(overall=(3, 0.1), per_chat=(1, 0.1), per_group=(2, 0.2), left_to_replies_s=0.005)


class Line:
    """A line to Telegram that notes what passes."""

    def __init__(self) -> None:
        self.sender = Sender(RATES)
        self.passed: list[tuple[float, object]] = []

    def send(self, name: object, chat_id: int, lane: Lane | None = None, **more: Any) -> Awaitable[Any]:
        """Send a message through the sender; `error` is what Telegram answers with."""

        async def call() -> object:
            self.passed.append((asyncio.get_running_loop().time(), name))
            await asyncio.sleep(0)
            if "error" in more:
                raise more["error"]
            return name

        endpoint = more.get("endpoint", "sendMessage")
        return self.sender.process_request(call, (), {}, endpoint, {"chat_id": chat_id}, lane)

    @property
    def names(self) -> list[object]:
        """What passed, in order."""
        return [name for _, name in self.passed]


async def test_replies_pass_before_what_goes_to_many() -> None:
    """Ten of bulk wait already; the replies that come then pass before all but the first few of them."""
    line = Line()
    bulk = [asyncio.create_task(line.send(n, n + 1, Lane.BULK)) for n in range(10)]
    await asyncio.sleep(0)
    replies = [asyncio.create_task(line.send(f"reply {n}", 100 + n)) for n in range(3)]
    await asyncio.gather(*bulk, *replies)

    assert max(line.names.index(f"reply {n}") for n in range(3)) <= 5
    assert [name for name in line.names if isinstance(name, int)] == list(range(10))
    times = [at for at, _ in line.passed]
    assert all(later - at >= 0.1 for at, later in zip(times, times[3:], strict=False))


async def test_a_reply_that_is_worked_out_is_left_a_slot() -> None:
    """Of three slots bulk takes two meanwhile; the reply passes at once; what came to nothing gives its slot back."""
    line = Line()
    with line.sender.expecting(100):
        bulk = [asyncio.create_task(line.send(n, n + 1, Lane.BULK)) for n in range(6)]
        await asyncio.sleep(0.09)
        before = len(line.passed)
        ready_at = asyncio.get_running_loop().time()
        await line.send("reply", 100)
        passed_at = next(at for at, name in line.passed if name == "reply")
    with line.sender.expecting(101):
        pass
    await asyncio.gather(*bulk)

    assert before == 2
    assert passed_at - ready_at < 0.05
    assert [name for name in line.names if name != "reply"] == list(range(6))


async def test_a_chat_that_must_wait_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chat was told to wait: its next message waits that long, another's passes at once."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    line = Line()
    started = asyncio.get_running_loop().time()
    with pytest.raises(RetryAfter):
        await line.send("refused", 1, error=RetryAfter(dt.timedelta(seconds=0.3)))
    held = asyncio.create_task(line.send("held", 1))
    await line.send("other", 2)
    assert line.names == ["refused", "other"]
    await held

    assert line.passed[-1][0] - started >= 0.3


async def test_what_is_not_counted_passes_at_once() -> None:
    """Answers to buttons and updates wait for nothing, nor does a call without a chat."""
    line = Line()
    for n in range(20):
        await line.send(n, 1, endpoint="answerCallbackQuery")

    assert len(line.passed) == 20


async def test_no_slot_is_lost_to_failures_and_cancellations() -> None:
    """After lines that broke and callers that gave up, as much passes as before."""
    line = Line()
    for n in range(4):
        with pytest.raises(TimedOut):
            await line.send("broken", n + 1, error=TimedOut())
    given_up = [asyncio.create_task(line.send("given up", n + 1, Lane.BULK)) for n in range(30)]
    for task in given_up:
        await asyncio.sleep(0)
        task.cancel()
    await asyncio.gather(*given_up, return_exceptions=True)
    async with asyncio.timeout(5):
        await asyncio.gather(*(line.send("sound", n + 50) for n in range(9)))

    assert line.names.count("sound") == 9


async def test_slots_of_the_moment_between_are_given_back() -> None:
    """Let go and cancelled before it noticed: the slot is free again a window later."""
    line = Line()
    task = asyncio.create_task(line.send("never", 1, Lane.BULK))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(5):
        await asyncio.gather(*(line.send("sound", n + 50) for n in range(6)))

    assert all(call.answered_at < float("inf") for call in line.sender.pace._overall.calls)
