"""Take updates Telegram brings: one address, one secret, and 200 only once they are stored."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Iterator
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.polling import Receive
from bot.settings import Settings
from retrieval import LibraryError, SettingsError

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
# Telegram's longest updates are some tens of kilobytes.
MAX_BODY_BYTES = 1 << 20

log = logging.getLogger(__name__)


class Server(uvicorn.Server):
    """A uvicorn server that leaves the signals to the application around it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


@contextlib.asynccontextmanager
async def listening(settings: Settings, receive: Receive) -> AsyncIterator[Awaitable[None]]:
    """A server that takes updates from now on, and what ends when it ends; SettingsError when it cannot listen."""
    config = uvicorn.Config(
        endpoint(settings, receive),
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = Server(config)
    serving = asyncio.create_task(server.serve(sockets=[bound(settings)]))
    try:
        # Shielded, so that a cancelled wait leaves the server to the orderly end below.
        yield asyncio.shield(serving)
    finally:
        server.should_exit = True
        await serving


def bound(settings: Settings) -> socket.socket:
    """A listening socket, so that requests wait in it even before the server takes them."""
    host, port = settings.webhook_listen, settings.webhook_port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        raise SettingsError(
            f"WEBHOOK_LISTEN, WEBHOOK_PORT: cannot listen on {host}:{port}: {error.strerror}"
        ) from error


def endpoint(settings: Settings, receive: Receive) -> Starlette:
    """The one route, at the path of `WEBHOOK_URL`."""
    secret = settings.webhook_secret.get_secret_value().encode() if settings.webhook_secret else b""

    async def take(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not secret or not hmac.compare_digest(given, secret):
            return Response(status_code=403)
        body = await read_body(request)
        if body is None:
            return Response(status_code=413)
        raw = update_in(body)
        if raw is None:
            return Response(status_code=400)
        try:
            await receive([raw])
        except LibraryError as error:
            log.warning("an update could not be stored, Telegram will bring it again: %s", error)
            return Response(status_code=503)
        return Response(status_code=200)

    path = urlsplit(settings.webhook_url or "").path or "/"
    return Starlette(routes=[Route(path, take, methods=["POST"])])


async def read_body(request: Request) -> bytes | None:
    """The body, or None when it is longer than any update; nothing longer is ever held."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY_BYTES:
                return None
    except ClientDisconnect:
        return b""
    return bytes(body)


def update_in(body: bytes) -> dict[str, Any] | None:
    """The update a body holds, or None when it holds none."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    is_update = isinstance(raw, dict) and type(raw.get("update_id")) is int
    return raw if is_update else None
