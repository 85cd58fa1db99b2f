"""Updates in, replies out: the bot from start to stop.

intake (polling | webhook) -> inbox.receive -> lane of the chat -> handlers -> inbox.settle -> the lane's next
library -> planning -> outbox -> delivery, beside it

Any number of processes may share one database. Each handles, delivers, follows the library and serves HTTP; one of
them leads: it polls, plans, watches and prunes.

python-telegram-bot tells Telegram that an update arrived before it handles it, so the way in is our own: an
update is stored before it is acknowledged, and settled only once it is handled. A stop finishes the replies in
work; whatever has not begun, or does not end in time, is still in the inbox and starts again next time.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

from telegram.ext import ApplicationBuilder, ContextTypes
from telegram.request import BaseRequest

from bot import logs
from bot.alerts.delivery import Delivery
from bot.connection import connections, keep_trying
from bot.context import BulletinApplication, Context, in_thread, now
from bot.courier.calls import CourierRequest, courier
from bot.courier.wire import Hello
from bot.deleting import delete_when_due
from bot.handlers.menu import show_menu
from bot.handlers.table import add_handlers
from bot.intake import Intake
from bot.leading import lead, lock_of
from bot.pacing import Rates
from bot.polling import allowed_updates, poll
from bot.replicas import BEAT_EVERY
from bot.sender import Sender
from bot.services import Services, services
from bot.settings import Settings
from bot.supervision import leave_no_dump, notify, stay_awake
from bot.upkeep import follow, prune, tell_news, warm_up, watch_of
from bot.watch.watching import watch_addresses, watch_folders
from retrieval import LibraryError

# One broken connection must not be the only one.
POLL_CONNECTIONS = 4
CALL_CONNECTIONS = 64
N_THREADS = 24

log = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM; SettingsError or LibraryError when that cannot begin."""
    settings.token()
    leave_no_dump()
    logs.configure(settings.log_level, settings.secrets(), settings.log_format)
    with courier(hello(settings)) as beside, services(settings, beside.pid) as parts:
        asyncio.run(serve(parts, calls=CourierRequest(beside)))


def hello(settings: Settings) -> Hello:
    """What the courier is told of the settings."""
    return Hello(
        database_url=settings.database_url,
        timeout_s=settings.request_timeout_s,
        n_connections=CALL_CONNECTIONS,
        proxy_url=settings.proxy_url,
        log_level=settings.log_level,
        log_format=settings.log_format,
        secrets=settings.secrets(),
    )


async def serve(parts: Services, stop: asyncio.Event | None = None, calls: BaseRequest | None = None) -> None:
    """Serve until `stop` is set, else until SIGINT or SIGTERM; SettingsError when Telegram refuses the token.

    Telegram is called by `calls`, else by this process itself.
    """
    stop = stop or stop_on_signals()
    # Threads mostly wait for the disk; with as few as there are cores, people would wait for alerts to be written.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(N_THREADS, "work"))
    pool = connections(parts.settings, POLL_CONNECTIONS)
    sender = Sender(rates(parts.settings), parts.metrics.sent)
    application = build(parts, pool, sender, calls)
    intake = Intake(application)
    delivery = Delivery(application, sender)
    try:
        await until(stop, work(application, pool, intake, delivery, sender))
    finally:
        notify("STOPPING=1")
        grace_s = parts.settings.stop_grace_s
        await asyncio.gather(intake.close(grace_s), delivery.close(grace_s))
        await application.shutdown()
    log.info("stopped")


def build(
    parts: Services, pool: BaseRequest, sender: Sender, calls: BaseRequest | None = None
) -> BulletinApplication:
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
        .request(calls or connections(settings, CALL_CONNECTIONS))
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


def rates(settings: Settings, share: float = 1.0) -> Rates:
    """How fast messages may leave, by the settings, counted in windows of at most as many as Telegram's.

    `share` is this process's part of the whole.
    """
    per_s = settings.messages_per_s * share
    n = max(1, min(int(per_s), Rates().overall[0]))
    return Rates(overall=(n, n / per_s))


async def work(
    application: BulletinApplication, pool: BaseRequest, intake: Intake, delivery: Delivery, sender: Sender
) -> None:
    """Listen, connect, begin with what a former process left, then take updates until cancelled."""
    parts = application.services
    async with serving(parts, intake) as served, _Together() as group:
        group.create_task(warm_up(parts))
        group.create_task(share(parts, sender))
        await keep_trying(application.initialize)
        log.info("serving as @%s", application.bot.username)
        group.create_task(intake.run())
        group.create_task(follow(parts))
        group.create_task(show_menus(application))
        group.create_task(delivery.run())
        group.create_task(delete_when_due(application))
        group.create_task(
            lead(lock_of(parts.library.database), leading(application, pool, intake), parts.metrics.leads)
        )
        if parts.settings.webhook_url:
            await call_here(application)
        group.create_task(stay_awake())
        notify(f"READY=1\nSTATUS=serving as @{application.bot.username}")
        await served


@contextlib.asynccontextmanager
async def serving(parts: Services, intake: Intake) -> AsyncIterator[Awaitable[None]]:
    """The HTTP app from now on, where one is wanted, and what ends when it ends."""
    settings = parts.settings
    if settings.webhook_url is None and settings.metrics_port is None:
        yield asyncio.get_running_loop().create_future()
        return
    # The server's libraries take a quarter of a second to load, which a polling bot need not spend.
    from bot.serving import listening

    async with listening(parts, intake.receive) as served:
        yield served


def leading(
    application: BulletinApplication, pool: BaseRequest, intake: Intake
) -> Callable[[], Coroutine[Any, Any, None]]:
    """What only one of all processes does."""
    parts = application.services

    async def work_of_one() -> None:
        async with _Together() as group:
            group.create_task(prune(parts))
            group.create_task(tell_news(parts))
            group.create_task(watch_folders(watch_of(parts)))
            group.create_task(watch_addresses(watch_of(parts)))
            if not parts.settings.webhook_url:
                group.create_task(take_polls(application, pool, intake))

    return work_of_one


class _Together(asyncio.TaskGroup):
    """Tasks that end together; the first error of them is raised as it is."""

    async def __aexit__(self, *given: Any) -> None:
        try:
            await super().__aexit__(*given)
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


async def take_polls(application: BulletinApplication, pool: BaseRequest, intake: Intake) -> None:
    """Take updates by asking for them."""
    parts = application.services
    await keep_trying(application.bot.delete_webhook)
    await poll(application.bot, pool, parts.settings, intake.receive, parts.metrics.polled)


async def call_here(application: BulletinApplication) -> None:
    """Tell Telegram where to bring updates; the server listens already."""
    settings = application.services.settings
    secret = settings.webhook_secret
    await keep_trying(
        functools.partial(
            application.bot.set_webhook,
            settings.webhook_url or "",
            secret_token=secret and secret.get_secret_value(),
            allowed_updates=allowed_updates(application.bot),
        )
    )


async def share(parts: Services, sender: Sender) -> None:
    """Say that this process is there, and keep to its share of Telegram's limit, until cancelled."""
    try:
        while True:
            try:
                part = await in_thread(parts.replicas.beat, sender.n_wanted(), now())
                sender.keep_to(rates(parts.settings, part))
            except LibraryError as error:
                log.warning("the other processes are not heard of: %s", error)
            await asyncio.sleep(BEAT_EVERY.total_seconds())
    finally:
        with contextlib.suppress(LibraryError):
            parts.replicas.leave()


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
