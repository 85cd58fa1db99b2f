"""A sandbox whose bot serves the sample bulletins throughout a story."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot import tables
from bot.sandbox import Sandbox
from retrieval import Database
from tests.bot.emulator import BOT, TOKEN
from tests.bot.sandbox.readers import SandboxTelegram
from tests.journeys.conftest import Town, free_port


@dataclass(frozen=True)
class Served:
    """A sandbox, the town whose bot serves it, and the file of its database."""

    sandbox: Sandbox
    town: Town
    database: Path


@contextmanager
def made(library: Path, folder: Path) -> Iterator[Served]:
    """A town with a copy of `library`; its bot is not open yet."""
    database = folder / "town.sqlite3"
    shutil.copy(library, database)
    with Sandbox.start(token=TOKEN, username=BOT["username"]) as sandbox:
        telegram = SandboxTelegram(sandbox)
        town = Town(telegram, f"sqlite:///{database}", "polling", free_port())  # type: ignore[arg-type]
        yield Served(sandbox, town, database)


@contextmanager
def serving(library: Path, folder: Path, **settings: Any) -> Iterator[Served]:
    """The same with its bot open."""
    with made(library, folder) as served, served.town.open(**settings):
        yield served


def under_way(served: Served) -> bool:
    """Whether an update is still being answered: what is kept of it comes to rest only afterwards."""
    with Database.open(served.town.database_url) as database, database.read() as connection:
        n_waiting = connection.scalar(sa.select(sa.func.count()).where(tables.updates.c.raw != ""))
        n_lanes = connection.scalar(sa.select(sa.func.count()).select_from(tables.lanes))
    return bool(n_waiting or n_lanes)
