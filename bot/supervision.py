"""What a service manager is told: ready, still alive, stopping. systemd's protocol, a few words over a local socket.

Without NOTIFY_SOCKET nobody is told anything.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Mapping


def notify(words: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Tell the service manager; False when there is none, or it does not listen."""
    address = environment.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return False
    # A leading @ stands for Linux's abstract names, which begin with a null.
    name = "\0" + address[1:] if address.startswith("@") else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.connect(name)
            line.sendall(words.encode())
    except OSError:
        return False
    return True


def leave_no_dump() -> None:
    """A process that dies leaves no picture of its memory behind: the token is in it."""
    try:
        import resource
    except ImportError:  # only Unix has it, and only Unix writes such files by itself
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def watchdog_s(environment: Mapping[str, str] = os.environ, pid: int | None = None) -> float | None:
    """How often the service manager wants a sign of life of this process, in seconds; None when it wants none."""
    is_for_us = environment.get("WATCHDOG_PID", str(pid or os.getpid())) == str(pid or os.getpid())
    wanted = environment.get("WATCHDOG_USEC", "")
    return int(wanted) / 1e6 if is_for_us and wanted.isdecimal() and int(wanted) else None


async def stay_awake() -> None:
    """Say that the event loop turns, twice as often as asked for, until cancelled.

    A loop that hangs says nothing, and is started anew; one that waits for a database or for Telegram is fine.
    """
    every_s = watchdog_s()
    while every_s is not None:
        notify("WATCHDOG=1")
        await asyncio.sleep(every_s / 2)
