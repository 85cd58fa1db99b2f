"""Every update is stored before Telegram is told that it arrived, and forgotten only once it is answered.

received --> started --> (one mark per message sent) --> handled

After a kill the updates that are not handled start again; the messages they already sent are not sent again.
What remains: a kill between Telegram accepting a message and the commit of its mark, a few milliseconds,
repeats that one message. An update that was started `MAX_STARTS` times without an end is given up, so that
one that kills the process cannot do so for ever. Handled updates keep their id, to know a redelivery, and
lose their text.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from bot.tables import updates
from retrieval import Database

RawUpdate = Mapping[str, Any]

MAX_STARTS = 5
# Telegram keeps an undelivered update for at most a day, so a redelivery cannot come later.
KEEP_HANDLED = dt.timedelta(days=2)


class Inbox:
    """The stored updates of one bot. Times are aware UTC; LibraryError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def receive(self, raw_updates: Sequence[RawUpdate], now: dt.datetime) -> list[RawUpdate]:
        """Store those not seen before and return them, in the order of their ids."""
        fresh = {raw["update_id"]: raw for raw in sorted(raw_updates, key=lambda raw: raw["update_id"])}
        if not fresh:
            return []
        with self._database.write() as connection:
            seen = connection.scalars(sa.select(updates.c.update_id).where(updates.c.update_id.in_(fresh)))
            for update_id in seen.all():
                del fresh[update_id]
            if fresh:
                connection.execute(updates.insert(), [row_of(raw, now) for raw in fresh.values()])
        return list(fresh.values())

    def restart(self, now: dt.datetime) -> list[RawUpdate]:
        """What a former process left unhandled, in the order of the ids; gives up what was started too often."""
        left = updates.c.handled_at.is_(None)
        with self._database.write() as connection:
            connection.execute(
                updates.update()
                .where(left, updates.c.n_starts >= MAX_STARTS)
                .values(handled_at=naive(now), raw="")
            )
            connection.execute(updates.update().where(left).values(n_starts=updates.c.n_starts + 1))
            rows = connection.scalars(sa.select(updates.c.raw).where(left).order_by(updates.c.update_id))
            return [json.loads(raw) for raw in rows]

    def n_sent(self, update_id: int) -> int:
        """How many messages this update was already answered with."""
        with self._database.read() as connection:
            found = connection.scalar(sa.select(updates.c.n_sent).where(updates.c.update_id == update_id))
        return int(found or 0)

    def mark_sent(self, update_id: int) -> None:
        """One more message of the answer to this update was accepted by Telegram."""
        with self._database.write() as connection:
            mark_sent(connection, update_id)

    def settle(self, update_id: int, now: dt.datetime) -> None:
        """This update is handled: keep its id, forget its text."""
        with self._database.write() as connection:
            connection.execute(
                updates.update().where(updates.c.update_id == update_id).values(handled_at=naive(now), raw="")
            )

    def prune(self, now: dt.datetime) -> int:
        """Drop what was handled so long ago that it cannot come again; returns how many."""
        with self._database.write() as connection:
            old = updates.c.handled_at < naive(now - KEEP_HANDLED)
            return int(connection.execute(updates.delete().where(old)).rowcount)


def mark_sent(connection: sa.Connection, update_id: int) -> None:
    """One more message of the answer to an update was accepted by Telegram."""
    connection.execute(
        updates.update().where(updates.c.update_id == update_id).values(n_sent=updates.c.n_sent + 1)
    )


def lane_of(raw: RawUpdate) -> int:
    """The id within which updates keep their order: the chat, else the person, else 0."""
    for body in raw.values():
        for owner in (inner(body, "chat"), inner(inner(body, "message"), "chat"), inner(body, "from")):
            if type(owner.get("id")) is int:
                return int(owner["id"])
    return 0


def inner(body: object, name: str) -> dict[str, Any]:
    """The object under `name`, empty when there is none; what Telegram will send one day may have any shape."""
    found = body.get(name) if isinstance(body, dict) else None
    return found if isinstance(found, dict) else {}


def row_of(raw: RawUpdate, now: dt.datetime) -> dict[str, object]:
    """A received update as a row, started once."""
    return {
        "update_id": raw["update_id"],
        "received_at": naive(now),
        "raw": json.dumps(raw),
        "n_starts": 1,
        "n_sent": 0,
    }


def naive(moment: dt.datetime) -> dt.datetime:
    """An aware time as the UTC the database holds."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None)
