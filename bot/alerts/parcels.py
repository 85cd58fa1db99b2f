"""Claimed rows of the outbox with all that belongs to them: what a letter is written of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot import chats
from bot.alerts import subscriptions
from bot.alerts.lifecycle import State
from bot.alerts.rules import Body
from bot.alerts.subscriptions import Place
from bot.chats import AT_ONCE, Chat
from bot.tables import alerts, broadcasts
from retrieval import LibraryError

# What parcels for administrators begin with: something came in, a quote is called wrong.
ARRIVAL = "a"
REPORT = "e"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed parcel with all it takes to write it: the chat, what it is told of each issue, or a broadcast.

    `message_id` is the message to be changed while it is being revised. `is_wanted` is False when the chat has
    no subscription left.
    """

    id: int
    place: Place
    name: str
    state: State
    due_at: dt.datetime
    version: int
    n_tries: int
    message_id: int | None
    claim: str
    claimed_until: dt.datetime
    chat: Chat | None
    bodies: Mapping[int, Body]
    broadcast: str | None
    is_wanted: bool


def claimed(connection: sa.Connection, rows: Sequence[sa.Row[tuple[object, ...]]]) -> list[Parcel]:
    """Claimed rows with everything that belongs to them."""
    ids = [row.chat_id for row in rows]
    known, wanting = chats.find(connection, ids), subscriptions.wanting(connection, ids)
    bodies, words = bodies_of(connection, rows), _broadcasts(connection, (row.parcel for row in rows))
    return [
        Parcel(
            id=row.id,
            place=Place(row.chat_id, row.thread_id),
            name=row.parcel,
            state=row.state,
            due_at=row.due_at.replace(tzinfo=dt.UTC),
            version=row.version,
            n_tries=row.n_tries,
            message_id=row.message_id,
            claim=row.claim,
            claimed_until=row.claimed_until.replace(tzinfo=dt.UTC),
            chat=known.get(row.chat_id),
            bodies=bodies[row.chat_id, row.thread_id, row.parcel],
            broadcast=words.get(row.parcel),
            is_wanted=row.parcel in words
            or row.parcel.startswith((ARRIVAL, REPORT))
            or Place(row.chat_id, row.thread_id) in wanting,
        )
        for row in rows
    ]


def bodies_of(
    connection: sa.Connection, rows: Sequence[sa.Row[tuple[object, ...]]]
) -> Mapping[tuple[int, int, str], Mapping[int, Body]]:
    """What each parcel carries, by issue."""
    found: dict[tuple[int, int, str], dict[int, Body]] = defaultdict(dict)
    chat_ids, names = sorted({row.chat_id for row in rows}), sorted({row.parcel for row in rows})
    if len(chat_ids) > AT_ONCE:
        raise LibraryError(f"a claim of {len(chat_ids)} chats is too large")
    wanted = sa.select(alerts).where(alerts.c.chat_id.in_(chat_ids), alerts.c.parcel.in_(names))
    for row in connection.execute(wanted.order_by(alerts.c.planned_at, alerts.c.issue_id)):
        found[row.chat_id, row.thread_id, row.parcel][row.issue_id] = Body.from_json(row.body)
    return found


def _broadcasts(connection: sa.Connection, names: Iterable[str]) -> dict[str, str]:
    ids = {int(name[1:]): name for name in names if name.startswith("b")}
    wanted = sa.select(broadcasts.c.id, broadcasts.c.words).where(broadcasts.c.id.in_(ids))
    return {ids[row.id]: row.words for row in connection.execute(wanted)} if ids else {}
