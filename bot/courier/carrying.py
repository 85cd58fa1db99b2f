"""The courier: makes the calls it is given, side by side, until the bot says bye or is gone.

A bot that is gone without a bye was killed. What it had given is carried to its end, and what Telegram took and the bot
may not have written down is written down here; then the courier goes too.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import time
from collections import OrderedDict
from typing import Any, cast

from telegram.error import TelegramError
from telegram.request import HTTPXRequest, RequestData

from bot.courier import wire
from bot.courier.notes import Note, Taken, unpacked
from bot.logs import configure
from bot.supervision import leave_no_dump

# Whoever comes after waits for us, and what the bot had claimed is given to others after a while: we must be gone before.
LONGEST_END_S = 10.0
LONGEST_BYE_S = 2.0
# A bot holds far fewer answers that it has not written down.
N_KEPT = 4096

log = logging.getLogger(__name__)


def main() -> None:
    """Serve the bot at the other end of standard input."""
    leave_no_dump()
    # Whoever stops the bot tells the courier as well; it has to stay for the bot's last calls.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    asyncio.run(serve(socket.socket(fileno=0)))


async def serve(line: socket.socket) -> None:
    """Everything, from the bot's first word to the end."""
    stream, writer = await asyncio.open_connection(sock=line)
    first = await wire.read(stream)
    if first is None:
        return
    hello = wire.Hello(**first["hello"])
    configure(hello.log_level, hello.secrets, cast(Any, hello.log_format))
    async with connection(hello) as request:
        courier = Courier(request, writer)
        is_killed = not await courier.until_bye(stream)
        ends_at = time.monotonic() + (LONGEST_END_S if is_killed else LONGEST_BYE_S)
        taken = await courier.end((ends_at - time.monotonic()) / 2)
        if taken:
            # Its libraries take a moment to load and are needed this once only.
            from bot.courier.writing import write_down

            await asyncio.to_thread(write_down, hello.database_url, taken, ends_at - time.monotonic())
    # A call that never ends must not hold us.
    logging.shutdown()
    os._exit(0)


def connection(hello: wire.Hello) -> HTTPXRequest:
    """The connections to Telegram that the bot would have."""
    wait_s = hello.timeout_s
    return HTTPXRequest(
        connection_pool_size=hello.n_connections,
        connect_timeout=wait_s,
        read_timeout=wait_s,
        write_timeout=wait_s,
        pool_timeout=wait_s,
        proxy=hello.proxy_url,
    )


class Courier:
    """The calls under way, and what was taken."""

    def __init__(self, request: HTTPXRequest, writer: asyncio.StreamWriter) -> None:
        self._request = request
        self._writer = writer
        self._under_way: set[asyncio.Task[None]] = set()
        self._taken: OrderedDict[Note, Taken] = OrderedDict()

    async def until_bye(self, stream: asyncio.StreamReader) -> bool:
        """Carry what comes; False when the bot went without a word.

        A bot that says bye has written down what it was told.
        """
        while (frame := await wire.read(stream)) is not None:
            if "bye" in frame:
                self._taken.clear()
                return True
            task = asyncio.create_task(self._carry(frame))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return False

    async def end(self, grace_s: float) -> dict[Note, Taken]:
        """Finish what is under way, at most so long; what Telegram took lately, and as which message."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=grace_s)
        return dict(self._taken)

    async def _carry(self, frame: wire.Frame) -> None:
        answer = await self._call(frame)
        note = unpacked(frame["note"])
        taken = message_of(answer) if note is not None else None
        if note is not None and taken is not None:
            self._taken[note] = taken
            while len(self._taken) > N_KEPT:
                self._taken.popitem(last=False)
        try:
            self._writer.write(wire.written({"n": frame["n"], **answer}))
            await self._writer.drain()
        except OSError:
            # The bot is gone: its answers are what `taken` tells.
            return

    async def _call(self, frame: wire.Frame) -> wire.Frame:
        given = cast(RequestData, wire.Given(frame))
        try:
            status, body = await self._request.do_request(
                frame["url"], frame["method"], given, **frame["timeouts"]
            )
        except TelegramError as error:
            return wire.failed(error)
        return {"status": status, "body": body.decode("utf-8", "surrogateescape")}


def message_of(answer: wire.Frame) -> Taken | None:
    """The message that Telegram took; None when it took none."""
    try:
        said = json.loads(answer["body"])
        result = said["result"]
        return Taken(int(result["chat"]["id"]), int(result["message_id"])) if said["ok"] else None
    except (KeyError, TypeError, ValueError):
        return None
