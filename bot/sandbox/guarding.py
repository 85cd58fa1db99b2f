"""Who may use the control routes: only pages that this machine itself serves.

A web page elsewhere could send requests to loopback through the reader's browser, or let its own name point there.
Both give themselves away by the Host or the Origin they carry.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


class LoopbackGuard:
    """An ASGI application that lets through what names this machine and comes from no foreign page."""

    def __init__(self, application: ASGIApp) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request, or refuse it with 403."""
        headers = {name: value.decode("latin-1") for name, value in scope.get("headers", [])}
        origin = headers.get(b"origin", "")
        is_local = _host(f"//{headers.get(b'host', '')}") in LOCAL_NAMES
        if scope["type"] == "http" and (not is_local or (origin and origin != f"http://{headers[b'host']}")):
            await JSONResponse({"error": "only pages of this machine are served"}, 403)(scope, receive, send)
            return
        await self.application(scope, receive, send)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
