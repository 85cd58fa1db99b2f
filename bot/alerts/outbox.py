"""The outbox: parcels owed to chats, claimed by leases, settled by outcomes.

planning writes alerts and their parcels -> claim(n) -> letters, delivery -> settle(outcomes)

A claim names who holds it and ends by itself, so what a killed process had claimed is claimed again by another.
A parcel that was sent but not settled when its process was killed is sent again: those few come twice, none is lost.
Parcels are named by what they carry: i12 issue 12, d... a digest by its time, p7 a bundle of revision 7,
b3 broadcast 3; for administrators a5 arrival 5, e12.3 a report on article 12, paragraph 3. (chat, thread, name) is unique, so a plan that is made again adds nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot import chats
from bot.alerts import subscriptions
from bot.alerts.lifecycle import (
    OWED,
    PARKED_FOR,
    Moved,
    Outcome,
    Refused,
    Standing,
    State,
    Unreachable,
    move,
    settle,
)
from bot.alerts.rules import Body, Rule
from bot.alerts.subscriptions import Place
from bot.chats import AT_ONCE, Chat
from bot.claims import abandoned
from bot.inbox import Backlog, naive
from bot.tables import alerts, broadcasts, outbox
from retrieval import Database, LibraryError

# What parcels for administrators begin with: something came in, a quote is called wrong.
ARRIVAL = "a"
REPORT = "e"
# Long enough to send a batch through any flood limit, short enough that a killed process is not missed.
LEASE = dt.timedelta(seconds=60)


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


class Outbox:
    """LibraryError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, n: int, claim: str, now: dt.datetime) -> list[Parcel]:
        """Up to `n` parcels that are due, the longest due first, held under the name `claim` for `LEASE`."""
        is_free = outbox.c.claimed_until.is_(None) | (outbox.c.claimed_until < naive(now))
        is_due = outbox.c.state.in_(OWED) & (outbox.c.due_at <= naive(now))
        looked = sa.select(outbox.c.id).where(is_due, is_free)
        due = looked.order_by(outbox.c.due_at, outbox.c.id).limit(n).with_for_update(skip_locked=True)
        until = now + LEASE
        if not self._is_any(looked):
            return []
        with self._database.write() as connection:
            rows = connection.execute(
                outbox.update()
                .where(outbox.c.id.in_(due))
                .values(claim=claim, claimed_until=naive(until))
                .returning(outbox)
            ).all()
            return _parcels(connection, sorted(rows, key=lambda row: (row.due_at, row.id)))

    def release(self, claim: str) -> int:
        """Give back what is held under this name and was not sent; returns how many."""
        with self._database.write() as connection:
            held = outbox.update().where(outbox.c.claim == claim)
            return int(connection.execute(held.values(claim=None, claimed_until=None)).rowcount)

    def take_back(self, own: str) -> int:
        """Give back what processes of this machine held that are no more; returns how many."""
        with self._database.write() as connection:
            held = sa.select(outbox.c.claim).distinct().where(outbox.c.claimed_until.is_not(None))
            gone = abandoned(filter(None, connection.scalars(held).all()), own)
            back = outbox.update().where(outbox.c.claim.in_(gone)).values(claim=None, claimed_until=None)
            return int(connection.execute(back).rowcount) if gone else 0

    def settle(self, outcomes: Sequence[tuple[Parcel, Outcome]], now: dt.datetime) -> None:
        """Write down what became of some parcels, all in one transaction."""
        with self._database.write() as connection:
            for parcel, outcome in outcomes:
                _settle(connection, parcel, outcome, now)

    def welcome_back(self, chat_id: int, now: dt.datetime) -> None:
        """The chat is there again: its parcels go on waiting, those from too long ago are dropped."""
        with self._database.read() as connection:
            chat = chats.find(connection, [chat_id]).get(chat_id)
        if chat is None or chat.unreachable_since is None:
            return
        with self._database.write() as connection:
            chats.mark_reachable(connection, chat_id)
            is_parked = (outbox.c.chat_id == chat_id) & (outbox.c.state == "parked")
            is_old = outbox.c.due_at < naive(now - PARKED_FOR)
            _moves(connection, is_parked & is_old, move("parked", "withdrawn"), now)
            _moves(connection, is_parked, move("parked", "back"), now)

    def lose(self, chat_id: int, now: dt.datetime) -> None:
        """The chat blocked us or threw us out: nothing is sent to it until it comes back."""
        with self._database.write() as connection:
            _park(connection, chat_id, now)

    def move_chat(self, old_id: int, new_id: int) -> None:
        """A group became a supergroup: all it has goes on under the new id."""
        with self._database.write() as connection:
            _move_chat(connection, old_id, new_id)

    def rules(self, parcel_id: int, chat_id: int) -> tuple[int, tuple[Rule, ...]]:
        """The topic a parcel of this chat goes to, and the rules it came from; (0, ()) when it is another's."""
        is_it = (outbox.c.id == parcel_id) & (outbox.c.chat_id == chat_id)
        with self._database.read() as connection:
            rows = connection.execute(sa.select(outbox).where(is_it)).all()
            bodies = _bodies(connection, rows)
        thread_id = rows[0].thread_id if rows else 0
        rules = [rule for found in bodies.values() for body in found.values() for rule in body.rules]
        return thread_id, tuple(dict.fromkeys(rules))

    def withdraw(self, place: Place, now: dt.datetime) -> None:
        """Send nothing more of what waits for a place."""
        waits = (outbox.c.chat_id == place.chat_id) & (outbox.c.thread_id == place.thread_id)
        with self._database.write() as connection:
            _moves(connection, waits & (outbox.c.state == "waiting"), move("waiting", "withdrawn"), now)

    def hurry(self, chat_id: int, due_at: dt.datetime) -> None:
        """A chat wants to be told at another time: what waits for it is due then."""
        waits = (outbox.c.chat_id == chat_id) & (outbox.c.state == "waiting")
        with self._database.write() as connection:
            connection.execute(outbox.update().where(waits).values(due_at=naive(due_at)))

    def prune(self, before: dt.datetime) -> int:
        """Forget what was done before this moment; returns how many parcels. Corrections of it change nothing."""
        is_old = outbox.c.settled_at < naive(before)
        with self._database.write() as connection:
            connection.execute(alerts.delete().where(alerts.c.planned_at < naive(before)))
            done = outbox.delete().where(outbox.c.state.not_in((*OWED, "parked")), is_old)
            return int(connection.execute(done).rowcount)

    def backlog(self, now: dt.datetime) -> Backlog:
        """What is due and not yet sent."""
        is_due = outbox.c.state.in_(OWED) & (outbox.c.due_at <= naive(now))
        with self._database.read() as connection:
            n, since = connection.execute(
                sa.select(sa.func.count(), sa.func.min(outbox.c.due_at)).where(is_due)
            ).one()
        return Backlog(int(n), (naive(now) - since).total_seconds() if since else 0.0)

    def _is_any(self, wanted: sa.Select[tuple[int]]) -> bool:
        # Looking takes no lock, so an idle outbox never holds up the inbox.
        with self._database.read() as connection:
            return connection.scalar(wanted.limit(1)) is not None


