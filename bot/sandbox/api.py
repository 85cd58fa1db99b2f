"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>, as a plain ASGI application.

    request -> parameters -> weather -> method -> journal -> answer

It stands outside Starlette's routing because every call of a broadcast passes through it. The weather acts on the
connection itself, which is why this module is given the means to abort one.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from starlette.types import Receive, Scope, Send

from bot.sandbox.exchange import Exchange
from bot.sandbox.journal import Entry
from bot.sandbox.methods import METHODS, Method
from bot.sandbox.methods.call import Call
from bot.sandbox.refusals import Refusal, bad_request
from bot.sandbox.requests import read_parameters
from bot.sandbox.weather import Fault, Gateway, Refuse, Reset, SlowBody, Truncated
from bot.sandbox.webhook import push_updates
from bot.sandbox.world import Bot, Json

NOT_FOUND = Refusal(404, "Not Found")
UNAUTHORIZED = Refusal(401, "Unauthorized")
NO_METHOD = Refusal(404, "Not Found: method not found")
GET_UPDATES = frozenset({"offset", "limit", "timeout", "allowed_updates"})
MAX_POLL_S = 50
SLOW_STEPS = 10
JSON_TYPE = b"application/json"


class BotApi:
    """The ASGI application. `abort` resets the connection of a request, by its scope."""

    def __init__(self, exchange: Exchange, abort: Callable[[Scope], None]) -> None:
        self.exchange = exchange
        self.abort = abort
        self._pushers: dict[int, asyncio.Task[None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if path.startswith("/file/bot"):
            await self._download(path, send)
            return
        token, _, method = path.removeprefix("/bot").partition("/")
        bot = self.exchange.world.bots.get(token)
        if bot is None or not method:
            refusal = UNAUTHORIZED if ":" in token and method else NOT_FOUND
            await _send_json(send, refusal.code, refusal.body())
            return
        await self._serve(bot, method.removeprefix("test/"), scope, receive, send)

    async def _serve(self, bot: Bot, name: str, scope: Scope, receive: Receive, send: Send) -> None:
        method = METHODS.get(name.lower())
        known = GET_UPDATES if name.lower() == "getupdates" else method.parameters if method else frozenset()
        try:
            parameters, uploads = await read_parameters(scope, receive)
        except ValueError:
            refusal = bad_request("can't parse the request")
            await _send_json(send, refusal.code, refusal.body())
            return
        call = Call(self.exchange, bot, parameters, uploads)
        entry = self._entry(call, method.name if method else name, known)
        fault = self.exchange.weather.meets(entry.method, entry.chat_id)
        if fault is not None:
            entry.note = type(fault).__name__
        if fault is not None and _strikes_before(fault):
            await self._strike(fault, entry, b"", scope, send)
            return
        status, body = await self._answer(call, method, entry)
        entry.status, entry.description = status, body.get("description", "")
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        if fault is not None:
            await self._strike(fault, entry, content, scope, send)
        else:
            await send_body(send, status, content)

    async def _answer(self, call: Call, method: Method | None, entry: Entry) -> tuple[int, Json]:
        try:
            if entry.method.lower() == "getupdates":
                result: Any = await self._updates(call)
            elif method is None:
                raise NO_METHOD
            else:
                result = self._run(call, method, entry.chat_id)
        except Refusal as refusal:
            return refusal.code, refusal.body()
        return 200, {"ok": True, "result": result}

    def _run(self, call: Call, method: Method, chat_id: str) -> Any:
        with self.exchange.world.lock:
            if method.is_counted and chat_id:
                refusal = self.exchange.weather.flood_refusal(call.bot.id, chat_id)
                if refusal is not None:
                    raise refusal
            result = method.run(call)
        if method.name == "setWebhook":
            self._start_pushing(call.bot)
        return result

    def _start_pushing(self, bot: Bot) -> None:
        pusher = self._pushers.get(bot.id)
        if self.exchange.queue(bot).webhook is not None and (pusher is None or pusher.done()):
            pushing = push_updates(self.exchange.queue(bot), self.exchange.clock)
            self._pushers[bot.id] = asyncio.create_task(pushing)

    async def _updates(self, call: Call) -> list[Json]:
        queue = self.exchange.queue(call.bot)
        queue.allow(call.json("allowed_updates", "allowed updates"))
        limit = call.integer("limit", 100)
        timeout_s = min(call.integer("timeout"), MAX_POLL_S)
        return await queue.poll(
            call.integer("offset"), limit if 1 <= limit <= 100 else 100, self.exchange.clock.real(timeout_s)
        )

    def _entry(self, call: Call, name: str, known: frozenset[str]) -> Entry:
        unknown = () if call.parameters.keys() <= known else tuple(sorted(call.parameters.keys() - known))
        text = call.text("text") or call.text("caption")
        at = self.exchange.clock.now()
        entry = Entry(at, call.bot.id, name, call.text("chat_id"), text, unknown=unknown)
        return self.exchange.journal.write(entry)

    async def _strike(self, fault: Fault, entry: Entry, content: bytes, scope: Scope, send: Send) -> None:
        """Let the weather spoil the answer; `content` is empty when the call has not been served."""
        if isinstance(fault, Refuse):
            entry.status, entry.description = fault.refusal.code, fault.refusal.description
            await _send_json(send, fault.refusal.code, fault.refusal.body())
        elif isinstance(fault, Reset):
            self.abort(scope)
        elif isinstance(fault, Gateway):
            entry.status = entry.status or fault.code
            await send_body(send, fault.code, fault.page(), b"text/html")
        elif isinstance(fault, Truncated):
            await send_body(send, entry.status, content[: len(content) // 2])
        elif isinstance(fault, SlowBody):
            await self._trickle(fault.seconds, entry.status, content, send)

    async def _trickle(self, seconds: float, status: int, content: bytes, send: Send) -> None:
        await _start(send, status, len(content), JSON_TYPE)
        step = max(1, -(-len(content) // SLOW_STEPS))
        for start in range(0, len(content), step):
            await self.exchange.clock.sleep(seconds / SLOW_STEPS)
            piece = content[start : start + step]
            await send(
                {"type": "http.response.body", "body": piece, "more_body": start + step < len(content)}
            )

    async def _download(self, path: str, send: Send) -> None:
        token, _, file_path = path.removeprefix("/file/bot").partition("/")
        file = self.exchange.files.by_path(file_path) if token in self.exchange.world.bots else None
        if file is None:
            await _send_json(send, 404, NOT_FOUND.body())
        else:
            await send_body(send, 200, file.content, b"application/octet-stream")


def _strikes_before(fault: Fault) -> bool:
    return isinstance(fault, Refuse) or (isinstance(fault, Reset | Gateway) and not fault.after_storing)


async def send_body(send: Send, status: int, content: bytes, type_: bytes = JSON_TYPE) -> None:
    """Send a whole answer."""
    await _start(send, status, len(content), type_)
    await send({"type": "http.response.body", "body": content})


async def _send_json(send: Send, status: int, body: Json) -> None:
    await send_body(send, status, json.dumps(body).encode())


async def _start(send: Send, status: int, length: int, type_: bytes) -> None:
    headers = [(b"content-type", type_), (b"content-length", str(length).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
