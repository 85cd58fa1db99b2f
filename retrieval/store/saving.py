"""File one reading: new, unchanged, corrected or refused.

A source is known by bulletin, date and file name, or by where it came from when its date is unknown. The same
bytes are never filed twice in a bulletin. The same bytes from the same place under another date or bulletin
were filed in the wrong place before, and move. All of it happens in one transaction that holds the lock on
the library's one row, so a crash leaves the former state and followers see revisions in order.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from retrieval.errors import LibraryError
from retrieval.model import Problem, Reading, Saved
from retrieval.store import vocabulary
from retrieval.store.rows import ArticleRows, Record, Row, encoded, problems_to_json, terms_in
from retrieval.store.shelving import Shelf, replace_articles
from retrieval.store.tables import articles, issues, library, paragraphs, sources


@dataclass(frozen=True, slots=True)
class Place:
    """Where a source belongs, and what it holds."""

    bulletin: str
    published_on: dt.date | None
    identity: str
    name: str
    origin: str
    sha256: str

    @classmethod
    def of(cls, reading: Reading, bulletin: str) -> Place:
        """The place of a reading."""
        source, date = reading.source, reading.issue.published_on
        identity = date.isoformat() if date else source.origin or source.name
        sha256 = hashlib.sha256(source.content).hexdigest()
        return cls(bulletin, date, identity, source.name, source.origin, sha256)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a source: `status`, and the source it continues with its issue."""

    status: str
    source_id: int | None = None
    issue_id: int = 0
    problems: tuple[Problem, ...] = ()


def decide(connection: sa.Connection, place: Place, *, again: bool = False) -> Decision:
    """Compare a source with what is filed; with `again` the same bytes in the same place are filed anew."""
    known = connection.execute(
        sa.select(sources, issues.c.bulletin, issues.c.identity, issues.c.published_on)
        .join(issues)
        .where(_is_here(place) | _is_twin(place))
        .order_by(sources.c.id)
    ).all()
    here = next((row for row in known if _stands_at(row, place)), None)
    twin = next((row for row in known if row.sha256 == place.sha256 and row is not here), None)
    if here is not None and here.sha256 == place.sha256:
        return Decision("reread" if again else "unchanged", here.id, here.issue_id)
    if twin is not None:
        return _decide_twin(twin, place, is_free=here is None)
    return Decision("new") if here is None else Decision("corrected", here.id, here.issue_id)


def foresee(connection: sa.Connection, reading: Reading, bulletin: str, *, again: bool = False) -> Saved:
    """What filing this reading would do."""
    revision = connection.execute(sa.select(library.c.revision)).scalar_one()
    articles_ = reading.issue.articles
    n_paragraphs = sum(len(article.paragraphs) for article in articles_)
    if not n_paragraphs:
        problem = Problem("no_articles", "no article was found in the text", reading.source.name)
        return Saved("refused", 0, revision, 0, 0, (problem,))
    decision = decide(connection, Place.of(reading, bulletin), again=again)
    if decision.status == "unchanged":
        return _unchanged(connection, decision)
    return Saved(decision.status, decision.issue_id, revision, len(articles_), n_paragraphs)


def file(
    connection: sa.Connection,
    place: Place,
    rows: Sequence[ArticleRows],
    problems: Sequence[Problem],
    fingerprint: str,
    now: dt.datetime,
    *,
    again: bool = False,
) -> Saved:
    """Write a reading where it belongs and raise the revision; `connection` is in a writing transaction."""
    revision = _lock(connection, fingerprint) + 1
    decision = decide(connection, place, again=again)
    if decision.status == "unchanged":
        return _unchanged(connection, decision)
    issue_id = _issue(connection, place, now)
    source = {
        "issue_id": issue_id,
        "name": place.name,
        "origin": place.origin,
        "sha256": place.sha256,
        "problems": problems_to_json(problems),
        "saved_at": now,
    }
    shelf = Shelf(connection, revision, issue_id, _source(connection, decision.source_id, source))
    replace_articles(shelf, encoded(rows, vocabulary.numbers(connection, terms_in(rows))))
    touched = issues.c.id.in_([issue_id, decision.issue_id])
    connection.execute(issues.update().where(touched).values(changed_revision=revision))
    _drop_empty_issue(connection, decision.issue_id)
    connection.execute(library.update().values(revision=revision, fingerprint=fingerprint))
    n_paragraphs = sum(len(row.paragraphs) for row in rows)
    return Saved(decision.status, issue_id, revision, len(rows), n_paragraphs, decision.problems)


