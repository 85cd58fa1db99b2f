"""A bot with an administrator, in a sandbox where strangers try."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.sandbox import Person, Sandbox
from tests.bot.emulator import BOT, TOKEN
from tests.bot.sandbox.readers import SandboxTelegram
from tests.journeys.conftest import Town, free_port, sample_library

__all__ = ["sample_library"]


@dataclass
class Guarded:
    """The bot serves throughout the test; `folder` has all it writes."""

    sandbox: Sandbox
    town: Town
    admin: Person
    folder: Path


@pytest.fixture
def guarded(sample_library: Path, tmp_path: Path) -> Iterator[Guarded]:
    """With the sample bulletins."""
    shutil.copy(sample_library, tmp_path / "town.sqlite3")
    with Sandbox.start(token=TOKEN, username=BOT["username"]) as sandbox:
        telegram = SandboxTelegram(sandbox)
        town = Town(telegram, f"sqlite:///{tmp_path}/town.sqlite3", "polling", free_port())  # type: ignore[arg-type]
        admin = sandbox.person("管理员")
        with town.open(admin_ids=(admin.user.id,), data_dir=tmp_path / "data", alert_wait_s=0):
            yield Guarded(sandbox, town, admin, tmp_path)
