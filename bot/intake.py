"""Updates on their way through one process: stored, handled in order within a chat, settled.

receive -> lane -> handle -> settle -> the lane's next, until the lane is empty

What this process has no room for, and what others left behind, is taken from the inbox every now and then. While the
database is away nothing is given up: an update waits for it before and after it is handled.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

from telegram import Update

from bot import logs
from bot.context import BulletinApplication, in_thread, now
from bot.inbox import MOST_LANES, RENEW_EVERY, Inbox, RawUpdate, lane_of
from bot.lanes import Lanes
from retrieval import LibraryError

LOOK_EVERY_S = 0.5
# While this process could not take all there was, it looks again as soon as some lanes have ended.
BUSY_S = 0.05
RETRY_S = 0.5

log = logging.getLogger(__name__)


class Intake:
    """The updates of one application; `run` until it is cancelled, then `close`."""

    def __init__(self, application: BulletinApplication) -> None:
        self._application = application
        self._inbox: Inbox = application.services.inbox
        self._lanes = Lanes[RawUpdate](self._handle)
        self._is_running = False

    @property
    def room(self) -> int:
        """How many more chats this process takes now; none before it can answer."""
        return max(0, MOST_LANES - len(self._lanes)) if self._is_running else 0

    async def receive(self, batch: list[dict[str, Any]]) -> None:
        """Store updates and begin with what is this process's; LibraryError when they cannot be stored.

        Half of the room is left to what waits already, or the new would always overtake the old.
        """
        room = self.room - MOST_LANES // 2
        self._begin(await in_thread(self._inbox.receive, batch, now(), room))

    async def run(self) -> None:
        """Take what is left over, and hold what is being handled, until cancelled."""
        self._is_running = True
        renewed_at = now()
        while True:
            room = self.room
            taken: list[RawUpdate] = []
            try:
                if now() - renewed_at >= RENEW_EVERY:
                    renewed_at = now()
                    await in_thread(self._inbox.renew, now())
                taken = await in_thread(self._inbox.take, now(), room)
                self._begin(taken)
            except LibraryError as error:
                log.warning("the inbox cannot be read: %s", error)
            is_full = len(taken) >= room
            await asyncio.sleep(BUSY_S if is_full else LOOK_EVERY_S)

    async def close(self, grace_s: float) -> None:
        """Finish what is being handled, at most `grace_s` long, and give the rest to others."""
        self._is_running = False
        await self._lanes.close(grace_s)
        try:
            await in_thread(self._inbox.release)
        except LibraryError as error:
            log.warning("chats could not be given back, their leases end by themselves: %s", error)

    def _begin(self, begun: list[RawUpdate]) -> None:
        for raw in begun:
            self._lanes.submit(lane_of(raw), raw)

    async def _handle(self, raw: RawUpdate) -> None:
        """Handle one stored update and settle it; what goes wrong in a handler ends in its last resort."""
        logs.Request.about.set(f"u{raw['update_id']}")
        began_at = time.perf_counter()
        outcome = await self._process(raw)
        self._application.services.metrics.handled(outcome, time.perf_counter() - began_at)
        following = await self._settled(raw["update_id"])
        if following is not None:
            self._begin([following])

    async def _process(self, raw: RawUpdate) -> str:
        update = readable(raw, self._application)
        if update is None:
            return "unreadable"
        await self._application.process_update(update)
        while self._application.is_put_off(update.update_id):
            await asyncio.sleep(RETRY_S)
            await self._application.process_update(update)
        return "handled"

    async def _settled(self, update_id: int) -> RawUpdate | None:
        """The lane's next update once the database has it that this one is handled."""
        while True:
            try:
                return await in_thread(self._inbox.settle, update_id, now())
            except LibraryError as error:
                log.warning("update %s is handled but cannot be settled yet: %s", update_id, error)
                await asyncio.sleep(RETRY_S)


def readable(raw: RawUpdate, application: BulletinApplication) -> Update | None:
    """The update, or None when Telegram wrote it in a way this program does not know."""
    try:
        return Update.de_json(dict(raw), application.bot)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        log.exception("update %s cannot be read", raw["update_id"])
        return None
