"""A sandbox by itself: `python -m bot.sandbox [PORT]` prints where it is as one JSON line, and serves until told to stop."""

from __future__ import annotations

import json
import signal
import sys
import threading

from bot.sandbox.server import Sandbox


def main() -> None:
    """Serve until SIGINT or SIGTERM."""
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    with Sandbox.start(port=port) as sandbox:
        print(json.dumps({"url": sandbox.url, "token": sandbox.token}), flush=True)
        stopped.wait()


if __name__ == "__main__":
    main()
