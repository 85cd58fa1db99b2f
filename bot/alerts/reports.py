"""Figures for administrators: how many, and what became of each issue and each broadcast."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from bot.alerts.lifecycle import State
from bot.tables import alerts, chats, outbox, subscriptions
from retrieval import Database, Library

MAX_ISSUES = 10


@dataclass(frozen=True, slots=True)
class Progress:
    """Messages by what became of them; `waiting` is due or put off, `refused` includes chats that are away."""

    planned: int
    sent: int
    waiting: int
    refused: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the alerts of one issue."""

    issue_id: int
    bulletin: str
    published_on: dt.date | None
    progress: Progress


def deliveries(library: Library) -> tuple[Delivered, ...]:
    """The issues that were planned last, the newest first."""
    newest = sa.select(alerts.c.issue_id).group_by(alerts.c.issue_id)
    carried = (
        (alerts.c.chat_id == outbox.c.chat_id)
        & (alerts.c.thread_id == outbox.c.thread_id)
        & (alerts.c.parcel == outbox.c.parcel)
    )
    with library.database.read() as connection:
        last = newest.order_by(sa.func.max(alerts.c.planned_at).desc(), alerts.c.issue_id.desc())
        ids = list(connection.scalars(last.limit(MAX_ISSUES)))
        counted = sa.select(alerts.c.issue_id, outbox.c.state, sa.func.count()).join(outbox, carried)
        rows = connection.execute(
            counted.where(alerts.c.issue_id.in_(ids)).group_by(alerts.c.issue_id, outbox.c.state)
        ).all()
    states: dict[int, dict[State, int]] = defaultdict(dict)
    for issue_id, state, n in rows:
        states[issue_id][state] = n
    named = library.issues(ids)
    return tuple(Delivered(id_, *(named.get(id_) or ("", None)), _progress(states[id_])) for id_ in ids)


def progress(database: Database, parcel: str) -> Progress:
    """What became of all parcels of this name."""
    counted = sa.select(outbox.c.state, sa.func.count().label("n")).where(outbox.c.parcel == parcel)
    with database.read() as connection:
        return _progress({row.state: row.n for row in connection.execute(counted.group_by(outbox.c.state))})


def figures(library: Library) -> dict[str, int]:
    """How much of everything there is, by name."""
    counts = library.counts()
    is_private, is_away = chats.c.kind == "private", chats.c.unreachable_since.is_not(None)
    with library.database.read() as connection:

        def count(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> int:
            return int(
                connection.scalar(sa.select(sa.func.count()).select_from(table).where(*conditions)) or 0
            )

        return {
            "issues": counts.issues,
            "articles": counts.articles,
            "private_chats": count(chats, is_private),
            "groups": count(chats, ~is_private),
            "away": count(chats, is_away),
            "subscriptions": count(subscriptions, subscriptions.c.state == "active"),
            "sent": count(outbox, outbox.c.state == "sent"),
            "waiting": count(outbox, outbox.c.state.in_(("waiting", "revising"))),
            "refused": count(outbox, outbox.c.state.in_(("refused", "parked"))),
        }


def _progress(states: Mapping[State, int]) -> Progress:
    sent = states.get("sent", 0) + states.get("revising", 0)
    refused = states.get("refused", 0) + states.get("parked", 0)
    return Progress(sum(states.values()), sent, states.get("waiting", 0), refused, states.get("withdrawn", 0))
