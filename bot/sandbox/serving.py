"""HTTP from a thread: uvicorn on an event loop of its own, which can go down and come up again on the same port."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Coroutine
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox.api import BotApi
from bot.sandbox.control import control_application
from bot.sandbox.exchange import Exchange
from bot.sandbox.lines import Lines

TIMEOUT_S = 20.0
GRACE_S = 1.0
BACKLOG = 512


class Serving:
    """One listening address. Its methods are for other threads than its own."""

    def __init__(self, exchange: Exchange, host: str, port: int) -> None:
        self.exchange = exchange
        self._lines = Lines()
        self._application = _application(exchange, self._lines)
        self._socket: socket.socket | None = _bind(host, port)
        self.address: tuple[str, int] = self._socket.getsockname()[:2]
        self._server: uvicorn.Server | None = None
        self._task: asyncio.Task[None] | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="sandbox", daemon=True)
        self._thread.start()

    def go_up(self) -> None:
        """Accept connections; return once it does."""
        self._run(self._go_up())

    def go_down(self) -> None:
        """Reset all connections and refuse new ones."""
        self._run(self._go_down())

    def close(self) -> None:
        """Go down for good and end the thread."""
        self._run(self._go_down())
        self._run(_cancel_all())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(TIMEOUT_S)
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(TIMEOUT_S)

    async def _go_up(self) -> None:
        listener = self._socket or _bind(*self.address)
        config = uvicorn.Config(
            self._application,
            http=self._lines.protocol(),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            backlog=BACKLOG,
        )
        self._server, self._socket = uvicorn.Server(config), None
        self._task = asyncio.create_task(self._server.serve(sockets=[listener]))
        # uvicorn tells by a flag only that it is up.
        while not self._server.started and not self._task.done():  # noqa: ASYNC110
            await asyncio.sleep(0.001)

    async def _go_down(self) -> None:
        if self._server is None or self._task is None:
            return
        # Polls and streams would keep the server waiting, so the lines are cut first and nothing is waited for.
        self._server.should_exit = self._server.force_exit = True
        self._lines.abort_all()
        for queue in self.exchange.queues.values():
            queue.hang_up()
        await self._task
        # The server closes its listener only at its next tick; who came until then is cut off as well.
        self._lines.abort_all()
        self._server = self._task = None


def _application(exchange: Exchange, lines: Lines) -> ASGIApp:
    api = BotApi(exchange, lines.abort)
    control = control_application(exchange)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        is_api = scope["type"] == "http" and scope["path"].startswith(("/bot", "/file/bot"))
        await (api if is_api else control)(scope, receive, send)

    return serve


async def _cancel_all() -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    if others:
        # What learns by itself that its line is cut ends more quietly than what is cancelled.
        await asyncio.wait(others, timeout=GRACE_S)
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, because asyncio turns delayed sending off only for sockets that say so: 40 ms a call otherwise.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
