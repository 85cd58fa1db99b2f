"""Ask Telegram for updates, for as long as the bot runs and whatever the network does.

The next offset is what tells Telegram that updates arrived, so it moves only after `receive` has stored them.
Every wait has an end. When nothing has succeeded for `stall_s`, the connections are thrown away: one broken
connection that is never given back would otherwise block the pool for ever.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, cast

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.connection import delay_after
from bot.settings import Settings
from retrieval import LibraryError

Receive = Callable[[list[dict[str, Any]]], Awaitable[None]]

# Named one by one: Telegram remembers the list, and leaves out some kinds unless they are asked for.
ALLOWED_UPDATES = [
    "message",
    "edited_message",
    "channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
]

log = logging.getLogger(__name__)


async def poll(
    bot: Bot,
    pool: BaseRequest,
    settings: Settings,
    receive: Receive,
    tell: Callable[[], None] = lambda: None,
) -> None:
    """Hand every batch of updates to `receive`, until cancelled; SettingsError when the token is refused.

    `tell` is called whenever Telegram has answered.
    """
    watchdog = Watchdog(pool, settings.stall_s)
    offset, n_failures = None, 0
    while True:
        try:
            batch = await get_updates(bot, pool, settings, offset)
            watchdog.succeeded()
            tell()
            if batch:
                await receive(batch)
                offset = max(raw["update_id"] for raw in batch) + 1
            n_failures = 0
        except (TelegramError, TimeoutError, LibraryError) as error:
            n_failures += 1
            await asyncio.sleep(delay_after(error, n_failures))
            await watchdog.failed()


def allowed_updates(bot: Bot) -> list[str]:
    """The kinds of update to ask for; mentions by guests only where the bot takes them, for older servers refuse the name."""
    return ALLOWED_UPDATES + (["guest_message"] if bot.bot.supports_guest_queries else [])


async def get_updates(
    bot: Bot, pool: BaseRequest, settings: Settings, offset: int | None
) -> list[dict[str, Any]]:
    """One long poll; the updates as Telegram wrote them, fields this program does not know included.

    `Bot.get_updates` would give objects made of what the library knows, so its connections are asked directly.
    """
    wanted = {"offset": offset, "timeout": settings.poll_timeout_s, "allowed_updates": allowed_updates(bot)}
    parameters = [RequestParameter(name, value, None) for name, value in wanted.items() if value is not None]
    read_timeout_s = settings.poll_timeout_s + settings.request_timeout_s
    async with asyncio.timeout(read_timeout_s + 3 * settings.request_timeout_s):
        batch = await pool.post(
            f"{bot.base_url}/getUpdates", RequestData(parameters), read_timeout=read_timeout_s
        )
    return cast(list[dict[str, Any]], batch)


class Watchdog:
    """Rebuilds the connections of `pool` after `stall_s` without an answer from Telegram."""

    def __init__(self, pool: BaseRequest, stall_s: float) -> None:
        self._pool = pool
        self._stall_s = stall_s
        self.succeeded()

    def succeeded(self) -> None:
        """Telegram answered: start counting anew."""
        self._succeeded_at = asyncio.get_running_loop().time()

    async def failed(self) -> None:
        """Telegram did not answer; when that is so for too long, begin with new connections."""
        silent_s = asyncio.get_running_loop().time() - self._succeeded_at
        if silent_s < self._stall_s:
            return
        log.warning("telegram was silent for %.0f s: building new connections", silent_s)
        await self._pool.shutdown()
        await self._pool.initialize()
        self.succeeded()
