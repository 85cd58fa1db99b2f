"""Words that would be something else: markup, statements, patterns without end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot import tables
from bot.alerts.filters import parse
from bot.answers import Answers
from bot.chats import Chat, Chats
from bot.handlers.requests import request_in
from bot.handlers.wishes import changed_in, wish_in
from bot.view.answer import render_answer
from bot.view.callbacks import decode
from bot.view.news_callbacks import decode_news
from bot.view.texts import Lang
from retrieval import Answer, Current, Library, Source, ask, ingest_file, parse_search, read, search
from tests.bot.emulator import parse_html
from tests.security.conftest import Guarded

MARKUP = '<b>粗</b><a href="tg://user?id=1">点</a>&lt;i&gt;</blockquote><script>alert(1)</script>'
STATEMENTS = (
    "'; DROP TABLE articles; --",
    "防汛' OR '1'='1",
    '防汛") UNION SELECT raw FROM bot_updates --',
    "%_%",
    "\\'; DELETE FROM bot_chats; --",
    "防汛\x00; DROP TABLE issues",
    ":id %(id)s ? $1 {0}",
)
LONG_S = 30.0
TODAY = dt.date(2026, 11, 23)


def test_markup_in_a_bulletin_stays_words(tmp_path: Path) -> None:
    """Tags in headline, byline and text of a page are quoted as printed, and Telegram's parser sees no tag of theirs."""
    page = tmp_path / "青砚时报-2024-09-03-A01.txt"
    page.write_text(
        f"青砚时报\n2024年9月3日 A01版\n\n青砚区{MARKUP}部署防汛\n\n"
        f"本报讯 9月2日，青砚区{MARKUP}部署防汛，值班电话是5550119。\n记者 苗一舟\n",
        encoding="utf-8",
    )
    with Library.open(f"sqlite:///{tmp_path}/library.sqlite3") as library:
        ingest_file(library, page)
        answer = ask(Current.open(library), "防汛值班电话是多少？")
    assert isinstance(answer, Answer)
    parsed = parse_html(
        render_answer(answer, lang=Lang.HANS, paging_id=None, compact=False, bot_username=None).html
    )
    kinds = {entity["type"]["@type"] for entity in parsed["entities"]}

    assert answer.quotes[0].excerpt.text in parsed["text"]
    assert "<script>alert(1)</script>" in answer.quotes[0].excerpt.text
    assert not kinds & {"textEntityTypeTextUrl", "textEntityTypeMentionName", "textEntityTypeItalic"}


def test_markup_in_names_and_questions_stays_words(guarded: Guarded) -> None:
    """People and groups may be called anything, and ask anything; every message the bot sends is taken as it is."""
    eve = guarded.sandbox.person(MARKUP[:60], last_name="</b>")
    group = guarded.sandbox.group(MARKUP[:120], eve)
    for words in (
        f"/search {MARKUP}",
        f"/subscribe {MARKUP}",
        MARKUP,
        f"/article {MARKUP}",
        f"/when {MARKUP}",
    ):
        eve.says(words)
        eve.reads(timeout_s=LONG_S)
    eve.says(f"@{guarded.sandbox.bot.username} {MARKUP}", group)
    eve.reads(group, timeout_s=LONG_S)

    assert guarded.sandbox.journal.calls("sendMessage", status=400) == []


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    """A library with one sample page and the bot's tables, on both kinds of database."""
    sample = Path(__file__).parents[2] / "bot" / "sandbox" / "bulletins" / "青砚时报-2024-09-03-A01.txt"
    with Library.open(database_url) as opened:
        tables.migrate(opened.database)
        ingest_file(opened, sample)
        yield opened


def test_statements_in_words_are_words(library: Library) -> None:
    """Whatever is asked, searched or kept, every table is there afterwards with the rows it had."""
    current = Current.open(library)
    before = rows(library)
    for words in STATEMENTS:
        ask(current, words)
        search(current, parse_search(words, TODAY), 5)
        search(current, parse_search(f'来源:{words} 版:{words} 标题:{words} "{words}" -{words}', TODAY), 5)
        assert library.filed_as(words.replace("\x00", "")) == ()
        Answers(library.database).find(0, 0)
        Chats(library.database).chosen_languages([1])
    read(Source("'; DROP TABLE pages; --.txt", STATEMENTS[0].encode()))

    assert rows(library) == before


def rows(library: Library) -> dict[str, int]:
    """How many rows each table has."""
    with library.database.read() as connection:
        names = sa.inspect(connection).get_table_names()
        return {
            name: connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) or 0
            for name in names
        }


ENDLESS = (
    "a" * 4096,
    "（" * 2048 + "）" * 2048,
    "1月" * 2048,
    "2024年" * 800,
    "一二三四五六七八九十百千万亿" * 290,
    "-" * 4096,
    '"' * 4096,
    "日期:" * 1365,
    "日期:2024-" * 500,
    "来源:版:标题:" * 500,
    " \t\u3000" * 1365,
    "上上上周" * 1024,
    "（不含）" * 1024,
    "((((" * 1024,
    "NOT " * 1024,
    "防汛 OR " * 680,
    "@bot" * 1024,
    "/search" * 585,
    "０" * 4096,
    "第" * 2048 + "条" * 2048,
    "记者 " * 1365,
    "。！？；" * 1024,
    "12:34" * 819,
    "\u202e" * 4096,
)
READERS: tuple[Callable[[str], object], ...] = (
    lambda text: parse_search(text, TODAY),
    parse,
    lambda text: request_in(text, "Gazette_Bot"),
    lambda text: wish_in(text, ("青砚时报",)),
    lambda text: changed_in(text, Chat(1, "private"), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)),
    decode,
    decode_news,
    lambda text: read(Source("a.txt", text.encode())),
)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("number", range(len(READERS)))
def test_no_pattern_runs_away(number: int) -> None:
    """The longest message Telegram takes, made of whatever a pattern repeats, is read within the time of a test."""
    for text in ENDLESS:
        READERS[number](text)
        READERS[number](text[:-1] + "!")
        assert len(text) <= 4096
