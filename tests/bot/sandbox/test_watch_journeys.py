"""New issues come in by themselves: from folders, from sites, from an administrator who looks before all are told."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import Person, Sandbox
from bot.sandbox.world import Message
from retrieval import Library
from tests.bot.emulator import BOT, TOKEN
from tests.bot.sandbox.readers import SandboxTelegram
from tests.bot.watch.site import Page, site
from tests.journeys.conftest import SAMPLES, Town, free_port
from tests.waiting import eventually

LONG_S = 60
PAGE = SAMPLES / "青砚时报-2024-09-03-A01.txt"
UNDATED = (
    "青砚区召开防汛会议\n\n本报讯 近日，青砚区召开防汛会议，部署防汛工作，要求各部门值班值守。\n记者 苗一舟\n"
)


@dataclass
class Place:
    """A sandbox with an administrator, and a folder that is watched once the bot is open."""

    sandbox: Sandbox
    town: Town
    admin: Person
    folder: Path

    @contextlib.contextmanager
    def open(self, **more: Any) -> Iterator[None]:
        """The bot, until the end of the block."""
        given = {
            "admin_ids": (self.admin.user.id,),
            "watch_folders": (self.folder,),
            "data_dir": self.folder.parent / "data",
            "alert_wait_s": 0,
        }
        with self.town.open(**(given | more)):
            yield

    def library(self) -> Library:
        """What the bot has published."""
        return Library.open(self.town.database_url)

    def titles(self) -> list[str]:
        """The titles of everything published."""
        with self.library() as library:
            return [head.title for head in library.latest(1000)]

    def told(self, word: str) -> Message:
        """The first message to the administrator that holds a word; waits for it."""

        def found() -> Message | None:
            return next(
                (m for m in self.admin.sees() if m.sender is self.sandbox.bot and word in m.text), None
            )

        return self.admin.wait_for(found, LONG_S)

    def until(self, met: Callable[[], object]) -> None:
        """Wait until something has come about; the library tells nobody."""
        eventually(met, LONG_S)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A bot with an empty library; its administrator has said hello to it once."""
    folder = tmp_path / "收录"
    folder.mkdir()
    with Sandbox.start(token=TOKEN, username=BOT["username"]) as sandbox:
        telegram = SandboxTelegram(sandbox)
        town = Town(telegram, f"sqlite:///{tmp_path}/town.sqlite3", "polling", free_port())  # type: ignore[arg-type]
        admin = sandbox.person("管理员")
        yield Place(sandbox, town, admin, folder)


def test_a_file_in_the_folder_is_published_and_told(place: Place) -> None:
    """Whoever subscribed hears of it; the administrator, who has nothing to decide, does not."""
    bo = place.sandbox.person("波")
    with place.open():
        bo.says("/subscribe")
        bo.presses(bo.reads(), "订阅").answer()
        shutil.copy(PAGE, place.folder)
        place.until(lambda: len(bo.sees()) > 2 and any("台风" in m.text for m in bo.sees()))

    assert any("台风" in title for title in place.titles())
    assert place.admin.sees() == []


def test_what_is_in_doubt_waits_for_the_administrator(place: Place) -> None:
    """Held with its reason; published by a button, after which the message says so and pressing again changes nothing."""
    with place.open():
        (place.folder / "一页.txt").write_text(UNDATED, encoding="utf-8")
        held = place.told("等您决定")
        before = place.titles()
        place.admin.presses(held, "发布")
        place.until(lambda: "已发布" in held.text)
        shown = [button["text"] for button in held.buttons]

    assert "看不出是哪一天的报" in held.text or "已发布" in held.text
    assert before == []
    assert place.titles() == ["青砚区召开防汛会议"]
    assert shown == []


def test_a_document_from_the_administrator_is_held_and_can_be_discarded(place: Place) -> None:
    """From anybody else it is no question; sent twice it is not read twice."""
    bo = place.sandbox.person("波")
    with place.open():
        bo.sends_document("a.txt", PAGE.read_bytes())
        refused = bo.reads(timeout_s=LONG_S)
        place.admin.sends_document(PAGE.name, PAGE.read_bytes())
        held = place.told("等您决定")
        place.admin.presses(held, "丢弃")
        place.until(lambda: "已丢弃" in held.text)
        place.admin.sends_document(PAGE.name, PAGE.read_bytes())
        again = place.told("已丢弃")

    assert "只看得懂文字" in refused.text
    assert "由管理员发来" in held.text
    assert place.titles() == []
    assert again.buttons == []


