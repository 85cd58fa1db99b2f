"""Updates in, replies out: the bot from start to stop.

intake (polling | webhook) -> inbox.receive -> lane of the chat -> handlers -> inbox.settle
library -> planning -> outbox -> delivery, beside it

python-telegram-bot tells Telegram that an update arrived before it handles it, so the way in is our own: an
update is stored before it is acknowledged, and settled only once it is handled. A stop finishes the replies in
work; whatever has not begun, or does not end in time, is still in the inbox and starts again next time.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import functools
import logging
import os
import signal
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes
from telegram.request import BaseRequest

from bot import logs
from bot.alerts import planning
from bot.alerts.delivery import Delivery
from bot.alerts.schedule import Patience
from bot.connection import connections, keep_trying
from bot.context import BulletinApplication, Context, in_thread, now
from bot.handlers.menu import show_menu
from bot.handlers.table import add_handlers
from bot.inbox import RawUpdate, lane_of
from bot.lanes import Lanes
from bot.pacing import Rates
from bot.polling import Receive, allowed_updates, poll
from bot.sender import Sender
from bot.services import Services, services
from bot.settings import Settings
from bot.watch.polling import Fetches
from bot.watch.watching import Watch, watch_addresses, watch_folders
from retrieval import LibraryError, ask

FOLLOW_S = 1.0
PRUNE_S = 3600.0
# One broken connection must not be the only one.
POLL_CONNECTIONS = 4
CALL_CONNECTIONS = 64
N_THREADS = 24

log = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM; SettingsError or LibraryError when that cannot begin."""
    settings.token()
    logs.configure(settings.log_level, settings.secrets())
    with services(settings) as parts:
        asyncio.run(serve(parts))


async def serve(parts: Services, stop: asyncio.Event | None = None) -> None:
    """Serve until `stop` is set, else until SIGINT or SIGTERM; SettingsError when Telegram refuses the token."""
    stop = stop or stop_on_signals()
    # Threads mostly wait for the disk; with as few as there are cores, people would wait for alerts to be written.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(N_THREADS, "work"))
    pool = connections(parts.settings, POLL_CONNECTIONS)
    sender = Sender(rates(parts.settings))
    application = build(parts, pool, sender)
    lanes = Lanes[RawUpdate](functools.partial(handle, application))
    delivery = Delivery(application, sender)
    try:
        await until(stop, work(application, pool, lanes, delivery))
    finally:
        grace_s = parts.settings.stop_grace_s
        await asyncio.gather(lanes.close(grace_s), delivery.close(grace_s))
        await application.shutdown()
    log.info("stopped")


def build(parts: Services, pool: BaseRequest, sender: Sender) -> BulletinApplication:
    """The application with its handlers; it takes no updates by itself."""
    # python-telegram-bot warns about plain numbers of seconds unless it is told to use timedelta.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    settings = parts.settings
    built = (
        ApplicationBuilder()
        .application_class(BulletinApplication, {"services": parts})
        .context_types(ContextTypes(context=Context))
        .token(settings.token())
        .base_url(f"{settings.telegram_api_url}/bot")
        .base_file_url(f"{settings.telegram_api_url}/file/bot")
        .request(connections(settings, CALL_CONNECTIONS))
        .get_updates_request(pool)
        .rate_limiter(sender)
        .updater(None)
        .job_queue(None)
        .build()
    )
    # The builder's type cannot say so, but it builds what `application_class` names.
    application = cast(BulletinApplication, built)
    add_handlers(application)
    return application


def rates(settings: Settings) -> Rates:
    """How fast messages may leave, by the settings, counted in windows of at most as many as Telegram's."""
    n = max(1, min(int(settings.messages_per_s), Rates().overall[0]))
    return Rates(overall=(n, n / settings.messages_per_s))


async def work(
    application: BulletinApplication, pool: BaseRequest, lanes: Lanes[RawUpdate], delivery: Delivery
) -> None:
    """Connect, begin with what a former process left, then take updates until cancelled."""
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(warm_up(application.services))
            await keep_trying(application.initialize)
            log.info("serving as @%s", application.bot.username)
            receive = await receiver(application.services, lanes)
            group.create_task(take(application, pool, receive))
            group.create_task(follow(application.services))
            group.create_task(prune(application.services))
            group.create_task(show_menus(application))
            group.create_task(tell_news(application.services))
            group.create_task(delivery.run())
            group.create_task(watch_folders(watch_of(application.services)))
            group.create_task(watch_addresses(watch_of(application.services)))
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None


