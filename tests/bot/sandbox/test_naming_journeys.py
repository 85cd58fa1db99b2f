"""Who is meant? Messages marked by Telegram's own finder, sent over HTTP: what the bot hears, and what it does."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from telegram import Update
from telegram.ext import ApplicationBuilder, MessageHandler, filters

from bot.handlers.hearing import hear
from bot.sandbox import Sandbox, entities
from bot.sandbox.markup import utf16_length
from bot.sandbox.world import Json, Message
from tests.bot.emulator import BOT, TOKEN
from tests.bot.sandbox import referee
from tests.bot.sandbox.towns import serving
from tests.journeys.conftest import sample_library  # noqa: F401

ASK = "谁主持了会议"
SILENT = None


@dataclass(frozen=True)
class Case:
    """A message of a group, and what is asked of the bot by it: a verb and words, or None for silence.

    `mark` is a mark of the person's own on the first words of the text; `how` says where the message is written.
    """

    text: str
    heard: tuple[str, str] | None
    mark: str = ""
    on: str = ""
    how: str = ""


def asked(words: str = ASK) -> tuple[str, str]:
    """A question."""
    return "ask", words


CASES = (
    Case(f"@gazette_bot {ASK}", asked()),
    Case(f"@Gazette_Bot{ASK}", asked()),
    Case(f"{ASK}@gazette_bot", asked()),
    Case(f"请问@gazette_bot：{ASK}", asked(f"请问：{ASK}")),
    Case(f"你好，@gazette_bot，{ASK}？", asked(f"你好，{ASK}？")),
    Case(f"＠gazette_bot {ASK}", asked()),
    Case(f"@gazette_bot\n{ASK}", asked()),
    Case(f"@gazette_bot @gazette_bot {ASK}", asked()),
    Case(f"（@gazette_bot）{ASK}", asked()),
    Case(f"😀😀 @gazette_bot {ASK}", asked(f"😀😀 {ASK}")),
    Case(f"👨‍👩‍👧𠮷@gazette_bot {ASK}", asked(f"👨‍👩‍👧𠮷 {ASK}")),
    Case(f"@gazette_bot {ASK}😀", asked(f"{ASK}😀")),
    Case("@gazette_bot", asked("")),
    Case(f"@gazette_bot #防汛 {ASK}", asked(f"#防汛 {ASK}")),
    Case(f"@gazette_bot {ASK} http://x.cn/a", asked(f"{ASK} http://x.cn/a")),
    Case(f"@other_bot @gazette_bot {ASK}", asked()),
    Case(f"@gazette_bot @ann_reads {ASK}", asked()),
    Case(f"@gazette_bot {ASK} @ann_reads", asked(f"{ASK} @ann_reads")),
    Case(f"x@gazette_bot {ASK}", SILENT),
    Case("写信到 ann@gazette_bot.com", SILENT),
    Case("信箱：区长@gazette_bot.com 谁主持", SILENT),
    Case(f"@gazette_bot2 {ASK}", SILENT),
    Case(f"@my_gazette_bot {ASK}", SILENT),
    Case(f"@other_bot {ASK}", SILENT),
    Case(f"gazette_bot {ASK}", SILENT),
    Case(f"https://x.cn/@gazette_bot {ASK}", SILENT),
    Case(f"https://t.me/gazette_bot {ASK}", SILENT),
    Case(f"#防汛@gazette_bot {ASK}", SILENT),
    Case(f"$USD@gazette_bot {ASK}", SILENT),
    Case(f"#防汛 {ASK}", SILENT),
    Case(ASK, SILENT),
    Case(f"/search@gazette_bot {ASK}", ("search", ASK)),
    Case(f"/search@Gazette_Bot{ASK}", ("search", ASK)),
    Case(f"／search@gazette_bot {ASK}", ("search", ASK)),
    Case("/latest@gazette_bot", ("latest", "")),
    Case(f"@gazette_bot /search {ASK}", ("search", ASK)),
    Case(f"@gazette_bot 搜索 {ASK}", ("search", ASK)),
    Case(f"/search {ASK}", SILENT),
    Case(f"/search@other_bot {ASK}", SILENT),
    Case(f"/search@other_bot @gazette_bot {ASK}", SILENT),
    Case(f"/dance@other_bot @gazette_bot {ASK}", SILENT),
    Case("/dance@gazette_bot", SILENT),
    Case(f"小助手 {ASK}", asked(), mark="text_mention", on="小助手"),
    Case(f"😀小助手，{ASK}", asked(f"😀，{ASK}"), mark="text_mention", on="小助手"),
    Case(f"小波 {ASK}", SILENT, mark="text_mention_other", on="小波"),
    Case(f"这里 {ASK}", SILENT, mark="text_link", on="这里"),
    Case(f"@gazette_bot {ASK}", SILENT, mark="code", on="@gazette_bot"),
    Case(f"@gazette_bot {ASK}", SILENT, mark="pre", on=f"@gazette_bot {ASK}"),
    Case(f"@gazette_bot {ASK}", asked(), mark="bold", on="@gazette_bot"),
    Case(f"@gazette_bot {ASK}", asked(), how="caption"),
    Case(ASK, SILENT, how="caption"),
    Case(f"@gazette_bot {ASK}", SILENT, how="forward"),
    Case(ASK, SILENT, how="forward"),
    Case(ASK, asked(), how="reply to the bot"),
    Case(f"/search {ASK}", ("search", ASK), how="reply to the bot"),
    Case(f"/search@other_bot {ASK}", SILENT, how="reply to the bot"),
    Case(f"@other_bot {ASK}", SILENT, how="reply to the bot"),
    Case(f"@ann_reads {ASK}", SILENT, how="reply to the bot"),
    Case(f"{ASK} @ann_reads", asked(f"{ASK} @ann_reads"), how="reply to the bot"),
    Case(ASK, SILENT, how="reply to somebody"),
    Case(f"@gazette_bot {ASK}", asked(), how="reply to somebody"),
    Case(f"@gazette_bot {ASK}", asked(), how="topic"),
    Case(ASK, SILENT, how="topic"),
    Case(f"@gazette_bot {ASK}", asked(), how="anonymous"),
    Case(ASK, SILENT, how="anonymous"),
    Case(f"@gazette_bot {ASK}", SILENT, how="channel"),
    Case(f"/search@gazette_bot {ASK}", SILENT, how="channel"),
    Case("/subscribe@gazette_bot 防汛", ("subscribe", "防汛"), how="channel"),
)


class Square:
    """A forum, and a channel, of two people and the bot."""

    def __init__(self, sandbox: Sandbox) -> None:
        sandbox.bot.hears_all = True
        self.ann, self.bo = sandbox.person("安", username="ann_reads"), sandbox.person("波")
        self.group = sandbox.group("街坊", self.ann, self.bo, is_forum=True)
        self.channel = sandbox.channel("街道通知", self.ann)
        self.topic = self.ann.opens_topic(self.group, "防汛").id
        with sandbox.world.lock:
            self.by_bot = sandbox.world.post(self.group, sandbox.bot, text="说过的话")
        self.by_bo = self.bo.says("大家好", self.group)
        self.bot = sandbox.bot

    def says(self, case: Case) -> Message:
        """Send the message of a case."""
        match case.how:
            case "caption":
                return self.bo.sends_photo(b"x", self.group, caption=case.text)
            case "forward":
                return self.bo.says(case.text, self.group, forwarded_from=self.ann.user)
            case "reply to the bot":
                return self.bo.says(case.text, self.group, reply_to=self.by_bot)
            case "reply to somebody":
                return self.bo.says(case.text, self.group, reply_to=self.by_bo)
            case "topic":
                return self.bo.says(case.text, self.group, topic=self.topic)
            case "anonymous":
                return self.hidden(case.text)
            case "channel":
                return self.ann.says(case.text, self.channel)
        return self.bo.says(case.text, self.group, marks=self.marks(case))

    def hidden(self, text: str) -> Message:
        """What an administrator writes as the group."""
        self.ann.hides(self.group)
        message = self.ann.says(text, self.group)
        self.ann.hides(self.group, is_hidden=False)
        return message

    def marks(self, case: Case) -> list[Json]:
        """The mark of a case, in UTF-16 units."""
        if not case.mark:
            return []
        mark: Json = {"type": case.mark.removesuffix("_other"), "length": utf16_length(case.on)}
        mark["offset"] = utf16_length(case.text[: case.text.index(case.on)])
        if case.mark == "text_link":
            mark["url"] = "https://t.me/gazette_bot"
        if mark["type"] == "text_mention":
            account: Any = self.ann.user if case.mark.endswith("_other") else self.bot
            mark["user"] = {"id": account.id, "is_bot": account.is_bot, "first_name": account.first_name}
        return [mark]


@pytest.fixture(autouse=True)
def found_by_telegram(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a text marks by itself is found by Telegram's client library throughout."""
    monkeypatch.setattr(entities, "find_entities", referee.find_entities)


