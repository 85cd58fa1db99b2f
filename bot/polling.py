"""Ask Telegram for updates, for as long as the bot runs and whatever the network does.

The next offset is what tells Telegram that updates arrived, so it moves only after `receive` has stored them.
Every wait has an end. When nothing has succeeded for `stall_s`, the connections are thrown away: one broken
connection that is never given back would otherwise block the pool for ever.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.settings import Settings
from retrieval import SettingsError

Receive = Callable[[list[dict[str, Any]]], Awaitable[None]]

# Named one by one: Telegram remembers the list, and leaves out some kinds unless they are asked for.
ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]
FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 30.0

log = logging.getLogger(__name__)


async def poll(bot: Bot, connections: BaseRequest, settings: Settings, receive: Receive) -> None:
    """Hand every batch of updates to `receive`, until cancelled; SettingsError when the token is refused."""
    watchdog = Watchdog(connections, settings.stall_s)
    offset, n_failures = None, 0
    while True:
        try:
            batch = await get_updates(bot, settings, offset)
        except (TelegramError, TimeoutError) as error:
            n_failures += 1
            await watchdog.failed()
            await asyncio.sleep(delay_after(error, n_failures))
            continue
        watchdog.succeeded()
        n_failures = 0
        if batch:
            await receive(batch)
            offset = max(raw["update_id"] for raw in batch) + 1


async def get_updates(bot: Bot, settings: Settings, offset: int | None) -> list[dict[str, Any]]:
    """One long poll; the updates as Telegram wrote them, fields this program does not know included."""
    wanted = {"timeout": settings.poll_timeout_s, "allowed_updates": ALLOWED_UPDATES}
    if offset is not None:
        wanted["offset"] = offset
    read_timeout = settings.poll_timeout_s + settings.request_timeout_s
    async with asyncio.timeout(read_timeout + 3 * settings.request_timeout_s):
        batch: list[dict[str, Any]] = await bot.do_api_request(
            "getUpdates", api_kwargs=wanted, read_timeout=read_timeout
        )
    return batch


def delay_after(error: Exception, n_failures: int) -> float:
    """Seconds to wait after the `n_failures`th failure in a row; says in the log what is wrong."""
    if isinstance(error, InvalidToken):
        raise SettingsError("TELEGRAM_BOT_TOKEN was refused by Telegram: is it complete, was it revoked?")
    if isinstance(error, RetryAfter):
        return retry_after_s(error)
    longest = min(FIRST_DELAY_S * 2 ** (n_failures - 1), LONGEST_DELAY_S)
    # The jitter keeps several bots behind one broken network from coming back in step.
    delay_s = longest * random.uniform(0.5, 1)  # noqa: S311
    if isinstance(error, Conflict):
        log.warning("another program takes updates with this token: stop it; next try in %.1f s", delay_s)
    elif isinstance(error, NetworkError | TimeoutError):
        log.warning("no connection to Telegram (%s); next try in %.1f s", error or "timed out", delay_s)
    else:
        log.warning("telegram refused getUpdates (%s); next try in %.1f s", error, delay_s)
    return delay_s


def retry_after_s(error: RetryAfter) -> float:
    """How long Telegram asks to wait, in seconds."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, dt.timedelta) else float(wait)


class Watchdog:
    """Rebuilds `connections` after `stall_s` without a success."""

    def __init__(self, connections: BaseRequest, stall_s: float) -> None:
        self._connections = connections
        self._stall_s = stall_s
        self._succeeded_at = asyncio.get_running_loop().time()

    def succeeded(self) -> None:
        """Telegram answered: start counting anew."""
        self._succeeded_at = asyncio.get_running_loop().time()

    async def failed(self) -> None:
        """Telegram did not answer; when that is so for too long, begin with new connections."""
        silent_s = asyncio.get_running_loop().time() - self._succeeded_at
        if silent_s < self._stall_s:
            return
        log.warning("no updates could be asked for in %.0f s: building new connections", silent_s)
        await self._connections.shutdown()
        await self._connections.initialize()
        self.succeeded()
