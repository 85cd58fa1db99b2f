"""Every update is stored before Telegram is told that it arrived, and forgotten only once it is answered.

received --> started --> (one mark per message sent) --> handled

Any number of processes share one inbox. An update is stored once, whoever it is brought to and how often. Its lane,
the chat, is leased to one process, which handles the lane's updates one after the other in the order of their ids and
gives the lane back with the last of them; so a chat's order is kept whoever received its updates. A lease names who
holds it and ends by itself unless it is renewed, so what a dead process had begun with is taken over by another.

What was begun and not handled starts again; the messages it already sent are not sent again: what Telegram took from a
killed process is marked by its courier (see courier/), whose lanes nobody takes while it is there. An update that was
started `MAX_STARTS` times without an end is given up, so that one that kills the process cannot do so for ever. Handled updates keep their id, to know a redelivery, and lose their text, and once their lane is given back that too.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.claims import abandoned, new_claim
from bot.tables import lanes, updates
from retrieval import Database

RawUpdate = Mapping[str, Any]

MAX_STARTS = 5
# What a column of the database holds.
LARGEST_ID = (1 << 63) - 1
# The lane of what is handled and forgotten: no chat has this id.
NO_LANE = -LARGEST_ID
# Telegram keeps an undelivered update for at most a day, so a redelivery cannot come later.
KEEP_HANDLED = dt.timedelta(days=2)
# A living process renews in time even when it is very busy; the chats of one that died on another machine wait so long.
LEASE = dt.timedelta(seconds=15)
RENEW_EVERY = dt.timedelta(seconds=3)
# So many chats at once are one process's; the others' updates are left to whoever has room.
MOST_LANES = 64


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many wait, how old the oldest is, and how long nothing was handled while something waits; seconds."""

    n: int
    age_s: float
    stuck_s: float = 0.0


