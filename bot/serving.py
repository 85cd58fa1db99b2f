"""The one HTTP app: updates in, and how things stand out.

the path of WEBHOOK_URL, and /telegram    POST   an update; only with the secret, and only where there is one
/healthz                                  GET    this process lives
/readyz                                   GET    it should be given work: 200, else 503; JSON says why
/metrics                                  GET    figures for Prometheus

It listens where the webhook is, and on METRICS_PORT when that is set. Nothing but updates needs to be reached from
outside.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Iterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import webhook
from bot.context import in_thread, now
from bot.health import Health, as_json, standing_of
from bot.metrics import CONTENT_TYPE
from bot.polling import Receive
from bot.services import Services
from bot.settings import Settings
from retrieval import SettingsError


class Server(uvicorn.Server):
    """A uvicorn server that leaves the signals to the application around it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


@contextlib.asynccontextmanager
async def listening(parts: Services, receive: Receive) -> AsyncIterator[Awaitable[None]]:
    """A server from now on, and what ends when it ends; SettingsError when it cannot listen."""
    sockets = [bound(*where) for where in places(parts.settings)]
    config = uvicorn.Config(
        app(parts, receive), log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1
    )
    server = Server(config)
    serving = asyncio.create_task(server.serve(sockets=sockets))
    try:
        # Shielded, so that a cancelled wait leaves the server to the orderly end below.
        yield asyncio.shield(serving)
    finally:
        server.should_exit = True
        await serving


def places(settings: Settings) -> list[tuple[str, str, int]]:
    """Where to listen: the variables that say so, address and port. Empty when nothing is to be served."""
    hook = ("WEBHOOK_LISTEN, WEBHOOK_PORT", settings.webhook_listen, settings.webhook_port)
    figures = ("METRICS_LISTEN, METRICS_PORT", settings.metrics_listen, settings.metrics_port or 0)
    return [
        *([hook] if settings.webhook_url else []),
        *([figures] if settings.metrics_port is not None else []),
    ]


def bound(names: str, host: str, port: int) -> socket.socket:
    """A listening socket, so that requests wait in it even before the server takes them."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        raise SettingsError(f"{names}: cannot listen on {host}:{port}: {error.strerror}") from error


def app(parts: Services, receive: Receive) -> Starlette:
    """The app with all its routes."""
    health = Health()

    async def live(_request: Request) -> Response:
        return Response("ok\n", media_type="text/plain")

    async def ready(_request: Request) -> Response:
        standing = await in_thread(standing_of, parts, now())
        problems = health.problems(standing, now())
        return JSONResponse(as_json(standing, problems), status_code=503 if problems else 200)

    async def figures(_request: Request) -> Response:
        standing = await in_thread(standing_of, parts, now())
        problems = health.problems(standing, now())
        parts.metrics.stands(not problems, **(standing.figures() if standing else {}))
        return Response(parts.metrics.text(), media_type=CONTENT_TYPE)

    return Starlette(
        routes=[
            *webhook.routes(parts.settings, receive),
            Route("/healthz", live),
            Route("/readyz", ready),
            Route("/metrics", figures),
        ]
    )
