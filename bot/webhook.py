"""Take updates Telegram brings: one address, one secret, and 200 only once they are stored."""

from __future__ import annotations

import contextlib
import hmac
import json
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.polling import Receive
from bot.settings import Settings

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


def server(settings: Settings, receive: Receive) -> Server:
    """A server for the address of `WEBHOOK_URL`, not yet started."""
    config = uvicorn.Config(
        endpoint(settings, receive),
        host=settings.webhook_listen,
        port=settings.webhook_port,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=3,
    )
    return Server(config)


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
        await receive([raw])
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
