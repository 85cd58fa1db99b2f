"""Work in order within a lane, side by side over lanes. A lane is a chat.

A lane lives as a task while it has items and vanishes with its last one, so an idle bot holds nothing.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Lanes(Generic[Item]):
    """Runs `work` for each item; at most `width` at once. `work` must not raise."""

    def __init__(self, work: Callable[[Item], Awaitable[None]], width: int = 32) -> None:
        self._work = work
        self._width = asyncio.Semaphore(width)
        self._waiting: dict[int, deque[Item]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closing = False

    def __len__(self) -> int:
        return len(self._waiting)

    def submit(self, lane: int, item: Item) -> None:
        """Put `item` behind what already waits in its lane."""
        if lane in self._waiting:
            self._waiting[lane].append(item)
            return
        self._waiting[lane] = deque([item])
        task = asyncio.create_task(self._run(lane), name=f"lane {lane}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self, grace_s: float) -> None:
        """Finish the items in work, at most `grace_s` long, and start no other."""
        self._is_closing = True
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=grace_s)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, lane: int) -> None:
        waiting = self._waiting[lane]
        try:
            while waiting:
                async with self._width:
                    if self._is_closing:
                        return
                    await self._work(waiting.popleft())
        finally:
            del self._waiting[lane]