class Inbox:
    """The stored updates of one bot, as one process sees them. Times are aware UTC.

    LibraryError when the database refuses.
    """

    def __init__(self, database: Database, claim: str | None = None) -> None:
        self._database = database
        self.claim = claim or new_claim()

    def receive(
        self, raw_updates: Sequence[RawUpdate], now: dt.datetime, room: int = MOST_LANES
    ) -> list[RawUpdate]:
        """Store those not seen before; the first update of each lane that is this process's from now on.

        At most `room` lanes are taken. The other updates are given by `settle`, here or in another process.
        """
        fresh = {raw["update_id"]: raw for raw in raw_updates}
        if not fresh:
            return []
        rows = [row_of(fresh[id_], now) for id_ in sorted(fresh)]
        with self._database.write() as connection:
            stored = _insert(connection, updates).values(rows).on_conflict_do_nothing()
            new = set(connection.scalars(stored.returning(updates.c.lane)))
            return self._begin(connection, self._lease(connection, sorted(new)[: max(room, 0)], now), now)

    def take(self, now: dt.datetime, room: int = MOST_LANES) -> list[RawUpdate]:
        """Take over up to `room` lanes with updates that nobody holds, or whose holder is no more.

        Those of the dead come first: somebody has waited for their answers before.
        """
        if room <= 0:
            return []
        with self._database.read() as connection:
            # Looking takes no lock, so an idle inbox holds up nobody.
            holders = connection.scalars(sa.select(lanes.c.claim).distinct()).all()
            gone = abandoned(holders, self.claim)
            is_free = lanes.c.lane.is_(None) | (lanes.c.claimed_until < naive(now)) | lanes.c.claim.in_(gone)
            is_orphaned = sa.func.max(sa.case((lanes.c.claim.in_(gone), 1), else_=0))
            left = (
                sa.select(updates.c.lane, sa.func.min(updates.c.update_id))
                .outerjoin(lanes, lanes.c.lane == updates.c.lane)
                .where(updates.c.handled_at.is_(None), is_free)
                .group_by(updates.c.lane)
                .order_by(is_orphaned.desc(), sa.func.min(updates.c.update_id))
                .limit(room)
            )
            wanted = sorted(connection.scalars(left).all())
        if not wanted:
            return []
        with self._database.write() as connection:
            return self._begin(connection, self._lease(connection, wanted, now, gone), now)

    def settle(self, update_id: int, now: dt.datetime) -> RawUpdate | None:
        """This update is handled: keep its id, forget its text. The next of its lane, None when there is none.

        A lane without a next one is given back.
        """
        with self._database.write() as connection:
            lane = connection.scalar(sa.select(updates.c.lane).where(updates.c.update_id == update_id))
            is_held = (lanes.c.lane == lane) & (lanes.c.claim == self.claim)
            held = connection.scalar(sa.select(lanes.c.lane).where(is_held).with_for_update())
            _close(connection, [update_id], now)
            if held is None:
                return None
            for raw in self._begin(connection, [held], now):
                return raw
            return None

    def renew(self, now: dt.datetime) -> int:
        """Hold what is held for another while; returns how many lanes."""
        with self._database.write() as connection:
            held = lanes.update().where(lanes.c.claim == self.claim)
            return int(connection.execute(held.values(claimed_until=naive(now + LEASE))).rowcount)

    def release(self) -> int:
        """Give all lanes back; returns how many."""
        with self._database.write() as connection:
            return int(connection.execute(lanes.delete().where(lanes.c.claim == self.claim)).rowcount)

    def n_sent(self, update_id: int) -> int | None:
        """How many messages this update was already answered with; None when another process answers it now."""
        wanted = (
            sa.select(updates.c.n_sent, lanes.c.claim)
            .outerjoin(lanes, lanes.c.lane == updates.c.lane)
            .where(updates.c.update_id == update_id)
        )
        with self._database.read() as connection:
            found = connection.execute(wanted).one_or_none()
        if found is None:
            return 0
        return int(found.n_sent) if found.claim in (None, self.claim) else None

    def is_restarted(self, update_id: int) -> bool:
        """True when an earlier start of this update was cut short."""
        with self._database.read() as connection:
            n_starts = connection.scalar(
                sa.select(updates.c.n_starts).where(updates.c.update_id == update_id)
            )
        return (n_starts or 0) > 1

    def mark_sent(self, update_id: int, nth: int) -> None:
        """The `nth` message of the answer to this update, from 1, was accepted by Telegram."""
        with self._database.write() as connection:
            mark_sent(connection, update_id, nth)

    def prune(self, now: dt.datetime) -> int:
        """Drop what was handled so long ago that it cannot come again; returns how many."""
        with self._database.write() as connection:
            old = updates.c.handled_at < naive(now - KEEP_HANDLED)
            return int(connection.execute(updates.delete().where(old)).rowcount)

    def backlog(self, now: dt.datetime) -> Backlog:
        """What waits to be handled, in all processes."""
        waits = updates.c.handled_at.is_(None)
        oldest = sa.select(sa.func.count(), sa.func.min(updates.c.received_at)).where(waits)
        with self._database.read() as connection:
            n, since = connection.execute(oldest).one()
            last = connection.scalar(sa.select(sa.func.max(updates.c.handled_at)))
        if since is None:
            return Backlog(0, 0.0)
        age_s, idle_s = _age_s(since, now), _age_s(last or since, now)
        return Backlog(int(n), age_s, min(age_s, idle_s))

    def _lease(
        self, connection: sa.Connection, wanted: Sequence[int], now: dt.datetime, gone: Iterable[str] = ()
    ) -> list[int]:
        """Those of the lanes, in order, that became this process's; what it has already is not among them."""
        if not wanted:
            return []
        until = naive(now + LEASE)
        insert = _insert(connection, lanes).values(
            [{"lane": lane, "claim": self.claim, "claimed_until": until} for lane in wanted]
        )
        is_free = (lanes.c.claimed_until < naive(now)) | lanes.c.claim.in_(list(gone))
        taken = insert.on_conflict_do_update(
            index_elements=[lanes.c.lane],
            set_={"claim": self.claim, "claimed_until": until},
            where=is_free & (lanes.c.claim != self.claim),
        )
        return sorted(connection.scalars(taken.returning(lanes.c.lane)))

    def _begin(self, connection: sa.Connection, held: Sequence[int], now: dt.datetime) -> list[RawUpdate]:
        """Start the first update of each lane, in the order of their ids; lanes without one are given back."""
        begun: list[Any] = []
        wanted = list(held)
        while wanted:
            rows = _start_first(connection, wanted)
            tired = [row for row in rows if row.n_starts > MAX_STARTS]
            begun += [row for row in rows if row.n_starts <= MAX_STARTS]
            _close(connection, [row.update_id for row in tired], now)
            idle = sorted(set(wanted) - {row.lane for row in rows})
            if idle:
                self._give_back(connection, idle)
            wanted = sorted(row.lane for row in tired)
        return [json.loads(row.raw) for row in sorted(begun, key=lambda row: row.update_id)]

    def _give_back(self, connection: sa.Connection, idle: Sequence[int]) -> None:
        """Hold these lanes no more; who spoke there is forgotten."""
        connection.execute(lanes.delete().where(lanes.c.lane.in_(idle), lanes.c.claim == self.claim))
        spoken = updates.c.lane.in_(idle) & updates.c.handled_at.is_not(None)
        connection.execute(updates.update().where(spoken).values(lane=NO_LANE))


