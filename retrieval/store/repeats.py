"""Which articles are the same report? Each new one is compared with the few that share most of its signature.

The first article of a group stands for it, and alone is found again; the others say in `repeats` which one that is.
What is done for a new article does not grow with the library, nor with how often it was printed. All of it runs in
the transaction that saves the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import sqlalchemy as sa

from retrieval.model import ArticleHead, Elsewhere
from retrieval.store import vocabulary
from retrieval.store.tables import articles, bands, issues, paragraphs
from retrieval.text.likeness import is_same_report, signature

MOST_COMPARED = 4
# Of sixteen: texts that have half of their runs in common share four.
LEAST_SHARED = 2
_PLACE = (
    articles.c.id,
    articles.c.repeats,
    articles.c.title,
    articles.c.page,
    issues.c.bulletin,
    issues.c.published_on,
)


def note(connection: sa.Connection, article_id: int, text: str) -> None:
    """Keep what an article is found again by, and which earlier report it repeats; `text` is all of its words."""
    found_by = sorted(set(signature(text)))
    if not found_by:
        return
    first = next(
        (i for i in _alike(connection, found_by) if is_same_report(_text(connection, i), text)), None
    )
    if first is not None:
        group = connection.scalar(sa.select(articles.c.repeats).where(articles.c.id == first)) or first
        connection.execute(articles.update().where(articles.c.id == article_id).values(repeats=group))
        return
    _found_by(connection, article_id, found_by)


def note_once(connection: sa.Connection, article_id: int, text: str) -> None:
    """The same for an article that was saved before articles were compared."""
    is_noted = sa.exists().where(bands.c.article_id == article_id)
    is_copy = sa.exists().where((articles.c.id == article_id) & articles.c.repeats.is_not(None))
    if not connection.scalar(sa.select(is_noted | is_copy)):
        note(connection, article_id, text)


def forget(connection: sa.Connection, article_id: int) -> None:
    """Take an article out of its group, before its words change or go; the next oldest stands for the group."""
    connection.execute(bands.delete().where(bands.c.article_id == article_id))
    connection.execute(articles.update().where(articles.c.id == article_id).values(repeats=None))
    is_copy = articles.c.repeats == article_id
    heir = connection.scalar(sa.select(sa.func.min(articles.c.id)).where(is_copy))
    if heir is not None:
        connection.execute(articles.update().where(is_copy).values(repeats=heir))
        connection.execute(articles.update().where(articles.c.id == heir).values(repeats=None))
        _found_by(connection, heir, signature(_text(connection, heir)))


def with_others(connection: sa.Connection, heads: Sequence[ArticleHead]) -> dict[int, ArticleHead]:
    """The heads by their id, each with the other places of its report, in the order those were saved."""
    groups = {head.id: head.repeats or head.id for head in heads}
    members: dict[int, list[Elsewhere]] = {group: [] for group in groups.values()}
    for some in vocabulary.batches(members):
        is_member = articles.c.id.in_(some) | articles.c.repeats.in_(some)
        statement = sa.select(*_PLACE).select_from(articles.join(issues)).where(is_member)
        for row in connection.execute(statement.order_by(articles.c.id)):
            place = Elsewhere(row.id, row.bulletin, row.title, row.published_on, row.page)
            members[row.repeats or row.id].append(place)
    return {head.id: _told(head, members[groups[head.id]]) for head in heads}


def _told(head: ArticleHead, places: Sequence[Elsewhere]) -> ArticleHead:
    others = tuple(place for place in places if place.article_id != head.id)
    return replace(head, also=others) if others else head


def _found_by(connection: sa.Connection, article_id: int, found_by: Iterable[int]) -> None:
    """Let an article be found by its bands; those of an older version's copies are written already."""
    connection.execute(bands.delete().where(bands.c.article_id == article_id))
    rows = [{"band": band, "article_id": article_id} for band in sorted(set(found_by))]
    if rows:
        connection.execute(bands.insert(), rows)


def _alike(connection: sa.Connection, found_by: list[int]) -> list[int]:
    """The articles that share most bands, the most alike first."""
    shared = sa.func.count()
    statement = (
        sa.select(bands.c.article_id)
        .where(bands.c.band.in_(found_by))
        .group_by(bands.c.article_id)
        .having(shared >= LEAST_SHARED)
        .order_by(shared.desc(), bands.c.article_id)
        .limit(MOST_COMPARED)
    )
    return [int(i) for i in connection.scalars(statement)]


def _text(connection: sa.Connection, article_id: int) -> str:
    of_article = paragraphs.c.article_id == article_id
    texts = connection.scalars(sa.select(paragraphs.c.text).where(of_article).order_by(paragraphs.c.position))
    return "".join(texts)
