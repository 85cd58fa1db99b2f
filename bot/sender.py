"""Every message to Telegram passes here, in one of two lanes: replies to people first, then what goes to many.

python-telegram-bot asks a rate limiter before each call. Its own lets one refusal stop every chat, knows no lanes,
and lets a whole second's messages go at once. This one holds the chat that was told to wait, as long as it was told,
and never drops or repeats a call: a refusal goes back to whoever called.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.connection import retry_after_s
from bot.pacing import Call, Lane, Pace, Rates

# Those that Telegram's limits count: messages, and their edits.
COUNTED = ("send", "edit", "copy", "forward")
NOT_COUNTED = ("sendChatAction",)

Result = Any


class Sender(BaseRateLimiter[Lane]):
    """Lets calls leave when their turn has come; lives on one event loop."""

    def __init__(self, rates: Rates | None = None, tell: Callable[[str, str], None] | None = None) -> None:
        """`tell` hears of each message what was called and what became of it."""
        self.pace = Pace(rates or Rates())
        self._tell = tell or _nobody
        self._n_asked = 0
        self._waiting: dict[Lane, deque[tuple[int, asyncio.Future[Call]]]] = {lane: deque() for lane in Lane}
        self._alarm: asyncio.TimerHandle | None = None

    async def initialize(self) -> None:
        """Begin; nothing is needed for it."""

    async def shutdown(self) -> None:
        """End: nobody is let go any more."""
        if self._alarm is not None:
            self._alarm.cancel()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Lane | None,
    ) -> Result:
        """Make a call when its turn has come; what it raises is raised."""
        chat_id = _chat_of(data)
        is_counted = endpoint.startswith(COUNTED) and endpoint not in NOT_COUNTED
        # A call that names its lane wants to wait in it, whatever it is.
        if chat_id is None or not (is_counted or rate_limit_args is not None):
            return await callback(*args, **kwargs)
        self._n_asked += 1
        call = await self._turn(chat_id, Lane.REPLY if rate_limit_args is None else rate_limit_args)
        is_accepted = False
        try:
            result = await callback(*args, **kwargs)
            is_accepted = True
            self._tell(endpoint, "ok")
            return result
        except RetryAfter as error:
            self._tell(endpoint, "flood")
            self.pace.refused(chat_id, retry_after_s(error), _now())
            raise
        except TelegramError as error:
            is_network = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
            self._tell(endpoint, "network" if is_network else "refused")
            # Any other refusal shows that messages are taken again.
            is_accepted = True
            raise
        finally:
            self.pace.answered(call, _now(), is_accepted=is_accepted)
            self._let_go()

    @contextmanager
    def expecting(self, chat_id: int) -> Iterator[None]:
        """While a reply to this chat is worked out: what goes to many leaves it a slot."""
        self.pace.expect(chat_id, _now())
        try:
            yield
        finally:
            self.pace.expect_no_more(chat_id)
            self._let_go()

    def wait_s(self, chat_id: int) -> float:
        """How many seconds this chat must be left in peace; infinite while that hangs on an answer."""
        now = _now()
        return self.pace.chat_free_at(chat_id, Lane.BULK, now) - now

    def n_wanted(self) -> int:
        """How many messages wait or came to be sent since the last time this was asked."""
        waiting = sum(len(waiting) for waiting in self._waiting.values())
        n, self._n_asked = max(self._n_asked, waiting), 0
        return n

    def keep_to(self, rates: Rates) -> None:
        """Let messages leave at another rate from now on."""
        self.pace.keep_to(rates)
        self._let_go()

    async def _turn(self, chat_id: int, lane: Lane) -> Call:
        future: asyncio.Future[Call] = asyncio.get_running_loop().create_future()
        self._waiting[lane].append((chat_id, future))
        self._let_go()
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                # It was let go and cancelled in one moment: its slot must not stay taken for ever.
                self.pace.answered(future.result(), _now(), is_accepted=True)
            raise

    def _let_go(self) -> None:
        """Let everyone go whose turn has come, and set the alarm for the next."""
        now = _now()
        alarms = [self._let_go_of(lane, now) for lane in Lane]
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        next_at = min(alarms)
        if next_at < float("inf"):
            self._alarm = asyncio.get_running_loop().call_later(max(0.0, next_at - now), self._let_go)

    def _let_go_of(self, lane: Lane, now: float) -> float:
        """When to look at this lane again: infinity when an answer must come first, or nobody waits."""
        waiting, kept, next_at = self._waiting[lane], deque[tuple[int, asyncio.Future[Call]]](), float("inf")
        while waiting:
            free_at = self.pace.overall_free_at(lane, now)
            if free_at > now:
                next_at = min(next_at, free_at)
                break
            chat_id, future = waiting.popleft()
            if future.done():
                continue
            chat_free_at = self.pace.chat_free_at(chat_id, lane, now)
            if chat_free_at > now:
                # Who must wait for his own chat holds up nobody else, and keeps his place.
                kept.append((chat_id, future))
                next_at = min(next_at, chat_free_at)
            else:
                future.set_result(self.pace.leave(chat_id, lane, now))
        waiting.extendleft(reversed(kept))
        return next_at


def _nobody(_endpoint: str, _outcome: str) -> None:
    """Nobody listens."""


def _chat_of(data: dict[str, Any]) -> int | None:
    chat_id = data.get("chat_id")
    return chat_id if isinstance(chat_id, int) else None


def _now() -> float:
    return asyncio.get_running_loop().time()