async def test_what_is_heard() -> None:
    """For every message: is the bot meant, what is wanted, and which words are the question."""
    heard: dict[int, tuple[str, str] | None] = {}
    is_told = asyncio.Event()

    async def note(update: Update, _context: object) -> None:
        message = update.effective_message
        assert message is not None
        found = hear(message)
        place = message.chat.id * 10_000 - message.message_id
        heard[place] = (found.request.verb, found.request.words) if found else None
        if heard.keys() >= set(places):
            is_told.set()

    with Sandbox.start(token=TOKEN, username=BOT["username"]) as sandbox:
        square = Square(sandbox)
        said = [square.says(case) for case in CASES]
        places = [message.chat.id * 10_000 - message.id for message in said]
        application = ApplicationBuilder().token(TOKEN).base_url(sandbox.base_url).build()
        application.add_handler(MessageHandler(filters.ALL, note))
        async with application:
            assert application.updater is not None
            await application.start()
            await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
            async with asyncio.timeout(30):
                await is_told.wait()
            await application.updater.stop()
            await application.stop()

    got = {case: heard[place] for case, place in zip(CASES, places, strict=True)}
    assert got == {case: case.heard for case in CASES}


def test_what_is_answered(sample_library: Path, tmp_path: Path) -> None:  # noqa: F811
    """The serving bot replies to each message that is meant for it, in its topic, and to no other.

    Of the plain questions only the last is asked, for a group is told no more than Telegram allows in a minute.
    """
    spoken = [case for case in CASES if case.how != "channel" and not (case.heard and case.how == case.mark)]
    with serving(sample_library, tmp_path, asks_per_min=0) as served:
        square = Square(served.sandbox)
        said = {square.says(case).id: case for case in spoken}
        wanted = {id_ for id_, case in said.items() if case.heard}
        last = square.bo.says(f"@gazette_bot {ASK}", square.group).id
        answered: set[int | None] = set()

        def is_answered() -> bool:
            own = [m for m in square.group.messages.values() if m.sender is square.bot]
            answered.update(m.reply_to for m in own if m.reply_to)
            return last in answered

        square.bo.wait_for(is_answered, 30)
        topics = [m.topic for m in square.group.messages.values() if m.reply_to and m.sender is square.bot]

    assert answered == wanted | {last}
    assert topics.count(square.topic) == 1
