"""What an index that was made earlier must agree with: is this the library it was made from?

Revisions alone do not tell: another database, or a backup that was put back and went on, may have come to the same
number. A mark says which paragraphs were there at a revision, and what was in the newest of them. It can be taken at
any later time, for the library knows what is gone since.
"""

from __future__ import annotations

import hashlib
from typing import Any

import sqlalchemy as sa

from retrieval.store.tables import articles, paragraphs

_N_NEWEST = 32

Mark = dict[str, Any]


def mark(connection: sa.Connection, revision: int, gone: sa.CompoundSelect[Any]) -> Mark:
    """The mark of a revision; `gone` selects the paragraphs that were there then and are gone or renewed since."""
    id_ = paragraphs.c.id
    standing = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(id_), 0)).where(_stands(revision))
    n, total = connection.execute(standing).one()
    ids = connection.scalars(gone).all()
    newest = connection.scalars(
        sa.select(id_).where(_stands(revision)).order_by(id_.desc()).limit(_N_NEWEST)
    ).all()
    return {"n": n + len(ids), "sum": int(total) + sum(ids), "newest": contents(connection, revision, newest)}


def contents(connection: sa.Connection, revision: int, ids: list[int] | Any) -> dict[str, str]:
    """A name for the words of each paragraph, by its id, of those that stand as they did at a revision."""
    columns = (paragraphs.c.id, paragraphs.c.text, articles.c.title)
    wanted = sa.select(*columns).select_from(paragraphs.join(articles))
    rows = connection.execute(wanted.where(paragraphs.c.id.in_(ids), _stands(revision)))
    return {str(row.id): hashlib.sha256(f"{row.title}\n{row.text}".encode()).hexdigest()[:16] for row in rows}


def agrees(connection: sa.Connection, revision: int, gone: sa.CompoundSelect[Any], noted: Any) -> bool:
    """Whether a mark that was taken of a revision fits this library."""
    if not isinstance(noted, dict) or not isinstance(noted.get("newest"), dict):
        return False
    present = mark(connection, revision, gone)
    if (present["n"], present["sum"]) != (noted.get("n"), noted.get("sum")):
        return False
    now = contents(connection, revision, [int(id_) for id_ in noted["newest"]])
    return all(noted["newest"][id_] == content for id_, content in now.items())


def _stands(revision: int) -> sa.ColumnElement[bool]:
    return paragraphs.c.analysed_revision <= revision
