"""The outbox: parcels owed to chats, claimed by leases, settled by outcomes.

planning writes alerts and their parcels -> claim(n) -> letters, delivery -> settle(outcomes)

A claim names who holds it and ends by itself, so what a killed process had claimed is claimed again by another.
A parcel that Telegram took when its process was killed is settled by the courier (see bot/courier/); one whose answer
never came is sent again, so that none is lost.
Parcels are named by what they carry: i12 issue 12, d... a digest by its time, p7 a bundle of revision 7,
b3 broadcast 3; for administrators a5 arrival 5, e12.3 a report on article 12, paragraph 3. (chat, thread, name) is unique, so a plan that is made again adds nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from bot import chats
from bot.alerts import subscriptions
from bot.alerts.lifecycle import (
    OWED,
    PARKED_FOR,
    Moved,
    Outcome,
    Refused,
    Sent,
    Standing,
    State,
    Unreachable,
    move,
    settle,
)
from bot.alerts.parcels import Parcel, bodies_of, claimed
from bot.alerts.rules import Rule
from bot.alerts.subscriptions import Place
from bot.claims import abandoned
from bot.inbox import Backlog, naive
from bot.tables import alerts, outbox
from retrieval import Database

# Long enough to send a batch through any flood limit, short enough that a killed process is not missed.
LEASE = dt.timedelta(seconds=60)


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
            return claimed(connection, sorted(rows, key=lambda row: (row.due_at, row.id)))

    def release(self, claim: str) -> int:
        """Give back what is held under this name and was not sent; returns how many."""
        with self._database.write() as connection:
            held = outbox.update().where(outbox.c.claim == claim)
            return int(connection.execute(held.values(claim=None, claimed_until=None)).rowcount)

    def take_back(self, own: str) -> int:
        """Give back what processes of this machine held that are no more; returns how many."""
        held = sa.select(outbox.c.claim).distinct().where(outbox.c.claimed_until.is_not(None))
        with self._database.read() as connection:
            gone = abandoned(filter(None, connection.scalars(held).all()), own)
        if not gone:
            return 0
        with self._database.write() as connection:
            back = outbox.update().where(outbox.c.claim.in_(gone)).values(claim=None, claimed_until=None)
            return int(connection.execute(back).rowcount)

    def settle(self, outcomes: Sequence[tuple[Parcel, Outcome]], now: dt.datetime) -> None:
        """Write down what became of some parcels, all in one transaction."""
        with self._database.write() as connection:
            for parcel, outcome in outcomes:
                _settle(connection, parcel.id, parcel.version, outcome, now)

    def held(self, claims: Sequence[str]) -> set[int]:
        """The parcels that are held under these names."""
        held = sa.select(outbox.c.id).where(outbox.c.claim.in_(claims))
        with self._database.read() as connection:
            return set(connection.scalars(held))

    def settle_missed(
        self, parcel_id: int, claim: str, version: int, message_id: int, now: dt.datetime
    ) -> bool:
        """Telegram took this parcel from whoever held it as `claim`; False when that is known already."""
        is_held = (outbox.c.id == parcel_id) & (outbox.c.claim == claim)
        with self._database.write() as connection:
            if connection.scalar(sa.select(outbox.c.id).where(is_held).with_for_update()) is None:
                return False
            _settle(connection, parcel_id, version, Sent(message_id), now)
            return True

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
            bodies = bodies_of(connection, rows)
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


def _settle(
    connection: sa.Connection, parcel_id: int, version: int, outcome: Outcome, now: dt.datetime
) -> None:
    is_it = outbox.c.id == parcel_id
    row = connection.execute(sa.select(outbox).where(is_it).with_for_update()).one_or_none()
    if row is None or row.state not in OWED:
        return
    before = Standing(row.state, row.due_at.replace(tzinfo=dt.UTC), row.n_tries, row.message_id)
    after = settle(before, outcome, now, is_outdated=row.version != version)
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
