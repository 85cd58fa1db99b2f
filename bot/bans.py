"""Who is met with silence: persons and whole chats, by id."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from bot.inbox import naive
from bot.tables import bans, chats
from retrieval import Database


@dataclass(frozen=True, slots=True)
class Ban:
    """A person or chat that is not let in, since when (aware UTC), and by which administrator."""

    id: int
    banned_by: int | None
    banned_at: dt.datetime


class Bans:
    """LibraryError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_any(self, ids: Iterable[int]) -> bool:
        """True when one of these is not let in."""
        with self._database.read() as connection:
            found = sa.select(bans.c.id).where(bans.c.id.in_(list(ids))).limit(1)
            return connection.scalar(found) is not None

    def ban(self, id_: int, admin_id: int, now: dt.datetime) -> bool:
        """Let it in no more, and tell it no news, for it could not end its subscriptions; False when that is so."""
        is_heard = (chats.c.chat_id == id_) & chats.c.paused_at.is_(None)
        with self._database.write() as connection:
            if connection.scalar(sa.select(bans.c.id).where(bans.c.id == id_)) is not None:
                return False
            connection.execute(bans.insert().values(id=id_, banned_by=admin_id, banned_at=naive(now)))
            connection.execute(chats.update().where(is_heard).values(paused_at=naive(now)))
        return True

    def unban(self, id_: int) -> bool:
        """Let it in again; its subscriptions stay paused until it resumes them. False when it was let in."""
        with self._database.write() as connection:
            return bool(connection.execute(bans.delete().where(bans.c.id == id_)).rowcount)

    def all(self) -> tuple[Ban, ...]:
        """Everyone who is not let in, the latest first."""
        with self._database.read() as connection:
            rows = connection.execute(sa.select(bans).order_by(bans.c.banned_at.desc(), bans.c.id))
            return tuple(Ban(r.id, r.banned_by, r.banned_at.replace(tzinfo=dt.UTC)) for r in rows)
