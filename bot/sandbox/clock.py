"""A clock that can run fast: a minute of flood limits must not cost a minute of testing."""

from __future__ import annotations

import asyncio
import time


class Clock:
    """Seconds since the epoch, running `scale` times as fast as the wall; `advance` jumps ahead."""

    def __init__(self, scale: float = 1.0) -> None:
        self.scale = scale
        self._started_at = time.time()
        self._origin = time.monotonic()
        self._jumped_s = 0.0

    def now(self) -> float:
        """Return the time of this world."""
        return self._started_at + (time.monotonic() - self._origin) * self.scale + self._jumped_s

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once; sleepers that are already waiting do not notice."""
        self._jumped_s += seconds

    def real(self, seconds: float) -> float:
        """Return how long `seconds` of this world last on the wall."""
        return seconds / self.scale

    async def sleep(self, seconds: float) -> None:
        """Wait for `seconds` of this world."""
        await asyncio.sleep(self.real(seconds))
