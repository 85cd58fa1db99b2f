"""A sandbox for each test, and real programs to run against it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio

from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.programs import run_ptb_echo


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A running sandbox with nobody in it but its bot."""
    with Sandbox.start() as sandbox:
        yield sandbox


@pytest_asyncio.fixture
async def echo(sandbox: Sandbox) -> AsyncIterator[Any]:
    """The echo bot, a real python-telegram-bot program, polling the sandbox."""
    async with run_ptb_echo(sandbox.token, sandbox.base_url, sandbox.base_file_url) as application:
        yield application


@pytest.fixture
def ann(sandbox: Sandbox) -> Person:
    """A person who has pressed Start."""
    ann = sandbox.person("Ann", username="ann_reads")
    ann.starts()
    return ann