def lock_revision(connection: sa.Connection) -> Record:
    """The row of `library`, locked until the transaction ends."""
    return connection.execute(sa.select(library).with_for_update()).one()


def _unchanged(connection: sa.Connection, decision: Decision) -> Saved:
    """Say that nothing had to be written."""
    of_source = articles.c.source_id == decision.source_id
    return Saved(
        decision.status,
        decision.issue_id,
        connection.execute(sa.select(library.c.revision)).scalar_one(),
        _count(connection, articles, of_source),
        _count(connection, paragraphs.join(articles), of_source),
        decision.problems,
    )


def _is_here(place: Place) -> sa.ColumnElement[bool]:
    return sa.and_(
        issues.c.bulletin == place.bulletin,
        issues.c.identity == place.identity,
        sources.c.name == place.name,
    )


def _is_twin(place: Place) -> sa.ColumnElement[bool]:
    is_same_origin = sources.c.origin == place.origin if place.origin else sa.false()
    return sa.and_(
        sources.c.sha256 == place.sha256, sa.or_(issues.c.bulletin == place.bulletin, is_same_origin)
    )


def _stands_at(row: Record, place: Place) -> bool:
    return (row.bulletin, row.identity, row.name) == (place.bulletin, place.identity, place.name)


def _decide_twin(twin: Record, place: Place, *, is_free: bool) -> Decision:
    is_same_file = bool(place.origin) and twin.origin == place.origin
    is_dated_now = place.published_on is not None and twin.published_on is None
    loses_date = place.published_on is None and twin.published_on is not None
    if is_free and (is_same_file or is_dated_now) and not loses_date:
        return Decision("corrected", twin.id, twin.issue_id)
    if is_same_file:
        return Decision("unchanged", twin.id, twin.issue_id)
    message = f"same content as {twin.name}, which is in the library already"
    return Decision("unchanged", twin.id, twin.issue_id, (Problem("duplicate", message, place.name),))


def _lock(connection: sa.Connection, fingerprint: str) -> int:
    state = lock_revision(connection)
    if state.fingerprint not in (None, fingerprint) and _count(connection, paragraphs, sa.true()):
        raise LibraryError(f"terms in the library were made by another analyser: {state.fingerprint}")
    return int(state.revision)


def _issue(connection: sa.Connection, place: Place, now: dt.datetime) -> int:
    """The id of the issue at a place, made when it is new."""
    is_it = sa.and_(issues.c.bulletin == place.bulletin, issues.c.identity == place.identity)
    found = connection.scalar(sa.select(issues.c.id).where(is_it))
    if found is not None:
        return int(found)
    date = place.published_on
    shelved_at = now if date is None else dt.datetime.combine(date, dt.time(), dt.UTC)
    row = {
        "bulletin": place.bulletin,
        "identity": place.identity,
        "published_on": date,
        "shelved_at": shelved_at,
    }
    return _insert(connection, issues, row)


def _source(connection: sa.Connection, source_id: int | None, row: Row) -> int:
    if source_id is None:
        return _insert(connection, sources, row)
    connection.execute(sources.update().where(sources.c.id == source_id).values(row))
    return source_id


def _drop_empty_issue(connection: sa.Connection, issue_id: int) -> None:
    """An issue whose only source moved elsewhere is no more."""
    if issue_id and not _count(connection, sources, sources.c.issue_id == issue_id):
        connection.execute(issues.delete().where(issues.c.id == issue_id))


def _insert(connection: sa.Connection, table: sa.Table, row: Row) -> int:
    return int(connection.execute(table.insert().values(row).returning(table.c.id)).scalar_one())


def _count(connection: sa.Connection, table: sa.FromClause, condition: sa.ColumnElement[bool]) -> int:
    found = connection.scalar(sa.select(sa.func.count()).select_from(table).where(condition))
    return int(found or 0)
