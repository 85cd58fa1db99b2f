"""The stream of changes for the chat page, as server-sent events that resume where they broke off."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import StreamingResponse

from bot.sandbox.world import Change, World

KEEP_ALIVE_S = 15.0


def event_stream(world: World, request: Request) -> StreamingResponse:
    """Return the changes after `Last-Event-ID` (or ?after=), then each as it happens; without one, only new ones."""
    last = request.headers.get("last-event-id") or request.query_params.get("after", "")
    newest = world.changes[-1].id if world.changes else 0
    start = int(last) if last.isdecimal() else newest
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_stream(world, start), media_type="text/event-stream", headers=headers)


async def _stream(world: World, last_id: int) -> AsyncIterator[str]:
    loop, news = asyncio.get_running_loop(), asyncio.Event()
    stop = world.listen(lambda: loop.call_soon_threadsafe(news.set))
    try:
        yield "retry: 1000\n\n"
        while True:
            news.clear()
            for change in world.changes_after(last_id):
                last_id = change.id
                yield _event(change)
            try:
                await asyncio.wait_for(news.wait(), KEEP_ALIVE_S)
            except TimeoutError:
                yield ": still here\n\n"
    finally:
        stop()


def _event(change: Change) -> str:
    content = json.dumps({"key": change.chat, "content": change.content}, ensure_ascii=False)
    return f"id: {change.id}\nevent: {change.kind}\ndata: {content}\n\n"