def _start_first(connection: sa.Connection, wanted: Sequence[int]) -> Sequence[Any]:
    """The first update of each lane that is not handled, as a row, started once more."""
    waits = updates.c.handled_at.is_(None)
    firsts = (
        sa.select(sa.func.min(updates.c.update_id))
        .where(updates.c.lane.in_(wanted), waits)
        .group_by(updates.c.lane)
    )
    started = updates.update().where(updates.c.update_id.in_(firsts.scalar_subquery()))
    return connection.execute(
        started.values(n_starts=updates.c.n_starts + 1).returning(
            updates.c.update_id, updates.c.lane, updates.c.raw, updates.c.n_starts
        )
    ).all()


def _close(connection: sa.Connection, update_ids: Sequence[int], now: dt.datetime) -> None:
    if update_ids:
        done = updates.update().where(updates.c.update_id.in_(update_ids))
        connection.execute(done.values(handled_at=naive(now), raw=""))


def _insert(connection: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An insertion that may say what to do when a row is there already, in the database's own words."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def _age_s(since: dt.datetime, now: dt.datetime) -> float:
    return max(0.0, (naive(now) - since).total_seconds())


def mark_sent(connection: sa.Connection, update_id: int, nth: int) -> None:
    """The `nth` message of the answer, from 1, was accepted by Telegram."""
    is_new = (updates.c.update_id == update_id) & (updates.c.n_sent < nth)
    connection.execute(updates.update().where(is_new).values(n_sent=nth))


def lane_of(raw: RawUpdate) -> int:
    """The id within which updates keep their order: the chat, else the person, else 0."""
    for body in raw.values():
        for owner in (inner(body, "chat"), inner(inner(body, "message"), "chat"), inner(body, "from")):
            id_ = owner.get("id")
            if type(id_) is int and abs(id_) < LARGEST_ID:
                return id_
    return 0


def inner(body: object, name: str) -> dict[str, Any]:
    """The object under `name`, empty when there is none; what Telegram will send one day may have any shape."""
    found = body.get(name) if isinstance(body, dict) else None
    return found if isinstance(found, dict) else {}


def row_of(raw: RawUpdate, now: dt.datetime) -> dict[str, object]:
    """A received update as a row, not yet started."""
    return {
        "update_id": raw["update_id"],
        "received_at": naive(now),
        "raw": json.dumps(raw),
        "n_starts": 0,
        "n_sent": 0,
        "lane": lane_of(raw),
    }


def naive(moment: dt.datetime) -> dt.datetime:
    """An aware time as the UTC the database holds."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None)
