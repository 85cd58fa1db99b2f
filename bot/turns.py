"""How lately has a person, or everyone in a group together, asked? Asked too often, they are told once, then not heard.

A limit lets `n` requests through at once and then as many in `per_s` seconds, evenly: of each chat and person one
moment is kept, when their bucket will be full again (the "theoretical arrival time" of the generic cell rate algorithm,
ITU-T I.371). It stands in the database, so that several processes keep one count and a restart forgives nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

import sqlalchemy as sa

from bot.chats import aware
from bot.inbox import naive
from bot.tables import turns as table
from retrieval import Database

# Person 0 is everyone in a chat together.
EVERYONE = 0
TOLD_AGAIN_AFTER = dt.timedelta(minutes=10)

Why = Literal["person", "group", "habit", "admins"]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `n` requests at once, and `n` in `per_s` seconds on the whole."""

    n: int
    per_s: float = 60.0


@dataclass(frozen=True, slots=True)
class Turn:
    """When the bucket is full again, and when they last asked and were last told; aware UTC."""

    full_at: dt.datetime
    asked_at: dt.datetime | None = None
    warned_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Too soon: for what reason, for how many seconds more, and whether to say so."""

    why: Why
    wait_s: int = 0
    is_told: bool = True


class Turns:
    """LibraryError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(
        self,
        chat_id: int,
        person_id: int,
        limits: tuple[Limit, Limit | None],
        now: dt.datetime,
        wait_s: int | None = None,
    ) -> Refusal | None:
        """Take a turn, by the limits of a person and of all in the chat together; else why it is too soon.

        Between two questions of a person there are at least `wait_s` seconds; None is no question.
        """
        own, all_ = limits
        with self._database.write() as connection:
            person, everyone = _find(connection, chat_id, person_id), _find(connection, chat_id, EVERYONE)
            why, left_s = too_soon(person, everyone, own, all_, now, wait_s or 0)
            if why is None:
                after = taken(person, own, now)
                is_question = wait_s is not None
                _keep(connection, chat_id, person_id, replace(after, asked_at=now) if is_question else after)
                if all_ is not None:
                    _keep(connection, chat_id, EVERYONE, taken(everyone, all_, now))
                return None
            whose = EVERYONE if why == "group" else person_id
            is_told = _tell(connection, chat_id, whose, now)
        return Refusal(why, left_s, is_told)

    def tell(self, chat_id: int, person_id: int, now: dt.datetime) -> bool:
        """True when a person should be told why they are not answered, False when they were lately."""
        with self._database.write() as connection:
            return _tell(connection, chat_id, person_id, now)

    def prune(self, now: dt.datetime) -> int:
        """Forget those who have not asked for long; returns how many."""
        with self._database.write() as connection:
            idle = table.c.full_at < naive(now - TOLD_AGAIN_AFTER)
            return int(connection.execute(table.delete().where(idle)).rowcount)


def too_soon(
    person: Turn | None,
    everyone: Turn | None,
    own: Limit,
    all_: Limit | None,
    now: dt.datetime,
    wait_s: int = 0,
) -> tuple[Why | None, int]:
    """Why a turn cannot be taken now, and for how many seconds more; None when it can."""
    if person is not None and person.asked_at is not None:
        left = person.asked_at + dt.timedelta(seconds=wait_s) - now
        if left > dt.timedelta():
            return "habit", _seconds(left)
    for why, turn, limit in (("person", person, own), ("group", everyone, all_)):
        if limit is not None:
            left = taken(turn, limit, now).full_at - now - dt.timedelta(seconds=limit.per_s)
            if left > dt.timedelta():
                return ("person" if why == "person" else "group"), _seconds(left)
    return None, 0


def taken(turn: Turn | None, limit: Limit, now: dt.datetime) -> Turn:
    """A turn after one more request."""
    before = turn or Turn(now)
    step = dt.timedelta(seconds=limit.per_s / limit.n)
    return replace(before, full_at=max(before.full_at, now) + step)


def _seconds(left: dt.timedelta) -> int:
    return max(1, -(-int(left.total_seconds() * 1000) // 1000))


def _tell(connection: sa.Connection, chat_id: int, person_id: int, now: dt.datetime) -> bool:
    turn = _find(connection, chat_id, person_id) or Turn(now)
    if turn.warned_at is not None and now - turn.warned_at < TOLD_AGAIN_AFTER:
        return False
    _keep(connection, chat_id, person_id, replace(turn, warned_at=now))
    return True


def _find(connection: sa.Connection, chat_id: int, person_id: int) -> Turn | None:
    row = connection.execute(sa.select(table).where(_is(chat_id, person_id))).one_or_none()
    if row is None:
        return None
    full_at: dt.datetime = row.full_at.replace(tzinfo=dt.UTC)
    return Turn(full_at, aware(row.asked_at), aware(row.warned_at))


def _keep(connection: sa.Connection, chat_id: int, person_id: int, turn: Turn) -> None:
    values = {
        "full_at": naive(turn.full_at),
        "asked_at": None if turn.asked_at is None else naive(turn.asked_at),
        "warned_at": None if turn.warned_at is None else naive(turn.warned_at),
    }
    is_there = connection.execute(table.update().where(_is(chat_id, person_id)).values(**values)).rowcount
    if not is_there:
        connection.execute(table.insert().values(chat_id=chat_id, person_id=person_id, **values))


def _is(chat_id: int, person_id: int) -> sa.ColumnElement[bool]:
    return (table.c.chat_id == chat_id) & (table.c.person_id == person_id)
