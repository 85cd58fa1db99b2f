"""The bot's side: starts the courier, and is a request as python-telegram-bot wants one.

A courier that ends by itself is started again; the calls it had are refused as if the network had failed, and whoever
made them tries again.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.courier import wire
from bot.courier.notes import note_of_call, packed

COMMAND = (sys.executable, "-m", "bot.courier")
END_S = 15.0

log = logging.getLogger(__name__)


class Courier:
    """The courier's process and this end of the line to it."""

    def __init__(self, hello: wire.Hello) -> None:
        self.hello = hello
        self._process, self.line = _start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def again(self) -> None:
        """Start another one in place of one that ended."""
        self.line.close()
        self._process.kill()
        self._process.wait()
        self._process, self.line = _start()

    def end(self) -> None:
        """Wait for its end: it goes when nobody is at this end of the line any more."""
        with contextlib.suppress(OSError):
            # Not only closed: an event loop that was given up may still hold the same line.
            self.line.shutdown(socket.SHUT_RDWR)
        self.line.close()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextlib.contextmanager
def courier(hello: wire.Hello) -> Iterator[Courier]:
    """A courier until the end of the block."""
    started = Courier(hello)
    try:
        yield started
    finally:
        started.end()


def _start() -> tuple[subprocess.Popen[bytes], socket.socket]:
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(COMMAND, stdin=theirs.fileno())  # noqa: S603  # the command is ours
    return process, ours


class CourierRequest(BaseRequest):
    """Calls to Telegram, made by the courier. One event loop's."""

    def __init__(self, courier: Courier) -> None:
        self._courier = courier
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[wire.Frame]] = {}
        self._writer: asyncio.StreamWriter | None = None
        self._reading: asyncio.Task[None] | None = None
        self._opening = asyncio.Lock()
        self._has_ended = False

    @property
    def read_timeout(self) -> float | None:
        """Seconds an answer is waited for."""
        return self._courier.hello.timeout_s

    async def initialize(self) -> None:
        """Open the line."""
        await self._open()

    async def shutdown(self) -> None:
        """Say bye; nothing is called any more."""
        self._has_ended = True
        if self._writer is not None:
            with contextlib.suppress(OSError):
                self._writer.write(wire.written({"bye": True}))
                await self._writer.drain()
            self._writer.close()
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of Telegram's answer; NetworkError or TimedOut when there is none."""
        timeouts = {
            "read_timeout": read_timeout,
            "write_timeout": write_timeout,
            "connect_timeout": connect_timeout,
            "pool_timeout": pool_timeout,
        }
        call = wire.call(url, method, request_data, timeouts)
        return wire.answered(await self._ask(call | {"note": packed(note_of_call())}))

    async def _ask(self, frame: wire.Frame) -> wire.Frame:
        writer = self._writer or await self._open()
        number = next(self._numbers)
        answer: asyncio.Future[wire.Frame] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            writer.write(wire.written({"n": number, **frame}))
            await writer.drain()
            return await answer
        except OSError as error:
            raise NetworkError("the courier is gone") from error
        finally:
            self._waiting.pop(number, None)

    async def _open(self) -> asyncio.StreamWriter:
        async with self._opening:
            if self._writer is not None:
                return self._writer
            if self._has_ended:
                raise NetworkError("the bot is stopping")
            if self._reading is not None:
                await self._start_again()
            stream, writer = await asyncio.open_connection(sock=self._courier.line.dup())
            writer.write(wire.written({"hello": asdict(self._courier.hello)}))
            self._writer = writer
            self._reading = asyncio.create_task(self._read(stream), name="courier")
            return writer

    async def _start_again(self) -> None:
        log.error("the courier has ended by itself and is started again")
        try:
            await asyncio.to_thread(self._courier.again)
        except OSError as error:
            raise NetworkError(f"the courier cannot be started: {error}") from error

    async def _read(self, stream: asyncio.StreamReader) -> None:
        while (frame := await wire.read(stream)) is not None:
            answer = self._waiting.get(frame["n"])
            if answer is not None and not answer.done():
                answer.set_result(frame)
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(NetworkError("the courier is gone"))