def test_nobody_but_an_administrator_decides(place: Place) -> None:
    """A forged button is refused."""
    bo = place.sandbox.person("波")
    with place.open():
        (place.folder / "一页.txt").write_text(UNDATED, encoding="utf-8")
        place.told("等您决定")
        bo.says("/latest")
        listed = bo.reads()
        listed.markup = {"inline_keyboard": [[{"text": "x", "callback_data": "h:1:publish"}]]}
        answer = bo.presses(listed, "x").answer()

    assert answer["text"]
    assert place.titles() == []


def test_unreadable_files_are_told_once(place: Place) -> None:
    """After a restart too, and the others go in."""
    broken = place.folder / "坏.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + b"\0" * 400)
    old = PAGE.stat().st_mtime - 1000
    os.utime(broken, (old, old))
    for _ in range(2):
        with place.open():
            shutil.copy(PAGE, place.folder)
            place.told("读不了")
            place.until(place.titles)

    assert [m.text for m in place.admin.sees()].count(place.told("读不了").text) == 1
    assert any("台风" in title for title in place.titles())


def test_many_files_and_a_duplicate_at_once(place: Place) -> None:
    """Each goes in once, and a corrected one replaces what it corrects."""
    for n in range(200):
        text = (
            PAGE.read_text("utf-8")
            .replace("9月3日", f"10月{n % 28 + 1}日")
            .replace("5550119", f"5550{n:03d}")
        )
        (place.folder / f"青砚时报-2024-10-{n % 28 + 1:02d}-A{n // 28 + 1:02d}.txt").write_text(
            text, encoding="utf-8"
        )
    shutil.copy(next(iter(place.folder.iterdir())), place.folder / "又一份.txt")
    with place.open():

        def n_sources() -> int:
            with place.library() as library:
                return library.counts().sources

        place.until(lambda: n_sources() >= 200)
        corrected = sorted(place.folder.iterdir())[0]
        corrected.write_text(corrected.read_text("utf-8").replace("防御", "防范"), encoding="utf-8")
        place.until(lambda: any("防范" in title for title in place.titles()))

    assert n_sources() == 200


def test_a_feed_and_the_pages_of_a_list_come_in(place: Place) -> None:
    """The entries of a full feed; the pages behind a list, each once; failures are told once."""
    body = "".join(
        f"<p>青砚区第{n}项防汛措施已经落实，各部门值班值守，市民可以拨打热线了解情况。</p>" for n in range(9)
    )
    entry = f"<item><title>防汛措施落实</title><pubDate>Tue, 03 Sep 2024 08:00:00 +0800</pubDate><description><![CDATA[{body}]]></description></item>"
    article = (
        "<html><head><title>青砚区召开会议</title></head><body><h1>青砚区召开台风会议</h1><p>2024-09-03 来源：青砚时报</p>"
        f"<div>{body.replace('防汛措施', '老旧小区改造工程').replace('值班值守，市民', '按期交付，住户')}</div></body></html>"
    )
    links = "".join(
        f'<li><a href="/html/2024-09/03/content_{n}.htm">第{n}条青砚要闻的标题</a></li>' for n in range(12)
    )
    with site() as there:
        there.pages["/feed.xml"] = Page(
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>青砚时报</title>{entry}</channel></rss>'.encode()
        )
        there.pages["/node_1.htm"] = Page(f"<html><body><ul>{links}</ul></body></html>".encode())
        there.pages["/html/2024-09/03/content_0.htm"] = Page(article.encode())
        urls = tuple(there.url + path for path in ("/feed.xml", "/node_1.htm", "/gone.xml"))
        with place.open(watch_urls=urls):
            place.told("网址不存在")
            place.until(lambda: {"防汛措施落实", "青砚区召开台风会议"} <= set(place.titles()))
        with place.open(watch_urls=urls):
            place.until(place.titles)

    assert there.times("/html/2024-09/03/content_0.htm") == 1
    assert sum("网址不存在" in message.text for message in place.admin.sees()) == 1
