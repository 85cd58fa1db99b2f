"""Everything that is kept about a person, in one table of places: to be given out, or deleted for good.

What stands in a person's own chat has their id as its chat; elsewhere a column names them. A new place where a
person is named gets a row here; a test walks through all tables with a planted person.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot import tables
from bot.inbox import NO_LANE, naive
from bot.tables import updates
from retrieval import Database

Where = Callable[[int], sa.ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something of a person stands. With `blank`, only that column is emptied: the row is about others."""

    name: str
    table: sa.Table
    where: Where
    blank: str | None = None


def _by(*columns: sa.Column[Any]) -> Where:
    return lambda person_id: sa.or_(*(column == person_id for column in columns))


PLACES = (
    Place("settings", tables.chats, _by(tables.chats.c.chat_id)),
    Place("subscriptions", tables.subscriptions, _by(tables.subscriptions.c.chat_id)),
    Place("answers", tables.answers, _by(tables.answers.c.chat_id, tables.answers.c.asker_id)),
    Place("replies", tables.sent, _by(tables.sent.c.chat_id)),
    Place("turns", tables.turns, _by(tables.turns.c.chat_id, tables.turns.c.person_id)),
    Place("alerts", tables.alerts, _by(tables.alerts.c.chat_id)),
    Place("messages", tables.outbox, _by(tables.outbox.c.chat_id)),
    Place("votes", tables.votes, _by(tables.votes.c.user_id)),
    Place("reports", tables.reports, _by(tables.reports.c.user_id)),
    Place("decisions", tables.arrivals, _by(tables.arrivals.c.decided_by), blank="decided_by"),
    Place("bans_made", tables.bans, _by(tables.bans.c.banned_by), blank="banned_by"),
)
# What administrators sent in is a bulletin, not a word about them.
NOT_GIVEN_OUT = ("content",)


class People:
    """LibraryError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def everything(self, person_id: int, now: dt.datetime) -> dict[str, Any]:
        """All rows about a person by the name of their place, as JSON takes them, and what waits to be answered."""
        with self._database.read() as connection:
            kept = {
                place.name: [
                    _row(row._mapping)
                    for row in connection.execute(sa.select(place.table).where(place.where(person_id)))
                ]
                for place in PLACES
            }
            kept["messages_being_answered"] = [raw for _, raw in _waiting(connection, person_id)]
        return {"person_id": person_id, "made_at": now.isoformat(timespec="seconds"), "kept": kept}

    def forget(self, person_id: int, now: dt.datetime) -> int:
        """Delete all of it in one transaction; returns how many rows.

        What has begun to be answered, as the update that asks for this, is wiped by the inbox in a moment.
        """
        with self._database.write() as connection:
            n = sum(_forget(connection, place, person_id) for place in PLACES)
            ids = [update_id for update_id, _ in _waiting(connection, person_id)]
            not_begun = updates.c.update_id.in_(ids) & (updates.c.n_starts == 0)
            done = updates.update().where(not_begun).values(raw="", lane=NO_LANE, handled_at=naive(now))
            return n + int(connection.execute(done).rowcount)


def _forget(connection: sa.Connection, place: Place, person_id: int) -> int:
    which = place.where(person_id)
    if place.blank is not None:
        return int(connection.execute(place.table.update().where(which).values({place.blank: None})).rowcount)
    return int(connection.execute(place.table.delete().where(which)).rowcount)


def _waiting(connection: sa.Connection, person_id: int) -> Iterator[tuple[int, Any]]:
    """The updates that are not handled yet and name the person: id and content."""
    wanted = sa.select(updates.c.update_id, updates.c.raw).where(
        updates.c.handled_at.is_(None), updates.c.raw.contains(str(person_id))
    )
    for row in connection.execute(wanted).all():
        raw = json.loads(row.raw)
        if _names(raw, person_id):
            yield row.update_id, raw


def _names(value: object, person_id: int) -> bool:
    """True when an object within has the person's id."""
    if isinstance(value, dict):
        return value.get("id") == person_id or any(_names(one, person_id) for one in value.values())
    return isinstance(value, list) and any(_names(one, person_id) for one in value)


def _row(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): _value(value) for name, value in row.items() if str(name) not in NOT_GIVEN_OUT}


def _value(value: Any) -> Any:
    """A value as JSON takes it: times in ISO form with their zone, JSON kept as text as what it says."""
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=dt.UTC).isoformat()
    if isinstance(value, str) and value[:1] in "{[" and value:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
