"""What else `bulletin-bot doctor` looks at: only what matters here is said, so a small installation stays four lines."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from telegram import WebhookInfo

from bot.health import LONGEST_STUCK
from bot.inbox import Inbox
from bot.leading import lock_of
from bot.replicas import Replicas
from bot.settings import Settings
from retrieval import Library

LEAST_FREE_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One part; `advice` is what to do when it is not well, empty when it is."""

    part: str
    found: str
    advice: str = ""


def folders_found(settings: Settings) -> Iterator[Finding]:
    """The data folder, and the folders that are watched."""
    folder = settings.data_dir
    if folder.exists() and not os.access(folder, os.W_OK):
        yield Finding("data", f"{folder} cannot be written", "give the folder to the user the bot runs as")
    free = shutil.disk_usage(_standing(folder)).free
    if free < LEAST_FREE_BYTES:
        yield Finding("space", f"{free / 1e6:.0f} MB are left for {folder}", "make room, or move DATA_DIR")
    missing = [str(watched) for watched in settings.watch_folders if not watched.is_dir()]
    if missing:
        yield Finding(
            "watch", f"no folder: {', '.join(missing)}", "correct WATCH_FOLDERS, or make the folder"
        )
    elif settings.watch_folders:
        yield Finding("watch", f"{len(settings.watch_folders)} folders")


def processes_found(library: Library, now: dt.datetime) -> Iterator[Finding]:
    """Who serves from this database now, and whether what came in is handled."""
    backlog = Inbox(library.database).backlog(now)
    n = Replicas(library.database, "").n_living(now)
    if n:
        lock = lock_of(library.database)
        has_leader = not lock.acquire()
        lock.release()
        leads = "one of them leads" if has_leader else "none of them leads"
        yield Finding("processes", f"{n} serve now, {leads}", "" if has_leader else "look into their logs")
    if n and backlog.stuck_s > LONGEST_STUCK.total_seconds():
        yield Finding("inbox", f"{backlog.n} updates wait, nothing moves", "look into the log of the bot")
    elif backlog.n:
        yield Finding("inbox", f"{backlog.n} updates wait")


def webhook_found(settings: Settings, info: WebhookInfo, now: dt.datetime) -> Iterator[Finding]:
    """Whether Telegram brings updates to where this installation expects them."""
    wanted = settings.webhook_url or ""
    if info.url.rstrip("/") != wanted and info.url:
        advice = "the next bulletin-bot run sets it right; another program with this token would undo that"
        yield Finding(
            "webhook", f"Telegram brings updates to another address, {len(info.url)} letters", advice
        )
        return
    if not wanted:
        return
    if not info.url:
        yield Finding("webhook", "not set yet: bulletin-bot run sets it")
        return
    waits = f"{info.pending_update_count} updates wait at Telegram"
    failed = info.last_error_date
    if failed is not None and now - failed < dt.timedelta(hours=1):
        yield Finding(
            "webhook",
            f"{waits}; {info.last_error_message}",
            "check the proxy, its certificate and WEBHOOK_PORT",
        )
    else:
        yield Finding("webhook", waits)


def _standing(folder: Path) -> Path:
    """The folder, or what of its way is there already."""
    return next(place for place in (folder.resolve(), *folder.resolve().parents) if place.exists())
