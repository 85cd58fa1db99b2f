"""Write the articles of one source: those that continue keep their ids, and what stays as it was is not touched.

What is new is written with one statement a table, so that a text of ten thousand reports takes seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from retrieval.store import repeats
from retrieval.store.matching import Mark, correspond
from retrieval.store.rows import ArticleRows, Record, Row
from retrieval.store.tables import articles, paragraphs, removals


@dataclass(frozen=True, slots=True)
class Shelf:
    """One source being filed under a new revision."""

    connection: sa.Connection
    revision: int
    issue_id: int
    source_id: int


def replace_articles(shelf: Shelf, rows: Sequence[ArticleRows]) -> None:
    """Write the articles of the source, in place of those it had."""
    former = shelf.connection.execute(
        sa.select(articles).where(articles.c.source_id == shelf.source_id).order_by(articles.c.position)
    ).all()
    marks = [Mark(row.digest, row.title, row.position, row.lead) for row in former]
    matches = correspond(marks, [row.mark for row in rows])
    _remove_articles(shelf, former, {former[match].id for match in matches if match is not None})
    continued = [None if match is None else former[match] for match in matches]
    stays = [
        old is not None and old.digest == row.mark.digest for row, old in zip(rows, continued, strict=True)
    ]
    ids = _article_ids(shelf, rows, continued, stays)
    _write_paragraphs(shelf, rows, ids, stays)
    unnoted = repeats.unnoted(shelf.connection, [i for i, is_same in zip(ids, stays, strict=True) if is_same])
    to_note = [not is_same or i in unnoted for i, is_same in zip(ids, stays, strict=True)]
    texts = ((i, _text(row)) for i, row, is_wanted in zip(ids, rows, to_note, strict=True) if is_wanted)
    repeats.note(shelf.connection, list(texts))


def _remove_articles(shelf: Shelf, former: Sequence[Record], continued: set[int]) -> None:
    for gone in (row.id for row in former if row.id not in continued):
        repeats.forget(shelf.connection, gone)
        _remove_paragraphs(shelf, gone)
        shelf.connection.execute(articles.delete().where(articles.c.id == gone))


def _article_ids(
    shelf: Shelf, rows: Sequence[ArticleRows], continued: Sequence[Record | None], stays: Sequence[bool]
) -> list[int]:
    """Write what is said of each article, and return their ids in order."""
    whole = [row.article | {"issue_id": shelf.issue_id, "source_id": shelf.source_id} for row in rows]
    made = {"saved_revision": shelf.revision}
    new = [article | made for article, old in zip(whole, continued, strict=True) if old is None]
    new_ids = iter(_insert_all(shelf.connection, new))
    ids = [next(new_ids) if old is None else int(old.id) for old in continued]
    for article_id, row, article, old, is_same in zip(ids, rows, whole, continued, stays, strict=True):
        if is_same:
            _move_article(shelf, article_id, article, row.paragraphs)
        elif old is not None:
            repeats.forget(shelf.connection, article_id)
            _remove_paragraphs(shelf, article_id)
            shelf.connection.execute(
                articles.update().where(articles.c.id == article_id).values(article | made)
            )
    return ids


def _insert_all(connection: sa.Connection, rows: Sequence[Row]) -> list[int]:
    """Insert articles and return their ids in the same order."""
    if not rows:
        return []
    statement = articles.insert().returning(articles.c.id, sort_by_parameter_order=True)
    return [int(i) for i in connection.scalars(statement, rows)]


def _write_paragraphs(
    shelf: Shelf, rows: Sequence[ArticleRows], ids: Sequence[int], stays: Sequence[bool]
) -> None:
    made = {"saved_revision": shelf.revision, "analysed_revision": shelf.revision}
    new = [
        paragraph | made | {"article_id": article_id}
        for row, article_id, is_same in zip(rows, ids, stays, strict=True)
        if not is_same
        for paragraph in row.paragraphs
    ]
    if new:
        shelf.connection.execute(paragraphs.insert(), new)


def _move_article(shelf: Shelf, article_id: int, article: Row, rows: Sequence[Row]) -> None:
    """The words are the same, only their place may differ: on the page, and in the source."""
    shelf.connection.execute(articles.update().where(articles.c.id == article_id).values(article))
    if rows:
        shelf.connection.execute(
            paragraphs.update()
            .where(paragraphs.c.article_id == article_id, paragraphs.c.position == sa.bindparam("at"))
            .values(runs=sa.bindparam("new_runs"), boxes=sa.bindparam("new_boxes")),
            [{"at": row["position"], "new_runs": row["runs"], "new_boxes": row["boxes"]} for row in rows],
        )


def _remove_paragraphs(shelf: Shelf, article_id: int) -> None:
    """Delete the paragraphs of an article and leave word of it for followers."""
    gone = paragraphs.c.article_id == article_id
    removed = sa.select(paragraphs.c.id, paragraphs.c.saved_revision, sa.literal(shelf.revision)).where(gone)
    columns = ["paragraph_id", "saved_revision", "removed_revision"]
    shelf.connection.execute(removals.insert().from_select(columns, removed))
    shelf.connection.execute(paragraphs.delete().where(gone))


def _text(row: ArticleRows) -> str:
    return "".join(paragraph["text"] for paragraph in row.paragraphs)
