"""A browser, a sandbox with the echo bot, and windows to look through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.page.window import Open, Window, browser, echo_serving


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all windows here."""
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def town(chromium: Browser) -> Iterator[Sandbox]:
    """One sandbox with the echo bot; each test brings its own people."""
    with Sandbox.start() as sandbox, echo_serving(sandbox):
        yield sandbox


@pytest.fixture
def ann(town: Sandbox) -> Person:
    """The person at the window."""
    return town.person("安安")


@pytest.fixture
def opens(town: Sandbox, chromium: Browser, ann: Person) -> Iterator[Open]:
    """Open a window for Ann, of any size; all are closed at the end, when nothing went wrong in them."""
    with ExitStack() as windows:

        def open_window(**how: object) -> Window:
            window = Window(chromium, town.url, speaker=ann.user.id, **how)  # type: ignore[arg-type]
            windows.callback(window.close)
            return window

        yield open_window