def _settle(connection: sa.Connection, parcel: Parcel, outcome: Outcome, now: dt.datetime) -> None:
    is_it = outbox.c.id == parcel.id
    row = connection.execute(sa.select(outbox).where(is_it).with_for_update()).one_or_none()
    if row is None or row.state not in OWED:
        return
    before = Standing(row.state, row.due_at.replace(tzinfo=dt.UTC), row.n_tries, row.message_id)
    after = settle(before, outcome, now, is_outdated=row.version != parcel.version)
    connection.execute(
        outbox.update()
        .where(is_it)
        .values(
            state=after.state,
            due_at=naive(after.due_at),
            n_tries=after.n_tries,
            message_id=after.message_id,
            reason=after.reason,
            settled_at=naive(now),
            claim=None,
            claimed_until=None,
        )
    )
    if isinstance(outcome, Moved):
        _move_chat(connection, row.chat_id, outcome.chat_id)
    elif isinstance(outcome, Unreachable):
        _park(connection, row.chat_id, now)
    elif isinstance(outcome, Refused) and outcome.is_topic_gone:
        subscriptions.pause_topic(connection, Place(row.chat_id, row.thread_id))


def _park(connection: sa.Connection, chat_id: int, now: dt.datetime) -> None:
    chats.mark_unreachable(connection, chat_id, now)
    waits = (outbox.c.chat_id == chat_id) & (outbox.c.state == "waiting")
    parked = outbox.update().where(waits).values(state=move("waiting", "unreachable"), claim=None)
    connection.execute(parked.values(claimed_until=None))


def _moves(connection: sa.Connection, which: sa.ColumnElement[bool], after: State, now: dt.datetime) -> None:
    """Bring some parcels to a state in which no claim holds them."""
    done = {"state": after, "settled_at": naive(now), "claim": None, "claimed_until": None}
    connection.execute(outbox.update().where(which).values(**done))


def _move_chat(connection: sa.Connection, old_id: int, new_id: int) -> None:
    chats.move(connection, old_id, new_id)
    subscriptions.move(connection, old_id, new_id)
    for table, key in ((alerts, alerts.c.issue_id), (outbox, outbox.c.parcel)):
        there = table.alias()
        is_there = sa.exists().where(
            there.c.chat_id == new_id, there.c.thread_id == table.c.thread_id, there.c[key.name] == key
        )
        connection.execute(table.delete().where(table.c.chat_id == old_id, is_there))
        connection.execute(table.update().where(table.c.chat_id == old_id).values(chat_id=new_id))


def _parcels(connection: sa.Connection, rows: Sequence[sa.Row[tuple[object, ...]]]) -> list[Parcel]:
    """Claimed rows with everything that belongs to them."""
    ids = [row.chat_id for row in rows]
    known, wanting = chats.find(connection, ids), subscriptions.wanting(connection, ids)
    bodies, words = _bodies(connection, rows), _broadcasts(connection, (row.parcel for row in rows))
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


def _bodies(
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
