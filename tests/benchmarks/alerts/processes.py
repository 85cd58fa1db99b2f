"""Bots in processes of their own, to be watched and killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.sandbox import Sandbox

PASSED_ON = ("PATH", "HOME", "LANG", "PYTHONPATH")
REQUEST_TIMEOUT_S = 5


@contextmanager
def process(
    sandbox: Sandbox,
    database_url: str,
    folder: Path,
    *,
    per_s: float,
    command: str = "bot.cli run",
    more: dict[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A bot; killed at the end of the block if it still runs. Its log is `bot.log` in the folder."""
    settings = {
        "TELEGRAM_BOT_TOKEN": sandbox.token,
        "TELEGRAM_API_URL": sandbox.api_url,
        "DATABASE_URL": database_url,
        "DATA_DIR": str(folder),
        "MESSAGES_PER_S": str(per_s),
        "ALERT_WAIT_S": "0",
        "REQUEST_TIMEOUT_S": str(REQUEST_TIMEOUT_S),
        "PYTHONPATH": str(Path(__file__).parents[3]),
    }
    settings |= more or {}
    clean = {name: value for name, value in os.environ.items() if name in PASSED_ON}
    with (folder / "bot.log").open("ab") as log:
        arguments = [sys.executable, "-m", *command.split()]
        running = subprocess.Popen(arguments, cwd=folder, env=clean | settings, stdout=log, stderr=log)
        try:
            yield running
        finally:
            running.kill()
            running.wait()


def memory_mb(pid: int) -> float:
    """What a process holds in memory now."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0
