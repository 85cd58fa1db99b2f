"""Watched folders and addresses, as long as the bot serves: two endless loops that decide nothing."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import watchfiles

from bot.context import in_thread, now
from bot.watch import folders, polling
from bot.watch.arrivals import Arrival
from bot.watch.fetching import Body, Failure, Validators, fetch
from bot.watch.hosts import trusted_hosts
from bot.watch.intake import Intake
from bot.watch.polling import Due, Fetches
from bot.watch.sources import entries_of, is_feed, leads_on, links_of, source_of
from retrieval import LibraryError, Problem, ReadingError, Source, open_source

# A file that stood still this long is done being written, on a local disk.
SETTLE_S = 2.0
# Network shares tell of no changes, so everything is looked through once in a while.
RESCAN_S = 300.0
# A file that cannot be read and was written so lately may only be half there.
YOUNG_S = 60.0
# How often the database is asked which addresses are due, and how long one host is left alone in between.
LOOK_S = 5.0
POLITE_S = 1.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched, and where it goes."""

    intake: Intake
    fetches: Fetches
    folders: tuple[Path, ...]
    urls: tuple[str, ...]
    every: dt.timedelta
    settle_s: float = SETTLE_S
    polite_s: float = POLITE_S


async def watch_folders(watch: Watch) -> None:
    """Take in what is written into the folders, until cancelled."""
    if not watch.folders:
        return
    changed = asyncio.Event()
    telling = asyncio.create_task(tell_of_changes(watch.folders, changed))
    try:
        known = folders.NOTHING
        while True:
            looked = folders.decide(known, await in_thread(folders.look, watch.folders))
            known = looked.after
            for path in looked.ready:
                if not await in_thread(taken, watch.intake, path):
                    known = folders.again(known, path)
                    looked = folders.Pass(looked.ready, True, known)
            changed.clear()
            await wait(changed, watch.settle_s, is_short=looked.is_any_unsettled)
    finally:
        telling.cancel()


async def wait(changed: asyncio.Event, settle_s: float, *, is_short: bool) -> None:
    """Until something changed and had time to settle; while files are being written, only that time."""
    if not is_short:
        try:
            await asyncio.wait_for(changed.wait(), RESCAN_S)
        except TimeoutError:
            return
    await asyncio.sleep(settle_s)


async def tell_of_changes(watched: Sequence[Path], changed: asyncio.Event) -> None:
    """Set `changed` whenever something in the folders changes; a folder that is away is looked for again."""
    while True:
        there = [folder for folder in watched if folder.is_dir()]
        try:
            async for _ in watchfiles.awatch(*there, rust_timeout=1000, yield_on_timeout=False):
                changed.set()
        except (FileNotFoundError, RuntimeError, OSError) as error:
            log.warning("changes in the watched folders are not heard of: %s", error)
        await asyncio.sleep(RESCAN_S)


def taken(intake: Intake, path: Path) -> bool:
    """Take in one file; False when it looks cut off and was written so lately that the rest may be on its way."""
    source = Source(path.name, b"", str(path.resolve()))
    try:
        source = open_source(path)
        arrivals = intake.take(source, "folder", now(), is_young=is_young(path))
        noted(arrivals)
        return bool(arrivals)
    except ReadingError as error:
        intake.refuse(source, "folder", Problem("unreadable", str(error)), now())
    except LibraryError as error:
        log.warning("%s is taken in later: %s", path.name, error)
        return False
    return True


def is_young(path: Path) -> bool:
    """True for a file written within the last minute."""
    try:
        return time.time() - path.stat().st_mtime < YOUNG_S
    except OSError:
        return False


async def watch_addresses(watch: Watch) -> None:
    """Ask the addresses for news when they are due, until cancelled."""
    if not watch.urls:
        return
    limits = httpx.Limits(max_connections=4)
    async with httpx.AsyncClient(
        follow_redirects=False, trust_env=False, limits=limits, timeout=30.0
    ) as client:
        while True:
            try:
                for due in await in_thread(watch.fetches.due, watch.urls, watch.every, now()):
                    await ask(client, watch, due)
            except LibraryError as error:
                log.warning("the addresses cannot be asked: %s", error)
            await asyncio.sleep(LOOK_S)


async def ask(client: httpx.AsyncClient, watch: Watch, due: Due) -> None:
    """Ask one address, take in what comes, and decide when to ask again."""
    answer = await fetch(client, due.url, due.validators, trusted_hosts(watch.urls))
    if isinstance(answer, Body):
        await take_body(client, watch, answer)
    after = polling.decide(answer, due.n_failures, watch.every, now())
    if isinstance(answer, Failure) and after.is_to_be_told:
        problem = Problem(answer.reason, f"nothing comes from this address: {answer.reason}", due.url)
        source = Source(due.url, answer.reason.encode(), due.url)
        await in_thread(watch.intake.refuse, source, "web", problem, now())
    await in_thread(watch.fetches.settle, due, answer, after)


async def take_body(client: httpx.AsyncClient, watch: Watch, body: Body) -> None:
    """Take in a page, the entries of a feed, or the new pages that either leads to."""
    intake, source = watch.intake, source_of(body)
    reading = await in_thread(intake.readers.read, source)
    if leads_on(reading):
        for link in links_of(reading):
            await follow(client, watch, link)
    elif is_feed(source):
        for entry in entries_of(reading):
            if not await in_thread(intake.arrivals.known, entry.source):
                noted((await in_thread(intake.take_reading, entry, "web", now()),))
    else:
        noted(await in_thread(intake.take, source, "web", now()))


async def follow(client: httpx.AsyncClient, watch: Watch, link: str) -> None:
    """Take in a page that was not seen before; one that does not come is tried again next time."""
    if await in_thread(watch.intake.arrivals.is_origin_known, link):
        return
    await asyncio.sleep(watch.polite_s)
    answer = await fetch(client, link, Validators(), trusted_hosts(watch.urls))
    if isinstance(answer, Body):
        source = Source(source_of(answer).name, answer.content, link)
        noted(await in_thread(watch.intake.take, source, "web", now()))
    elif isinstance(answer, Failure):
        log.info("a page does not come: %s", answer.reason)


def noted(arrivals: Sequence[Arrival]) -> None:
    """Log what came in, by its id."""
    for arrival in arrivals:
        log.info("arrival %d (%s): %s", arrival.id, arrival.way, arrival.state)