async def show_menus(application: BulletinApplication) -> None:
    """Register the command menus; administrators have theirs in the language they chose."""
    parts = application.services
    chosen: dict[int, str] = {}
    try:
        chosen = await in_thread(parts.chats.chosen_languages, parts.settings.admin_ids)
    except LibraryError as error:
        log.warning("the languages of administrators cannot be read: %s", error)
    await show_menu(application.bot, parts.settings.admin_ids, chosen)


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


async def receiver(parts: Services, lanes: Lanes[RawUpdate]) -> Receive:
    """What stores updates and sends the new ones on to their lanes; those left over are there already."""
    storing = asyncio.Lock()
    for raw in await in_thread(parts.inbox.restart, now()):
        lanes.submit(lane_of(raw), raw)

    async def receive(batch: list[dict[str, Any]]) -> None:
        # One batch after the other, so that a chat's updates enter its lane in the order they were stored.
        async with storing:
            for raw in await in_thread(parts.inbox.receive, batch, now()):
                lanes.submit(lane_of(raw), raw)

    return receive


async def take(application: BulletinApplication, pool: BaseRequest, receive: Receive) -> None:
    """Take updates the way the settings say, until cancelled."""
    if application.services.settings.webhook_url:
        await take_hooks(application, receive)
    else:
        await take_polls(application, pool, receive)


async def take_polls(application: BulletinApplication, pool: BaseRequest, receive: Receive) -> None:
    """Take updates by asking for them."""
    await keep_trying(application.bot.delete_webhook)
    await poll(application.bot, pool, application.services.settings, receive)


async def take_hooks(application: BulletinApplication, receive: Receive) -> None:
    """Take updates as Telegram brings them; the server listens before Telegram is told of it."""
    # The server's libraries take a quarter of a second to load, which a polling bot need not spend.
    from bot import webhook

    settings = application.services.settings
    async with webhook.listening(settings, receive) as served:
        await keep_trying(
            functools.partial(
                application.bot.set_webhook,
                settings.webhook_url or "",
                secret_token=settings.webhook_secret and settings.webhook_secret.get_secret_value(),
                allowed_updates=allowed_updates(application.bot),
            )
        )
        await served


async def handle(application: BulletinApplication, raw: RawUpdate) -> None:
    """Handle one stored update and settle it; what goes wrong in a handler ends in its last resort."""
    update = readable(raw, application)
    if update is not None:
        await application.process_update(update)
    try:
        await in_thread(application.services.inbox.settle, raw["update_id"], now())
    except LibraryError as error:
        log.error("update %s is handled but stays in the inbox: %s", raw["update_id"], error)


def readable(raw: RawUpdate, application: BulletinApplication) -> Update | None:
    """The update, or None when Telegram wrote it in a way this program does not know."""
    try:
        return Update.de_json(dict(raw), application.bot)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        log.exception("update %s cannot be read", raw["update_id"])
        return None


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


async def prune(parts: Services) -> None:
    """Forget old updates and answers, now and every hour, until cancelled."""
    keep = dt.timedelta(days=parts.settings.keep_buttons_days)
    while True:
        try:
            await in_thread(parts.inbox.prune, now())
            await in_thread(parts.sent.prune, now())
            await in_thread(parts.answers.prune, now() - keep)
            await in_thread(parts.subscriptions.prune, now())
            await in_thread(parts.outbox.prune, now() - keep)
        except LibraryError as error:
            log.warning("old updates cannot be forgotten: %s", error)
        await asyncio.sleep(PRUNE_S)


async def until(stop: asyncio.Event, endless: Coroutine[Any, Any, None]) -> None:
    """Run `endless` until `stop` is set; what it raises before that is raised."""
    running = asyncio.create_task(endless)
    stopped = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopped.cancel()
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


def stop_on_signals() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
