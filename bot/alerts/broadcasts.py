"""What an administrator says to every chat: drafted, confirmed into the outbox, looked after, cancelled."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot import chats
from bot.alerts.lifecycle import move
from bot.alerts.planning import parcel_row
from bot.alerts.subscriptions import Place
from bot.inbox import naive
from bot.tables import broadcasts, outbox
from retrieval import Database


class Broadcasts:
    """LibraryError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def draft(self, words: str, now: dt.datetime) -> int:
        """Keep the words until they are confirmed; returns the broadcast's id."""
        added = broadcasts.insert().values(words=words, state="draft", made_at=naive(now))
        with self._database.write() as connection:
            return int(connection.scalars(added.returning(broadcasts.c.id)).one())

    def n_chats(self) -> int:
        """How many chats a broadcast reaches now."""
        with self._database.read() as connection:
            return len(chats.reachable(connection))

    def go(self, broadcast_id: int, now: dt.datetime) -> bool:
        """Put a draft into the outbox, for every chat that can be reached; False when it is no draft any more."""
        is_it = (broadcasts.c.id == broadcast_id) & (broadcasts.c.state == "draft")
        with self._database.write() as connection:
            if not connection.execute(broadcasts.update().where(is_it).values(state="sent")).rowcount:
                return False
            name = parcel_of(broadcast_id)
            rows = [parcel_row(Place(chat_id), name, now) for chat_id in chats.reachable(connection)]
            if rows:
                connection.execute(outbox.insert(), rows)
        return True

    def cancel(self, broadcast_id: int, now: dt.datetime) -> bool:
        """Send nothing more of it; False when there is no such broadcast."""
        is_it = broadcasts.c.id == broadcast_id
        waits = (outbox.c.parcel == parcel_of(broadcast_id)) & (outbox.c.state == "waiting")
        done = {"state": move("waiting", "withdrawn"), "settled_at": naive(now)}
        with self._database.write() as connection:
            known = connection.execute(broadcasts.update().where(is_it).values(state="cancelled")).rowcount
            connection.execute(outbox.update().where(waits).values(**done, claim=None, claimed_until=None))
        return bool(known)

    def state(self, broadcast_id: int) -> str | None:
        """draft, sent or cancelled; None when there is none."""
        with self._database.read() as connection:
            wanted = sa.select(broadcasts.c.state).where(broadcasts.c.id == broadcast_id)
            state: str | None = connection.scalar(wanted)
            return state


def parcel_of(broadcast_id: int) -> str:
    """The name of the parcels that carry a broadcast."""
    return f"b{broadcast_id}"
