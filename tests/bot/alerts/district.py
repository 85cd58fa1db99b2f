"""An invented district's issues, and chats that want to hear of them: on real databases, with times of our own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from bot import tables
from bot.alerts import planning
from bot.alerts.deciding import Plan
from bot.alerts.outbox import Outbox
from bot.alerts.parcels import Parcel
from bot.alerts.rules import Rule
from bot.alerts.subscriptions import Place, Subscriptions
from bot.chats import Chats
from retrieval import Article, Current, Issue, Library, Reading, Saved, Source, Span, fingerprint, terms
from retrieval.model import Headline, Page, Paragraph

PAPER = "青砚时报"
# A Tuesday, noon in Shanghai.
NOON = dt.datetime(2024, 9, 3, 4, 0, tzinfo=dt.UTC)
DAY = dt.date(2024, 9, 3)

Report = tuple[str, Sequence[str]]
FLOOD: Report = ("区里部署防汛", ["沿河各村做好防汛准备。", "防汛值班电话是5550119。"])
SCHOOL: Report = ("新学期开学", ["全区新增学位3240个。"])
MARKET: Report = ("菜场重新开门", ["停业五个月的菜场开门迎客。"])


@dataclass
class District:
    """A library, an index over it, and the bot's tables beside it."""

    library: Library
    current: Current
    chats: Chats
    subscriptions: Subscriptions
    outbox: Outbox

    @classmethod
    def over(cls, library: Library) -> District:
        """The bot begins over what the library holds."""
        tables.migrate(library.database)
        planning.start(library)
        base = library.database
        return cls(library, Current.open(library), Chats(base), Subscriptions(base), Outbox(base))

    def publish(self, name: str, *reports: Report, day: dt.date | None = DAY, paper: str = PAPER) -> Saved:
        """A page comes in; the same name again is a correction."""
        articles = tuple(_article(*report) for report in reports)
        source = Source(name, repr(reports).encode(), f"/in/{name}")
        page = Reading(source, Issue(paper, day, (Page("A01", articles),)))
        return self.library.save(page, terms, fingerprint(), bulletin=paper, now=NOON)

    def wants(self, chat_id: int, *rules: Rule, thread: int = 0, **settings: Any) -> Place:
        """A chat subscribes, and is told as it likes."""
        kind = "private" if chat_id > 0 else "supergroup"
        chat = self.chats.meet(chat_id, kind, "zh-hans", NOON)
        self.chats.change(replace(chat, **settings))
        place = Place(chat_id, thread)
        for rule in rules:
            self.subscriptions.save(self.subscriptions.draft(place, rule, NOON), chat_id)
        return place

    def plan(self, now: dt.datetime = NOON) -> Plan:
        """Plan what is new."""
        return planning.plan(self.current, now)

    def due(self, now: dt.datetime = NOON, claim: str = "one") -> list[Parcel]:
        """Claim what is due."""
        return self.outbox.claim(100, claim, now)

    def states(self) -> dict[tuple[int, str], str]:
        """The state of each parcel, by chat and name."""
        with self.library.database.read() as connection:
            columns = (tables.outbox.c.chat_id, tables.outbox.c.parcel, tables.outbox.c.state)
            return {(chat, name): state for chat, name, state in connection.execute(sa.select(*columns))}


def words(text: str) -> Rule:
    """A rule of words."""
    return Rule("words", text)


def _article(title: str, texts: Sequence[str]) -> Article:
    paragraphs = tuple(Paragraph(text, (Span(0, len(text)),)) for text in texts)
    return Article(Headline(title), paragraphs)
