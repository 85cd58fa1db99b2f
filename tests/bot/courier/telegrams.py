"""A Telegram that says what it was told, and answers a message when it is let."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.bot.people import DEADLINE_S

MESSAGE = {"ok": True, "result": {"message_id": 41, "date": 0, "chat": {"id": 7, "type": "private"}}}


class Telegram(ThreadingHTTPServer):
    """Keeps the bodies of its calls; `answers` is set while it answers, `asked` when it was called."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.bodies: list[bytes] = []
        self.asked = threading.Event()
        self.answers = threading.Event()
        self.status, self.said = 200, json.dumps(MESSAGE)

    @property
    def address(self) -> str:
        """What a method's name is put behind."""
        return f"http://127.0.0.1:{self.server_address[1]}/bot1:T/"


class _Handler(BaseHTTPRequestHandler):
    server: Telegram

    def do_POST(self) -> None:
        """Take a call, and answer it when that is allowed."""
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.set()
        self.server.answers.wait(DEADLINE_S)
        body = self.server.said.encode("utf-8", "surrogatepass")
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_given: Any) -> None:
        """Say nothing."""


@contextmanager
def telegram() -> Iterator[Telegram]:
    """One until the end of the block, answering."""
    with Telegram() as server:
        server.answers.set()
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.answers.set()
            server.shutdown()
            thread.join()
