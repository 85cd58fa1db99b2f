"""Take updates Telegram brings: only with the secret, and 200 only once they are stored."""

from __future__ import annotations

import hmac
import json
import logging
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.inbox import LARGEST_ID
from bot.polling import Receive
from bot.settings import Settings
from retrieval import LibraryError

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
PATH = "/telegram"
# Telegram's longest updates are some tens of kilobytes.
MAX_BODY_BYTES = 1 << 20

log = logging.getLogger(__name__)


def routes(settings: Settings, receive: Receive) -> list[Route]:
    """Where updates are taken: at the path of `WEBHOOK_URL`, and at /telegram behind a proxy that has paths of its own.

    None without an address or a secret.
    """
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

    if not settings.webhook_url or not secret:
        return []
    paths = {urlsplit(settings.webhook_url).path or "/", PATH}
    return [Route(path, take, methods=["POST"]) for path in sorted(paths)]


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
    id_ = raw.get("update_id") if isinstance(raw, dict) else None
    return raw if type(id_) is int and 0 <= id_ <= LARGEST_ID else None
