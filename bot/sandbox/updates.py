"""What waits for one bot: updates in order, taken by long polling with an offset, or pushed by webhook.py.

An update is made only if its kind was allowed when it happened; a poll forgets all that stand before its offset.
Only one poll may wait: a second one ends the first with 409, as Telegram does.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox.refusals import conflict
from bot.sandbox.world import Json

KINDS = (
    "message edited_message channel_post edited_channel_post inline_query chosen_inline_result callback_query "
    "shipping_query pre_checkout_query poll poll_answer my_chat_member chat_member chat_join_request "
    "message_reaction message_reaction_count chat_boost removed_chat_boost business_connection business_message "
    "edited_business_message deleted_business_messages purchased_paid_media guest_message"
).split()
BY_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(slots=True)
class Webhook:
    """Where updates are pushed, the secret sent with each, and the last error met there."""

    url: str
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_date: int = 0


class UpdateQueue:
    """The updates of one bot, safe to fill from any thread and read on one event loop."""

    def __init__(self, first_id: int) -> None:
        self.allowed: tuple[str, ...] = ()
        self.webhook: Webhook | None = None
        self._waiting: deque[Json] = deque()
        self._next_id = first_id
        self._lock = threading.Lock()
        self._sleeper: tuple[asyncio.AbstractEventLoop, asyncio.Event] | None = None
        self._duplicates_left = 0
        self._held: list[Json] = []
        self._to_hold = 0

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def is_polled(self) -> bool:
        """Whether someone waits for updates right now."""
        return self._sleeper is not None

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Remember which kinds to make; None changes nothing, an empty list means the usual ones."""
        if kinds is not None:
            self.allowed = tuple(kind for kind in kinds if kind in KINDS)

    def put(self, kind: str, content: Json) -> None:
        """Make an update, unless its kind is not allowed."""
        if not (kind in self.allowed if self.allowed else kind not in BY_REQUEST_ONLY):
            return
        with self._lock:
            update = {"update_id": self._next_id, kind: content}
            self._next_id += 1
            copies = 2 if self._duplicates_left else 1
            self._duplicates_left = max(0, self._duplicates_left - 1)
            self._enqueue([update] * copies)
            if self._waiting:
                self._wake()

    def duplicate(self, times: int) -> None:
        """Deliver each of the next `times` updates twice."""
        self._duplicates_left = times

    def reverse(self, times: int) -> None:
        """Hold the next `times` updates back until all are there, then deliver them in reverse order."""
        self._to_hold = times

    async def poll(self, offset: int, limit: int, timeout_s: float) -> list[Json]:
        """Return up to `limit` updates from `offset` on, waiting up to `timeout_s` wall seconds for the first."""
        if self.webhook is not None:
            raise conflict(WEBHOOK_ACTIVE)
        event = asyncio.Event()
        with self._lock:
            self._wake()
            self._forget(offset)
            if self._waiting or timeout_s <= 0:
                self._sleeper = None
                return list(self._waiting)[:limit]
            self._sleeper = (asyncio.get_running_loop(), event)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(event.wait(), timeout_s)
        return self._after_sleep(event, limit)

    async def wait(self) -> None:
        """Return once something may be waiting; for the one who pushes to a webhook."""
        event = asyncio.Event()
        with self._lock:
            if self._waiting:
                return
            self._sleeper = (asyncio.get_running_loop(), event)
        await event.wait()

    def first(self, count: int = 1) -> list[Json]:
        """Return the oldest updates without forgetting them."""
        with self._lock:
            return list(self._waiting)[:count]

    def drop_first(self) -> None:
        """Forget the oldest update: it was delivered."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft()

    def clear(self) -> None:
        """Forget all waiting updates."""
        with self._lock:
            self._waiting.clear()

    def hang_up(self) -> None:
        """End the poll that waits: the line is gone."""
        with self._lock:
            self._wake()

    def use_webhook(self, webhook: Webhook | None) -> None:
        """Push to this address from now on, or to none; whoever waits is woken to look around."""
        with self._lock:
            self.webhook = webhook
            self._wake()

    def _after_sleep(self, event: asyncio.Event, limit: int) -> list[Json]:
        with self._lock:
            was_replaced = self._sleeper is None or self._sleeper[1] is not event
            was_interrupted = event.is_set() and not self._waiting
            if was_replaced or was_interrupted:
                raise conflict(WEBHOOK_ACTIVE if self.webhook is not None else OTHER_POLLER)
            self._sleeper = None
            return list(self._waiting)[:limit]

    def _forget(self, offset: int) -> None:
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        elif offset > 0:
            self._waiting = deque(update for update in self._waiting if update["update_id"] >= offset)

    def _enqueue(self, updates: list[Json]) -> None:
        if not self._to_hold:
            self._waiting.extend(updates)
            return
        self._held.extend(updates)
        self._to_hold -= 1
        if not self._to_hold:
            self._waiting.extend(reversed(self._held))
            self._held = []

    def _wake(self) -> None:
        if self._sleeper is not None:
            loop, event = self._sleeper
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)
