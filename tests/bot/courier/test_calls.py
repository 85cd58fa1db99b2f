"""Calls through the courier are as calls without it: fields, files, answers, errors; and it is started again."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from telegram import Bot, InputMediaPhoto
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.courier.calls import Courier, CourierRequest, courier
from bot.courier.wire import Hello
from tests.bot.courier.telegrams import Telegram, telegram
from tests.bot.people import DEADLINE_S
from tests.waiting import eventually


@pytest.fixture
def server() -> Iterator[Telegram]:
    """A Telegram of this test's own."""
    with telegram() as server:
        yield server


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Courier]:
    """A courier of this test's own."""
    with courier(Hello(f"sqlite:///{tmp_path}/none.sqlite3", timeout_s=5, n_connections=4)) as beside:
        yield beside


def calling(server: Telegram, beside: Courier, call: Callable[[Bot], Awaitable[object]]) -> object:
    """What a call of a bot with this courier comes to."""

    async def live() -> object:
        request = CourierRequest(beside)
        bot = Bot("1:T", base_url=server.address.removesuffix("1:T/"), request=request)
        await request.initialize()
        try:
            return await call(bot)
        finally:
            await request.shutdown()

    return asyncio.run(live())


def test_a_message_and_its_answer_pass_unchanged(server: Telegram, beside: Courier) -> None:
    """Every character of the words arrives, and Telegram's answer comes back, lone surrogates included."""
    server.said = server.said.replace('"date"', '"text": "\ud83d 好", "date"')

    message = calling(server, beside, lambda bot: bot.send_message(7, "<b>汛</b> & 😀\n二"))

    assert getattr(message, "message_id", 0) == 41
    assert b"text=%3Cb%3E%E6%B1%9B%3C%2Fb%3E+%26+%F0%9F%98%80%0A%E4%BA%8C" in server.bodies[0]


def test_pictures_pass_byte_by_byte(server: Telegram, beside: Courier) -> None:
    """A picture of a message, and those of an album, arrive as they were given, with their names."""
    picture = bytes(range(256)) * 300

    async def both(bot: Bot) -> None:
        await bot.send_photo(7, picture, filename="版.png", caption="版")
        server.said = '{"ok": true, "result": []}'
        await bot.send_media_group(7, [InputMediaPhoto(picture, filename="a.png")])

    calling(server, beside, both)

    assert all(picture in body for body in server.bodies)


def test_what_telegram_refuses_is_refused(server: Telegram, beside: Courier) -> None:
    """An error of Telegram's is the same error as without the courier."""
    server.status, server.said = 400, '{"ok": false, "error_code": 400, "description": "Bad Request: no"}'
    with pytest.raises(BadRequest, match="No"):
        calling(server, beside, lambda bot: bot.send_message(7, "汛"))


def test_a_telegram_that_is_silent_or_away_is_named(server: Telegram, beside: Courier) -> None:
    """Silence is TimedOut, nobody there is NetworkError, and the token is in neither."""
    server.answers.clear()
    with pytest.raises(TimedOut):
        calling(server, beside, lambda bot: bot.send_message(7, "汛", read_timeout=0.1))
    beside.again()
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    nowhere = f"http://127.0.0.1:{port}/bot"
    with pytest.raises(NetworkError) as told:
        calling(server, beside, lambda _: Bot("1:Secret", nowhere, request=_.request).send_message(7, "汛"))
    assert "Secret" not in str(told.value)


def test_many_calls_go_side_by_side(server: Telegram, beside: Courier) -> None:
    """Three calls are with Telegram at once, and each caller gets an answer."""

    async def three(bot: Bot) -> list[object]:
        server.answers.clear()
        calls = [asyncio.create_task(bot.send_message(7, words)) for words in "甲乙丙"]
        await asyncio.to_thread(eventually, lambda: len(server.bodies) == len(calls))
        server.answers.set()
        return list(await asyncio.gather(*calls))

    answers = calling(server, beside, three)

    assert isinstance(answers, list)
    assert len(answers) == 3


def test_a_courier_that_ends_is_started_again(server: Telegram, beside: Courier) -> None:
    """What it carried fails as a connection does, and the next call is carried by another one."""

    async def killed(bot: Bot) -> object:
        server.answers.clear()
        call = asyncio.create_task(bot.send_message(7, "汛"))
        await asyncio.to_thread(server.asked.wait, DEADLINE_S)
        os.kill(beside.pid, signal.SIGKILL)
        with pytest.raises(NetworkError):
            await call
        server.answers.set()
        return await bot.send_message(7, "汛")

    before = beside.pid
    message = calling(server, beside, killed)

    assert getattr(message, "message_id", 0) == 41
    assert beside.pid != before
