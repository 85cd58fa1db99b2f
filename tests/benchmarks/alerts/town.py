"""Thousands of chats with subscriptions, an issue they want, and a Telegram whose weather is bad by chance."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from bot import tables
from bot.alerts import planning
from bot.chats import Chat as ChatSettings
from bot.chats import row_of
from bot.inbox import naive
from bot.sandbox import Sandbox
from bot.sandbox.journal import Entry
from bot.sandbox.weather import Fault, Reset, Weather, flooded
from retrieval import (
    Article,
    Database,
    Issue,
    Library,
    Reading,
    Source,
    Span,
    fingerprint,
    ingest_file,
    terms,
)
from retrieval.model import Headline, Page, Paragraph

SAMPLES = Path(__file__).parents[3] / "bot" / "sandbox" / "bulletins"
N_ARTICLES = 30
LETTERS = "防汛台风学位菜场停水检修招聘社区长者食堂灯会疫苗接种签约项目通车健身招商拆迁城管医保消防竹编蜜柚"


@dataclass
class Climate(Weather):
    """Weather by chance: of all sends, this share is refused with 429, this share loses its answer."""

    share_refused: float = 0.0
    share_reset: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    n_reset: int = 0

    def meets(self, method: str, chat_id: str) -> Fault | None:
        """What befalls this call."""
        if method.lower() != "sendmessage":
            return None
        lot = self.chance.random()
        if lot < self.share_refused:
            return flooded(1)
        if lot < self.share_refused + self.share_reset:
            self.n_reset += 1
            return Reset(after_storing=True)
        return None


@dataclass
class Town:
    """Who is to be told, and how it is with them."""

    live: set[int]
    blocked: set[int]
    moved: dict[int, int]


def settle(sandbox: Sandbox, n: int, *, share_blocked: float = 0.0, share_moved: float = 0.0) -> Town:
    """`n` chats that know the bot; some have blocked it, some groups have become supergroups, and it knows of neither."""
    town = Town(set(), set(), {})
    owner = sandbox.person("主人")
    for number in range(n):
        if number < n * share_moved:
            group = sandbox.group(f"群{number}", owner)
            town.moved[group.id] = owner.upgrades(group).id
            continue
        person = sandbox.person(f"读者{number}")
        if number < n * (share_moved + share_blocked):
            _ = person.private
            person.user.blocked.add(sandbox.bot.id)
            town.blocked.add(person.user.id)
        else:
            town.live.add(person.private.id)
    sandbox.exchange.queue(sandbox.bot).clear()
    return town


def subscribe(database: Database, chat_ids: list[int], words: list[str]) -> None:
    """Each chat wants each of these words, `{n}` being its number."""
    now = naive(dt.datetime.now(dt.UTC))
    kinds = {chat_id: "private" if chat_id > 0 else "supergroup" for chat_id in chat_ids}
    chats = [row_of(ChatSettings(id_, kind)) | {"met_at": now} for id_, kind in kinds.items()]
    wanted = [
        {
            "chat_id": id_,
            "thread_id": 0,
            "kind": "words",
            "words": word.format(n=n),
            "state": "active",
            "made_at": now,
        }
        for n, id_ in enumerate(chat_ids)
        for word in words
    ]
    with database.write() as connection:
        connection.execute(tables.chats.insert(), chats)
        connection.execute(tables.subscriptions.insert(), wanted)


def begin(database_url: str) -> None:
    """A library with the sample bulletins, told of to nobody, and the bot's tables."""
    with Library.open(database_url) as library:
        for path in sorted(SAMPLES.glob("*.txt")):
            ingest_file(library, path)
        tables.migrate(library.database)
        planning.start(library)


def publish(database_url: str, chance: random.Random) -> None:
    """An issue of thirty articles comes out; every one speaks of 防汛."""
    articles = tuple(_article(n, chance) for n in range(N_ARTICLES))
    source = Source("issue.txt", repr(articles).encode(), "/issue.txt")
    day = dt.date(2024, 12, 3)
    reading = Reading(source, Issue("青砚时报", day, (Page("A01", articles),)))
    with Library.open(database_url) as library:
        library.save(reading, terms, fingerprint(), bulletin="青砚时报")


def sent(entries: list[Entry]) -> list[Entry]:
    """The messages that Telegram took, whether its answer arrived or not."""
    return [entry for entry in entries if entry.method == "sendMessage" and entry.status == 200]


def states(database_url: str) -> dict[int, str]:
    """The state of each chat's parcel."""
    with Database.open(database_url) as database, database.read() as connection:
        found = connection.execute(sa.select(tables.outbox.c.chat_id, tables.outbox.c.state))
        return {row.chat_id: row.state for row in found}


def _article(n: int, chance: random.Random) -> Article:
    texts = ["".join(chance.choices(LETTERS, k=70)) + "。" for _ in range(6)]
    texts[chance.randrange(6)] = f"第{n}村做好防汛准备，" + texts[0]
    return Article(
        Headline(f"第{n}村部署防汛"), tuple(Paragraph(text, (Span(0, len(text)),)) for text in texts)
    )
