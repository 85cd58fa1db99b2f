"""The subscriptions of all chats: drafted, saved, paused, changed, forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from bot.alerts.rules import Rule, State, Subscription
from bot.chats import aware
from bot.inbox import naive
from bot.tables import subscriptions as table
from retrieval import Database

# As many as anyone reads; a chat that wants more wants everything.
MAX_PER_CHAT = 50
KEEP_DRAFTS = dt.timedelta(days=7)


class Place(NamedTuple):
    """A chat, or one topic of it; `thread_id` 0 is no topic."""

    chat_id: int
    thread_id: int = 0


class Subscriptions:
    """LibraryError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def draft(self, place: Place, rule: Rule, now: dt.datetime, replaces: int | None = None) -> int:
        """Keep a rule until a button saves it; returns its id. The same rule is drafted once."""
        with self._database.write() as connection:
            is_same = _at(place) & (table.c.state == "draft") & _is(rule)
            known = connection.scalar(
                sa.select(table.c.id).where(is_same, _equals(table.c.replaces, replaces))
            )
            return int(known) if known is not None else _insert(connection, place, rule, now, replaces)

    def save(self, draft_id: int, chat_id: int) -> Subscription | str:
        """Make a draft of this chat count; else why not: gone, too_many, or known (it is subscribed already)."""
        with self._database.write() as connection:
            draft = _one(connection, draft_id, chat_id)
            if draft is None:
                return "gone"
            if draft.state != "draft":
                return draft
            place = Place(draft.chat_id, draft.thread_id)
            others = [s for s in _all(connection, place) if s.id != draft.replaces]
            if any(s.rule == draft.rule for s in others):
                return "known"
            if len(others) >= MAX_PER_CHAT:
                return "too_many"
            if draft.replaces is not None:
                connection.execute(table.delete().where(table.c.id == draft.replaces, _in(chat_id)))
            connection.execute(
                table.update().where(table.c.id == draft_id).values(state="active", replaces=None)
            )
            return _one(connection, draft_id, chat_id) or "gone"

    def find(self, subscription_id: int, chat_id: int) -> Subscription | None:
        """A subscription or draft of this chat."""
        with self._database.read() as connection:
            return _one(connection, subscription_id, chat_id)

    def of(self, place: Place) -> tuple[Subscription, ...]:
        """The saved subscriptions of a chat or topic, the oldest first."""
        with self._database.read() as connection:
            return _all(connection, place)

    def set_state(self, subscription_id: int, chat_id: int, state: State) -> bool:
        """Pause or resume one; False when it is gone."""
        is_it = (table.c.id == subscription_id) & _in(chat_id) & (table.c.state != "draft")
        with self._database.write() as connection:
            return bool(connection.execute(table.update().where(is_it).values(state=state)).rowcount)

    def delete(self, subscription_id: int, chat_id: int) -> bool:
        """Forget one, or a draft; False when it is gone."""
        is_it = (table.c.id == subscription_id) & _in(chat_id)
        with self._database.write() as connection:
            return bool(connection.execute(table.delete().where(is_it)).rowcount)

    def delete_all(self, place: Place) -> int:
        """Forget all of a chat or topic; returns how many."""
        with self._database.write() as connection:
            return int(connection.execute(table.delete().where(_at(place))).rowcount)

    def prune(self, now: dt.datetime) -> int:
        """Forget old drafts; returns how many."""
        is_old = (table.c.state == "draft") & (table.c.made_at < naive(now - KEEP_DRAFTS))
        with self._database.write() as connection:
            return int(connection.execute(table.delete().where(is_old)).rowcount)


def active(connection: sa.Connection) -> Sequence[tuple[int, int, Rule]]:
    """All active subscriptions as (chat, thread, rule), those of one place together."""
    wanted = sa.select(table.c.chat_id, table.c.thread_id, table.c.kind, table.c.words)
    found = connection.execute(
        wanted.where(table.c.state == "active").order_by(table.c.chat_id, table.c.thread_id)
    )
    rules: dict[tuple[str, str], Rule] = {}
    rows = []
    for chat_id, thread_id, kind, words in found:
        rule = rules.get((kind, words))
        if rule is None:
            rule = rules[kind, words] = Rule(kind, words)
        rows.append((chat_id, thread_id, rule))
    return rows


def wanting(connection: sa.Connection, chat_ids: Sequence[int]) -> frozenset[Place]:
    """The places among these chats that have an active subscription."""
    wanted = sa.select(table.c.chat_id, table.c.thread_id).distinct()
    found = connection.execute(wanted.where(table.c.chat_id.in_(chat_ids), table.c.state == "active"))
    return frozenset(Place(*row) for row in found)


def move(connection: sa.Connection, old_id: int, new_id: int) -> None:
    """Let a chat's subscriptions go on under another id."""
    connection.execute(table.update().where(_in(old_id)).values(chat_id=new_id))


def pause_topic(connection: sa.Connection, place: Place) -> None:
    """Pause what was wanted in a topic that is no more."""
    is_it = _at(place) & (table.c.state == "active")
    connection.execute(table.update().where(is_it).values(state="paused"))


def _insert(
    connection: sa.Connection, place: Place, rule: Rule, now: dt.datetime, replaces: int | None
) -> int:
    added = table.insert().values(
        chat_id=place.chat_id,
        thread_id=place.thread_id,
        kind=rule.kind,
        words=rule.words,
        state="draft",
        replaces=replaces,
        made_at=naive(now),
    )
    return int(connection.scalars(added.returning(table.c.id)).one())


def _one(connection: sa.Connection, subscription_id: int, chat_id: int) -> Subscription | None:
    is_it = (table.c.id == subscription_id) & _in(chat_id)
    row = connection.execute(sa.select(table).where(is_it)).one_or_none()
    return None if row is None else _subscription(row)


def _all(connection: sa.Connection, place: Place) -> tuple[Subscription, ...]:
    wanted = sa.select(table).where(_at(place), table.c.state != "draft").order_by(table.c.id)
    return tuple(map(_subscription, connection.execute(wanted)))


def _subscription(row: Any) -> Subscription:
    made_at = aware(row.made_at) or row.made_at
    rule = Rule(row.kind, row.words)
    return Subscription(row.id, row.chat_id, row.thread_id, rule, row.state, row.replaces, made_at)


def _in(chat_id: int) -> sa.ColumnElement[bool]:
    return table.c.chat_id == chat_id


def _at(place: Place) -> sa.ColumnElement[bool]:
    return _in(place.chat_id) & (table.c.thread_id == place.thread_id)


def _is(rule: Rule) -> sa.ColumnElement[bool]:
    return (table.c.kind == rule.kind) & (table.c.words == rule.words)


def _equals(column: sa.ColumnElement[Any], value: int | None) -> sa.ColumnElement[bool]:
    return column.is_(None) if value is None else column == value
