"""Several bots behind one database, each with a webhook of its own."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bot.sandbox import Sandbox
from tests.benchmarks.alerts.processes import process

SECRET = "replicas-of-the-benchmark"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


@dataclass
class Fleet:
    """The processes that serve, and where."""

    ports: list[int]
    running: list[subprocess.Popen[bytes]]
    alive: list[int] = field(default_factory=list)

    def kill(self, n: int) -> None:
        """One of them is no more."""
        self.alive.remove(n)
        self.running[n].send_signal(signal.SIGKILL)
        self.running[n].wait()


@contextlib.contextmanager
def fleet_of(sandbox: Sandbox, url: str, folder: Path, n: int) -> Iterator[Fleet]:
    """So many processes, ready."""
    with contextlib.ExitStack() as stack:
        ports = [free_port() for _ in range(n)]
        running = []
        for number, port in enumerate(ports):
            own = folder / f"replica{n}-{number}"
            own.mkdir()
            more = {
                # Nobody listens there: what Telegram brings is taken to the processes by the carriers.
                "WEBHOOK_URL": "http://127.0.0.1:9/telegram",
                "WEBHOOK_PORT": str(port),
                "WEBHOOK_SECRET": SECRET,
                "ASKS_PER_MIN": "0",
            }
            running.append(stack.enter_context(process(sandbox, url, own, per_s=1000, more=more)))
        for port in ports:
            until(lambda port=port: is_ready(port), 60.0, "a process is not ready")
        yield Fleet(ports, running, list(range(n)))


def is_ready(port: int) -> bool:
    """Whether the process on this port wants to be given work."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def until(met: Any, timeout_s: float, told: str) -> None:
    """Wait for something to be so; TimeoutError says what was not."""
    ticking = threading.Event()
    deadline = time.monotonic() + timeout_s
    while not met():
        if time.monotonic() > deadline:
            raise TimeoutError(told)
        ticking.wait(0.1)


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
