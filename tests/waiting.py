"""Wait for what happens beside the test: in a database, in a file, in another process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
DEADLINE_S = 20.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.02, 0.25


def eventually(met: Callable[[], T], within_s: float = DEADLINE_S) -> T:
    """The first true value of `met()`; nobody tells when it comes about, so it is looked at again and again."""
    deadline, clock, pause_s = time.monotonic() + within_s, threading.Event(), FIRST_PAUSE_S
    while not (value := met()):
        assert time.monotonic() < deadline, f"it did not come about in {within_s} s"
        clock.wait(pause_s)
        # Whoever looks too often takes the time of those it waits for.
        pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
    return value
