"""A browser window on the chat page, and what a person does and sees in it."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.programs import run_ptb_echo

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
DEADLINE_MS = 15_000
PHONE, DESK = (390, 844), (1280, 800)


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser of this machine; the test is skipped where there is none."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no browser: none of " + ", ".join(BROWSERS))
    expect.set_options(timeout=DEADLINE_MS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@contextmanager
def echo_serving(sandbox: Sandbox) -> Iterator[None]:
    """The echo bot, polling from a thread while the block lasts: the browser's driver keeps this thread's loop."""
    loop, is_up, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()

    async def live() -> None:
        async with run_ptb_echo(sandbox.token, sandbox.base_url, sandbox.base_file_url):
            is_up.set()
            await stop.wait()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(live())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert is_up.wait(DEADLINE_MS / 1000)
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(DEADLINE_MS / 1000)


class Window:
    """One window. `complaints` are errors of the page's own code, `asked` the addresses it fetched."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        *,
        size: tuple[int, int] = DESK,
        scheme: Any = "light",
        speaker: int = 0,
    ) -> None:
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            locale="zh-CN",
            has_touch=size == PHONE,
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(DEADLINE_MS)
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(f"{url}/?as={speaker}" if speaker else url)
        expect(self.page.locator("body")).to_have_attribute("data-live", "true")

    @property
    def box(self) -> Locator:
        """The text box."""
        return self.page.locator("#text")

    @property
    def messages(self) -> Locator:
        """All messages of the open chat, without service news."""
        return self.page.locator("#messages .message")

    @property
    def newest(self) -> Locator:
        """The newest message."""
        return self.messages.last

    def says(self, text: str) -> None:
        """Type a text and press Enter; it is sent when the box is empty again."""
        self.box.fill(text)
        self.box.press("Enter")
        expect(self.box).to_have_value("")

    def opens(self, name: str) -> None:
        """Open a chat or topic from the list."""
        back = self.page.get_by_role("button", name="返回聊天列表")
        if back.is_visible():
            back.click()
        self.page.locator("#chats").get_by_text(name, exact=True).click()
        expect(self.page.locator("#title")).to_have_text(name)

    def tools(self, message: Locator, verb: str) -> None:
        """Choose from the small menu of a message."""
        message.hover()
        message.get_by_role("button", name="消息操作").click()
        self.page.get_by_role("menuitem", name=verb).click()

    def overflows(self) -> bool:
        """Whether anything sticks out to the side."""
        out = "e => { const at = e.getBoundingClientRect(); return at.left < 0 || at.right > innerWidth; }"
        seen = "#side *, #chat *"
        return bool(self.page.evaluate(f"[...document.querySelectorAll('{seen}')].some({out})"))

    def close(self) -> None:
        """Close the window; nothing may have gone wrong in it."""
        self.context.close()
        assert self.complaints == []


Open = Callable[..., Window]


@contextmanager
def lone_window(chromium: Browser) -> Iterator[tuple[Sandbox, Person, Window]]:
    """A sandbox of one's own, whose bot nobody runs."""
    with Sandbox.start() as sandbox:
        ann = sandbox.person("安安")
        window = Window(chromium, sandbox.url)
        yield sandbox, ann, window
        window.close()
