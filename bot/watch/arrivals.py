"""Everything that came in, once for each origin and content, and what became of it.

held --publish--> published        held --discard--> discarded        published, refused and skipped are ends

An arrival that somebody must hear of is written down together with the parcels that tell every administrator, so
each is told once, whatever is killed when. What was decided changes those messages.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import sqlalchemy as sa

from bot.alerts.lifecycle import move
from bot.alerts.parcels import ARRIVAL
from bot.alerts.planning import parcel_row
from bot.alerts.subscriptions import Place
from bot.inbox import naive
from bot.tables import arrivals, outbox
from bot.watch.judging import Way
from retrieval import Database, Problem, Source

State = Literal["published", "held", "discarded", "refused", "skipped"]
TOLD: tuple[State, ...] = ("held", "refused")
MOST_TITLES = 12


@dataclass(frozen=True, slots=True)
class Summary:
    """What an administrator sees of an arrival; `day` in ISO form, `reasons` the codes that decided."""

    bulletin: str | None = None
    day: str | None = None
    n_articles: int = 0
    n_paragraphs: int = 0
    titles: tuple[str, ...] = ()
    problems: tuple[tuple[str, str, str], ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that came in. `decided_by` is the administrator who decided, if one did."""

    id: int
    origin: str
    name: str
    way: Way
    state: State
    summary: Summary
    decided_by: int | None


class Arrivals:
    """LibraryError when the database refuses."""

    def __init__(self, database: Database, admin_ids: Sequence[int]) -> None:
        self._database = database
        self._admin_ids = tuple(admin_ids)

    def known(self, source: Source) -> Arrival | None:
        """The arrival of these very bytes from this place, None when they are new."""
        with self._database.read() as connection:
            return _known(connection, source.origin, digest_of(source))

    def is_origin_known(self, origin: str) -> bool:
        """True when something came from this place before."""
        with self._database.read() as connection:
            wanted = sa.select(arrivals.c.id).where(arrivals.c.origin == origin).limit(1)
            return connection.scalar(wanted) is not None

    def note(self, source: Source, way: Way, state: State, summary: Summary, now: dt.datetime) -> Arrival:
        """Write down what came and what became of it; what somebody wrote down before stays as it is."""
        sha256 = digest_of(source)
        row = {
            "origin": source.origin,
            "sha256": sha256,
            "name": source.name,
            "way": way,
            "state": state,
            "summary": json.dumps(asdict(summary), ensure_ascii=False),
            "content": zlib.compress(source.content) if state == "held" else None,
            "came_at": naive(now),
        }
        with self._database.write() as connection:
            known = _known(connection, source.origin, sha256)
            if known is not None:
                return known
            id_ = int(connection.scalars(arrivals.insert().values(row).returning(arrivals.c.id)).one())
            if state in TOLD:
                _tell(connection, id_, self._admin_ids, now)
        return Arrival(id_, source.origin, source.name, way, state, summary, None)

    def find(self, arrival_id: int) -> Arrival | None:
        """The arrival with this id."""
        with self._database.read() as connection:
            return find(connection, [arrival_id]).get(arrival_id)

    def content(self, arrival_id: int) -> Source | None:
        """What is held, as it came; None once it is decided."""
        is_held = (arrivals.c.id == arrival_id) & (arrivals.c.state == "held")
        with self._database.read() as connection:
            row = connection.execute(sa.select(arrivals).where(is_held)).one_or_none()
        if row is None or row.content is None:
            return None
        return Source(row.name, zlib.decompress(row.content), row.origin)

    def decide(self, arrival_id: int, state: State, admin_id: int, now: dt.datetime) -> bool:
        """Publish or discard what is held, and change what every administrator was told; False when it is decided."""
        is_held = (arrivals.c.id == arrival_id) & (arrivals.c.state == "held")
        done = {"state": state, "content": None, "decided_by": admin_id, "decided_at": naive(now)}
        with self._database.write() as connection:
            if not connection.execute(arrivals.update().where(is_held).values(done)).rowcount:
                return False
            _revise(connection, arrival_id, now)
        return True

    def n_held(self) -> int:
        """How many wait for a decision."""
        with self._database.read() as connection:
            held = sa.select(sa.func.count()).select_from(arrivals).where(arrivals.c.state == "held")
            return int(connection.scalar(held) or 0)


def find(connection: sa.Connection, ids: Iterable[int]) -> dict[int, Arrival]:
    """The arrivals with these ids."""
    rows = connection.execute(sa.select(arrivals).where(arrivals.c.id.in_(list(ids))))
    return {row.id: _arrival(row) for row in rows}


def parcel_of(arrival_id: int) -> str:
    """The name of the parcels that tell of an arrival."""
    return f"{ARRIVAL}{arrival_id}"


def arrival_in(name: str) -> int | None:
    """The arrival that a parcel of this name tells of, None when it tells of none."""
    return int(name[1:]) if name.startswith(ARRIVAL) and name[1:].isdecimal() else None


def digest_of(source: Source) -> str:
    """What tells contents apart."""
    return hashlib.sha256(source.content).hexdigest()


def problems_in(problems: Iterable[Problem]) -> tuple[tuple[str, str, str], ...]:
    """Problems as a summary keeps them, each once."""
    return tuple(dict.fromkeys((problem.code, problem.message, problem.where) for problem in problems))


def _known(connection: sa.Connection, origin: str, sha256: str) -> Arrival | None:
    is_it = (arrivals.c.origin == origin) & (arrivals.c.sha256 == sha256)
    row = connection.execute(sa.select(arrivals).where(is_it)).one_or_none()
    return None if row is None else _arrival(row)


def _tell(connection: sa.Connection, arrival_id: int, admin_ids: Sequence[int], now: dt.datetime) -> None:
    rows = [parcel_row(Place(admin_id), parcel_of(arrival_id), now) for admin_id in admin_ids]
    if rows:
        connection.execute(outbox.insert(), rows)


def _revise(connection: sa.Connection, arrival_id: int, now: dt.datetime) -> None:
    """Bring the messages that told of it to what is true now."""
    told = connection.execute(sa.select(outbox).where(outbox.c.parcel == parcel_of(arrival_id))).all()
    for row in told:
        values = {"state": move(row.state, "corrected"), "version": row.version + 1, "due_at": naive(now)}
        connection.execute(outbox.update().where(outbox.c.id == row.id).values(values))


def _arrival(row: sa.Row[tuple[object, ...]]) -> Arrival:
    given = json.loads(row.summary)
    summary = Summary(
        given["bulletin"],
        given["day"],
        given["n_articles"],
        given["n_paragraphs"],
        tuple(given["titles"]),
        tuple((code, message, where) for code, message, where in given["problems"]),
        tuple(given["reasons"]),
    )
    return Arrival(row.id, row.origin, row.name, row.way, row.state, summary, row.decided_by)
