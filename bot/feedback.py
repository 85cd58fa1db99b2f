"""What people think of answers, and which quotes they say are wrong. No question stands here, nor its words.

A person has one vote an answer, the latest counts. A quote that is reported is told to every administrator of the
bot once, through the outbox; whoever reports it after that changes those messages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from bot.alerts.lifecycle import move
from bot.alerts.parcels import REPORT
from bot.alerts.planning import parcel_row
from bot.alerts.subscriptions import Place
from bot.inbox import naive
from bot.tables import outbox, reports, votes
from retrieval import Database

Vote = Literal[1, -1]
Noted = Literal["new", "changed", "known"]
Reported = Literal["new", "known", "many"]

# More than this a day is not somebody who reads.
MAX_REPORTS_A_DAY = 20


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """The paragraph a quote is taken from; paragraphs count from 0 within their article."""

    article_id: int
    paragraph: int


class Feedback:
    """LibraryError when the database refuses."""

    def __init__(self, database: Database, admin_ids: Sequence[int]) -> None:
        self._database = database
        self._admin_ids = tuple(admin_ids)

    def vote(
        self, chat_id: int, message_id: int, user_id: int, value: Vote, places: str, now: dt.datetime
    ) -> Noted:
        """Keep a person's vote about the answer in a message."""
        is_it = (votes.c.chat_id == chat_id) & (votes.c.message_id == message_id)
        is_own = is_it & (votes.c.user_id == user_id)
        given = {"value": value, "places": places, "voted_at": naive(now)}
        with self._database.write() as connection:
            before = connection.scalar(sa.select(votes.c.value).where(is_own))
            if before == value:
                return "known"
            if before is not None:
                connection.execute(votes.update().where(is_own).values(given))
                return "changed"
            key = {"chat_id": chat_id, "message_id": message_id, "user_id": user_id}
            connection.execute(votes.insert().values(key | given))
        return "new"

    def report(self, place: QuotePlace, user_id: int, now: dt.datetime) -> Reported:
        """Keep that a person calls a quote wrong, and tell the administrators."""
        with self._database.write() as connection:
            is_own = _is(place) & (reports.c.user_id == user_id)
            if connection.scalar(sa.select(reports.c.user_id).where(is_own)) is not None:
                return "known"
            since = reports.c.reported_at > naive(now - dt.timedelta(days=1))
            own = sa.select(sa.func.count()).where(reports.c.user_id == user_id, since)
            if int(connection.scalar(own) or 0) >= MAX_REPORTS_A_DAY:
                return "many"
            key = {"article_id": place.article_id, "paragraph": place.paragraph, "user_id": user_id}
            connection.execute(reports.insert().values(key | {"reported_at": naive(now)}))
            self._tell(connection, place, now)
        return "new"

    def counts(self) -> dict[str, int]:
        """How many votes for and against there are, and how many quotes are called wrong."""
        places = sa.select(reports.c.article_id, reports.c.paragraph).distinct().subquery()
        with self._database.read() as connection:
            by_value = sa.select(votes.c.value, sa.func.count().label("n")).group_by(votes.c.value)
            counted = {row.value: int(row.n) for row in connection.execute(by_value)}
            n_reported = connection.scalar(sa.select(sa.func.count()).select_from(places)) or 0
        return {"liked": counted.get(1, 0), "disliked": counted.get(-1, 0), "reported": int(n_reported)}

    def prune(self, before: dt.datetime) -> int:
        """Forget what was said before this moment; returns how much."""
        with self._database.write() as connection:
            n = connection.execute(votes.delete().where(votes.c.voted_at < naive(before))).rowcount
            old = reports.c.reported_at < naive(before)
            return int(n + connection.execute(reports.delete().where(old)).rowcount)

    def _tell(self, connection: sa.Connection, place: QuotePlace, now: dt.datetime) -> None:
        """Owe every administrator word of it; who was told already sees how many say so."""
        name = parcel_of(place)
        told = connection.execute(sa.select(outbox).where(outbox.c.parcel == name)).all()
        for row in told:
            values = {"state": move(row.state, "corrected"), "version": row.version + 1, "due_at": naive(now)}
            connection.execute(outbox.update().where(outbox.c.id == row.id).values(values))
        known = {row.chat_id for row in told}
        rows = [parcel_row(Place(id_), name, now) for id_ in self._admin_ids if id_ not in known]
        if rows:
            connection.execute(outbox.insert(), rows)


def n_reports(connection: sa.Connection, place: QuotePlace) -> int:
    """How many people call a quote wrong."""
    return int(connection.scalar(sa.select(sa.func.count()).where(_is(place))) or 0)


def parcel_of(place: QuotePlace) -> str:
    """The name of the parcels that tell of a reported quote."""
    return f"{REPORT}{place.article_id}.{place.paragraph}"


def place_in(parcel: str) -> QuotePlace | None:
    """The quote that a parcel tells of, None for parcels of another kind."""
    if not parcel.startswith(REPORT):
        return None
    article_id, _, paragraph = parcel.removeprefix(REPORT).partition(".")
    return QuotePlace(int(article_id), int(paragraph))


def _is(place: QuotePlace) -> sa.ColumnElement[bool]:
    return (reports.c.article_id == place.article_id) & (reports.c.paragraph == place.paragraph)
