"""What goes on beside the updates, for as long as the bot runs: the index follows, news are planned, the old is forgotten."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging

from bot.alerts import planning
from bot.alerts.schedule import Patience
from bot.context import in_thread, now
from bot.services import Services
from bot.watch.polling import Fetches
from bot.watch.watching import Watch
from retrieval import LibraryError, ask

FOLLOW_S = 1.0
PRUNE_S = 3600.0

log = logging.getLogger(__name__)


async def warm_up(parts: Services) -> None:
    """Ask for the newest article while Telegram is being reached: the first question loads the dictionary."""
    try:
        for head in await in_thread(parts.library.latest, 1):
            await in_thread(ask, parts.current, head.title)
    except LibraryError as error:
        log.warning("the library cannot be asked: %s", error)


async def follow(parts: Services) -> None:
    """Keep the index at the library's revision, until cancelled."""
    while True:
        await asyncio.sleep(FOLLOW_S)
        try:
            await in_thread(parts.current.catch_up)
        except LibraryError as error:
            log.warning("new issues cannot be followed: %s", error)


async def tell_news(parts: Services) -> None:
    """Plan what is new, once nothing has come for a while: the pages of one issue come one by one."""
    patience = Patience(parts.settings.alert_wait_s)
    while True:
        await asyncio.sleep(FOLLOW_S)
        try:
            revision = await in_thread(parts.library.revision)
            is_ready = patience.is_over(revision, asyncio.get_running_loop().time())
            if is_ready and await in_thread(planning.is_behind, parts.library):
                made = await in_thread(planning.plan, parts.current, now())
                log.info("planned %d alerts, %d corrections", len(made.notices), len(made.corrections))
        except LibraryError as error:
            log.warning("news cannot be planned: %s", error)


def watch_of(parts: Services) -> Watch:
    """What is watched, by the settings."""
    settings = parts.settings
    return Watch(
        parts.intake,
        Fetches(parts.library.database),
        settings.watch_folders,
        settings.watch_urls,
        dt.timedelta(seconds=settings.watch_every_s),
    )


async def prune(parts: Services) -> None:
    """Forget old updates and answers, now and every hour, until cancelled."""
    keep = dt.timedelta(days=parts.settings.keep_buttons_days)
    while True:
        try:
            await in_thread(parts.inbox.prune, now())
            await in_thread(parts.sent.prune, now())
            await in_thread(parts.turns.prune, now())
            await in_thread(parts.answers.prune, now() - keep)
            await in_thread(parts.subscriptions.prune, now())
            await in_thread(parts.outbox.prune, now() - keep)
            await in_thread(parts.feedback.prune, now() - keep)
        except LibraryError as error:
            log.warning("old updates cannot be forgotten: %s", error)
        await asyncio.sleep(PRUNE_S)
