"""The open connections, so that the weather can reset one and an outage all of them."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any

from starlette.types import Scope
from uvicorn.protocols.http.auto import AutoHTTPProtocol

RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER with no time to linger: closing sends RST, and data on its way is lost."""


class Lines:
    """All connections by the address of their far end."""

    def __init__(self) -> None:
        self._transports: dict[tuple[str, int], asyncio.Transport] = {}

    def protocol(self) -> type[asyncio.Protocol]:
        """Return uvicorn's protocol, made to note when a connection comes and goes."""
        transports = self._transports

        class NotingProtocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
            """Uvicorn's own protocol with a note in our book."""

            def connection_made(self, transport: Any) -> None:
                self.far_end = transport.get_extra_info("peername")[:2]
                transports[self.far_end] = transport
                super().connection_made(transport)

            def connection_lost(self, exc: Exception | None) -> None:
                transports.pop(self.far_end, None)
                super().connection_lost(exc)

        return NotingProtocol

    def abort(self, scope: Scope) -> None:
        """Reset the connection that this request came by."""
        transport = self._transports.get(tuple(scope["client"]))
        if transport is not None:
            _reset(transport)

    def abort_all(self) -> None:
        """Reset every connection."""
        for transport in list(self._transports.values()):
            _reset(transport)


def _reset(transport: asyncio.Transport) -> None:
    line = transport.get_extra_info("socket")
    if line is not None:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
    transport.abort()
