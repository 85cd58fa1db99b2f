"""News -> alerts: what was published since the cursor is matched, and written down together with the cursor.

Matching reads; only the writing holds the database's write lock, and it begins by moving the cursor from where this
plan read it. Whoever comes second finds it moved and drops his plan, so two processes may plan at once. A plan that
was not written is made again from the same cursor; nothing is lost, and nothing is told twice.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from bot import chats
from bot.alerts import subscriptions
from bot.alerts.deciding import Heard, Notice, Plan, Told, Wishes, decide
from bot.alerts.lifecycle import State, move
from bot.alerts.matching import Matcher
from bot.alerts.rules import Body, Rule
from bot.alerts.subscriptions import Place
from bot.chats import AT_ONCE
from bot.inbox import naive
from bot.tables import alerts, announced, outbox, planning
from retrieval import Current, Library, News, Quote, StoredArticle, Watch

CURSOR = 1
# To a parcel in one of these states more can be added.
OPEN: tuple[State, ...] = ("waiting", "parked")

Parcels = Mapping[tuple[Place, str], State]


def start(library: Library) -> None:
    """Begin with what is published now told of, the first time; nobody is told of the past."""
    with library.database.read() as connection:
        if _cursor(connection) is not None:
            return
    revision, sources = library.revision(), library.published_sources()
    with library.database.write() as connection:
        if _cursor(connection) is None:
            connection.execute(planning.insert().values(id=CURSOR, revision=revision))
            _announce(connection, sources)


def is_behind(library: Library) -> bool:
    """True when something was saved that is not planned yet."""
    with library.database.read() as connection:
        return _cursor(connection) != library.revision()


def plan(current: Current, now: dt.datetime) -> Plan:
    """Plan what is new since the cursor and move it; an empty plan when another process was quicker."""
    with _no_collecting():
        return _plan(current, now)


def _plan(current: Current, now: dt.datetime) -> Plan:
    library = current.library
    with library.database.read() as connection:
        cursor = _cursor(connection) or 0
    current.catch_up()
    news = library.news(cursor)
    if not news.present:
        _skip(library, cursor, news.revision)
        return Plan((), ())
    with library.database.read() as connection:
        made, sources = _made(connection, current, cursor, news, now)
        parcels = _parcels(connection, made.notices)
    made = _named(made, parcels)
    with library.database.write() as connection:
        if not _move(connection, cursor, news.revision):
            return Plan((), ())
        _announce(connection, sources)
        _write(connection, made, parcels, now)
    return made


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Without the collector of cycles: a plan makes very many small values and no cycles, and half its time went there."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _skip(library: Library, cursor: int, revision: int) -> None:
    """Nothing is to be told; a library that was put back to an earlier state takes the cursor with it."""
    if cursor != revision:
        with library.database.write() as connection:
            _move(connection, cursor, revision)


def _move(connection: sa.Connection, cursor: int, revision: int) -> bool:
    """Move the cursor from where it was read; False when it is no longer there."""
    is_there = (planning.c.id == CURSOR) & (planning.c.revision == cursor)
    moved = planning.update().where(is_there).values(revision=revision)
    return bool(connection.execute(moved).rowcount)


def _made(
    connection: sa.Connection, current: Current, cursor: int, news: News, now: dt.datetime
) -> tuple[Plan, frozenset[int]]:
    """The plan, and the sources that are announced with it."""
    source_ids = {item.source_id for item in news.articles}
    sources = frozenset(source_ids - _announced(connection, source_ids))
    fresh = frozenset(item.article.head.id for item in news.articles if item.source_id in sources)
    wishes = _wishes(connection)
    told = _told(connection, sorted(news.present))
    articles = [item.article for item in news.articles]
    heard = _heard(connection, current.library, articles)
    watch = _Lazy(current, cursor, frozenset(article.head.id for article in articles))
    matcher = Matcher(articles, watch.ask)
    return decide(news, fresh, wishes, chats.reachable(connection), told, heard, matcher, now), sources


class _Lazy:
    """Asks the new paragraphs; they are read only once somebody has saved a question."""

    def __init__(self, current: Current, cursor: int, article_ids: frozenset[int]) -> None:
        self._current, self._cursor, self._article_ids = current, cursor, article_ids
        self._watch: Watch | None = None

    def ask(self, question: str) -> Sequence[Quote]:
        if self._watch is None:
            added = self._current.library.changes_since(self._cursor).added
            self._watch = Watch(self._current, [p for p in added if p.article_id in self._article_ids])
        return self._watch.answer(question)


def _wishes(connection: sa.Connection) -> Wishes:
    rules: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for chat_id, thread_id, rule in subscriptions.active(connection):
        rules[chat_id, thread_id].append(rule)
    return {Place(*place): tuple(wanted) for place, wanted in rules.items()}


def _told(connection: sa.Connection, issue_ids: Sequence[int]) -> list[Told]:
    bodies: dict[str, Body] = {}
    found = []
    for start_ in range(0, len(issue_ids), AT_ONCE):
        wanted = sa.select(alerts).where(alerts.c.issue_id.in_(issue_ids[start_ : start_ + AT_ONCE]))
        for row in connection.execute(wanted):
            body = bodies.get(row.body)
            if body is None:
                body = bodies[row.body] = Body.from_json(row.body)
            found.append(Told(Place(row.chat_id, row.thread_id), row.issue_id, row.parcel, body))
    return found


def _heard(connection: sa.Connection, library: Library, articles: Sequence[StoredArticle]) -> Heard:
    """Which reports that come again each place was told of before."""
    firsts = {article.head.repeats for article in articles} - {None}
    issue_of = {first: found.head.issue_id for first in firsts if first and (found := library.article(first))}
    heard: dict[Place, set[int]] = defaultdict(set)
    for one in _told(connection, sorted(set(issue_of.values()))) if issue_of else ():
        heard[one.place] |= one.body.article_ids & issue_of.keys()
    return heard


def _announced(connection: sa.Connection, source_ids: Iterable[int]) -> set[int]:
    ids = sorted(source_ids)
    known: set[int] = set()
    for start_ in range(0, len(ids), AT_ONCE):
        some = announced.c.source_id.in_(ids[start_ : start_ + AT_ONCE])
        known |= set(connection.scalars(sa.select(announced.c.source_id).where(some)))
    return known


def _announce(connection: sa.Connection, source_ids: Iterable[int]) -> None:
    rows = [{"source_id": id_} for id_ in sorted(set(source_ids) - _announced(connection, source_ids))]
    if rows:
        connection.execute(announced.insert(), rows)


def _parcels(connection: sa.Connection, notices: Iterable[Notice]) -> Parcels:
    """The state of every parcel that has the name of a planned one."""
    names = sorted({notice.told.parcel for notice in notices})
    found: dict[tuple[Place, str], State] = {}
    columns = (outbox.c.chat_id, outbox.c.thread_id, outbox.c.parcel, outbox.c.state)
    for start_ in range(0, len(names), AT_ONCE):
        wanted = sa.select(*columns).where(outbox.c.parcel.in_(names[start_ : start_ + AT_ONCE]))
        for chat_id, thread_id, name, state in connection.execute(wanted):
            found[Place(chat_id, thread_id), name] = state
    return found


def _named(made: Plan, parcels: Parcels) -> Plan:
    """The plan with another name for each parcel whose name has been sent already."""
    notices = []
    for notice in made.notices:
        told = notice.told
        if parcels.get((told.place, told.parcel), "waiting") not in OPEN:
            told = Told(told.place, told.issue_id, f"{told.parcel}i{told.issue_id}", told.body)
        notices.append(Notice(told, notice.due_at))
    return Plan(tuple(notices), made.corrections)


def _write(connection: sa.Connection, made: Plan, parcels: Parcels, now: dt.datetime) -> None:
    first: dict[tuple[Place, str], Notice] = {}
    for notice in made.notices:
        first.setdefault((notice.told.place, notice.told.parcel), notice)
    if made.notices:
        texts: dict[int, str] = {}
        connection.execute(alerts.insert(), [_alert(n.told, texts, now) for n in made.notices])
    new = [_parcel(notice) for key, notice in first.items() if key not in parcels]
    if new:
        connection.execute(outbox.insert(), new)
    grown = [key for key in first if key in parcels]
    _correct(connection, [(place, name) for place, name in grown], now)
    if made.corrections:
        is_it = (alerts.c.chat_id == sa.bindparam("chat")) & (alerts.c.thread_id == sa.bindparam("thread"))
        changed = alerts.update().where(is_it, alerts.c.issue_id == sa.bindparam("issue"))
        rows = [_place(t.place) | {"issue": t.issue_id, "body": t.body.to_json()} for t in made.corrections]
        connection.execute(changed, rows)
        _correct(connection, sorted({(t.place, t.parcel) for t in made.corrections}), now)


def _correct(connection: sa.Connection, keys: Sequence[tuple[Place, str]], now: dt.datetime) -> None:
    """Say that what these parcels carry is another now: what was sent is owed an edit."""
    if not keys:
        return
    rows = [_place(place) | {"name": name} for place, name in keys]
    is_it = (outbox.c.chat_id == sa.bindparam("chat")) & (outbox.c.thread_id == sa.bindparam("thread"))
    one = outbox.update().where(is_it, outbox.c.parcel == sa.bindparam("name"))
    connection.execute(one.values(version=outbox.c.version + 1), rows)
    sent = one.where(outbox.c.state == "sent")
    connection.execute(sent.values(state=move("sent", "corrected"), due_at=naive(now), n_tries=0), rows)


def _place(place: Place) -> dict[str, Any]:
    return {"chat": place.chat_id, "thread": place.thread_id}


def _alert(told: Told, texts: dict[int, str], now: dt.datetime) -> dict[str, Any]:
    return {
        "chat_id": told.place.chat_id,
        "thread_id": told.place.thread_id,
        "issue_id": told.issue_id,
        "parcel": told.parcel,
        "body": told.body.to_json(texts),
        "planned_at": naive(now),
    }


def _parcel(notice: Notice) -> dict[str, Any]:
    return parcel_row(notice.told.place, notice.told.parcel, notice.due_at)


def parcel_row(place: Place, name: str, due_at: dt.datetime) -> dict[str, Any]:
    """A new parcel that waits."""
    return {
        "chat_id": place.chat_id,
        "thread_id": place.thread_id,
        "parcel": name,
        "state": "waiting",
        "due_at": naive(due_at),
        "version": 0,
        "n_tries": 0,
    }


def _cursor(connection: sa.Connection) -> int | None:
    found = connection.scalar(sa.select(planning.c.revision).where(planning.c.id == CURSOR))
    return None if found is None else int(found)
