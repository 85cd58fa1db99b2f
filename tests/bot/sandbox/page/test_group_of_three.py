"""A group of three people and the real bot, looked at on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.bot.sandbox.page.window import PHONE, Window
from tests.bot.sandbox.towns import Served, serving
from tests.journeys.conftest import sample_library  # noqa: F401

NAME = "@Gazette_Bot"
WHO = "谁主持了会议"


@pytest.fixture
def served(sample_library: Path, tmp_path: Path, chromium: Browser) -> Iterator[Served]:  # noqa: F811
    """A sandbox whose bot serves the sample bulletins; nothing is begun where there is no browser."""
    with serving(sample_library, tmp_path) as served:
        served.sandbox.bot.hears_all = True
        yield served


def test_a_group_of_three_on_a_telephone(served: Served, chromium: Browser, tmp_path: Path) -> None:
    """One quote an answer, its page turned by who asked and kept from the others, settings by the owner; all in view."""
    people = [served.sandbox.person(name) for name in ("安安", "小波", "陈伯")]
    served.sandbox.group("邻里互助群", *people)
    window = Window(chromium, served.sandbox.url, size=PHONE, speaker=people[0].user.id)
    window.opens("邻里互助群")
    speaker = window.page.get_by_label("以谁的身份说话")
    pictures = Pictures(window, tmp_path)
    window.says("今天会停水吗？")
    speaker.select_option(label="小波")
    window.says(f"{NAME} {WHO}")
    expect(window.newest.locator("blockquote")).to_have_count(1)
    first = window.newest.locator(".words").inner_text()
    pictures.take("answer")
    speaker.select_option(label="陈伯")
    window.newest.get_by_role("button", name="更多").click()
    expect(window.page.get_by_text("别人问的")).to_be_visible()
    pictures.take("note")
    assert window.newest.locator(".words").inner_text() == first
    put_away(window)
    speaker.select_option(label="小波")
    window.newest.get_by_role("button", name="更多").click()
    expect(window.newest.locator(".words")).not_to_have_text(first)
    speaker.select_option(label="安安")
    window.says(f"/settings{NAME}")
    expect(window.newest).to_contain_text("这个群的设置")
    pictures.take("settings")
    press(window, window.newest, "答案")
    expect(window.newest).to_contain_text("答案给多少")
    press(window, window.newest, "完整")
    expect(window.newest.get_by_role("button", name="✓ 完整，最多三段")).to_be_visible()
    pictures.take("form")
    window.says(f"/status{NAME}")
    expect(window.newest).to_contain_text("一切正常")
    window.says(f"{NAME} {WHO}")
    expect(window.newest.locator("blockquote")).to_have_count(3)
    pictures.take("full")
    window.close()


class Pictures:
    """What the window shows, kept beside the test's other files; nothing may stick out of it."""

    def __init__(self, window: Window, folder: Path) -> None:
        self._window, self._folder = window, folder

    def take(self, name: str) -> None:
        """Keep a picture, and look whether everything fits."""
        self._window.page.screenshot(path=self._folder / f"{name}.png")
        assert not self._window.overflows(), name
        assert self._window.newest.get_by_role("button").last.is_visible()


def press(window: Window, message: Locator, label: str) -> None:
    """Press a button of a message."""
    message.get_by_role("button", name=label).first.click()


def put_away(window: Window) -> None:
    """Put a note away that must be put away."""
    ok = window.page.get_by_role("button", name="知道了").or_(window.page.get_by_role("button", name="好"))
    if ok.first.is_visible():
        ok.first.click()
