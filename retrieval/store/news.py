"""What was published: articles with their words, for those who tell people about them.

Everything saved is published, unless `is_published` says otherwise of its source; whoever is told of news never
looks at a source behind that condition's back.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from retrieval.model import News, NewsArticle, StoredArticle, StoredParagraph
from retrieval.store import rows
from retrieval.store.lookups import HEAD, ISSUE_ORDER, PAGE_ORDER, PARAGRAPH, state
from retrieval.store.rows import Record
from retrieval.store.tables import articles, issues, paragraphs, sources
from retrieval.store.vocabulary import batches

# Every article with its source and its issue.
FILED = articles.join(sources, articles.c.source_id == sources.c.id).join(
    issues, articles.c.issue_id == issues.c.id
)


def is_published() -> sa.ColumnElement[bool]:
    """The condition on a joined article, source and issue that it may be told of."""
    return sa.true()


def news(connection: sa.Connection, since: int) -> News:
    """Published articles that are new or have new words since a revision, in reading order."""
    changed = _whole(connection, _articles().where(articles.c.saved_revision > since))
    issue_ids = set(connection.scalars(sa.select(issues.c.id).where(issues.c.changed_revision > since)))
    issue_ids |= {item.article.head.issue_id for item in changed}
    present: dict[int, set[int]] = {issue_id: set() for issue_id in issue_ids}
    for some in batches(issue_ids):
        here = sa.select(articles.c.issue_id, articles.c.id).select_from(FILED)
        for issue_id, article_id in connection.execute(
            here.where(articles.c.issue_id.in_(some), is_published())
        ):
            present[issue_id].add(article_id)
    revision = int(state(connection).revision)
    return News(revision, tuple(changed), {id_: frozenset(ids) for id_, ids in present.items()})


def recent(connection: sa.Connection, since: dt.datetime, limit: int) -> tuple[StoredArticle, ...]:
    """Published articles of issues shelved since then, the newest issue first, at most `limit`."""
    newest_first = [column.desc() for column in ISSUE_ORDER]
    wanted = _articles().where(issues.c.shelved_at >= since).order_by(None)
    found = _whole(connection, wanted.order_by(*newest_first, *PAGE_ORDER).limit(limit))
    return tuple(item.article for item in found)


def published_sources(connection: sa.Connection) -> frozenset[int]:
    """The ids of all published sources."""
    found = sa.select(sources.c.id).select_from(sources.join(issues)).where(is_published())
    return frozenset(connection.scalars(found))


def bulletins(connection: sa.Connection) -> tuple[str, ...]:
    """The names of all bulletins with something published, in order."""
    found = sa.select(issues.c.bulletin).distinct().select_from(sources.join(issues)).where(is_published())
    return tuple(sorted(connection.scalars(found)))


def named(connection: sa.Connection, issue_ids: Iterable[int]) -> dict[int, tuple[str, dt.date | None]]:
    """The bulletin and the day of issues, by id; those that are gone are left out."""
    wanted = sa.select(issues.c.id, issues.c.bulletin, issues.c.published_on)
    found = (connection.execute(wanted.where(issues.c.id.in_(some))) for some in batches(issue_ids))
    return {row.id: (row.bulletin, row.published_on) for rows_ in found for row in rows_}


def _articles() -> sa.Select[Any]:
    more = (articles.c.kicker, articles.c.subtitle, articles.c.authors, articles.c.source_id)
    found = sa.select(*HEAD, *more).select_from(FILED).where(is_published())
    return found.order_by(*ISSUE_ORDER, *PAGE_ORDER)


def _whole(connection: sa.Connection, wanted: sa.Select[Any]) -> list[NewsArticle]:
    """The articles with their paragraphs, in the order of the statement."""
    found = connection.execute(wanted).all()
    heads = {row.article_id: rows.head(row) for row in found}
    parts: dict[int, list[StoredParagraph]] = defaultdict(list)
    for row in _paragraphs(connection, heads):
        parts[row.article_id].append(rows.paragraph(row, heads[row.article_id]))
    return [
        NewsArticle(
            StoredArticle(
                heads[row.article_id],
                row.kicker,
                row.subtitle,
                rows.authors(row.authors),
                tuple(parts[row.article_id]),
            ),
            row.source_id,
        )
        for row in found
    ]


def _paragraphs(connection: sa.Connection, article_ids: Iterable[int]) -> Iterable[Record]:
    for some in batches(article_ids):
        wanted = sa.select(*PARAGRAPH, paragraphs.c.article_id).where(paragraphs.c.article_id.in_(some))
        yield from connection.execute(wanted.order_by(paragraphs.c.article_id, paragraphs.c.position))
