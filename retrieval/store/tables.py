"""The tables of the library.

issues 1--n sources 1--n articles 1--n paragraphs. Ids are never used twice, so a link to what is gone finds
nothing rather than something else. Every row that a follower must hear of carries the revision that made it.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

VERSION_TABLE = "retrieval_version"

# SQLite counts ids by itself only in a column that is exactly INTEGER.
BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# PostgreSQL would order letters and digits by the manners of its locale.
PageOrder = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")


class UtcDateTime(sa.types.TypeDecorator[dt.datetime]):
    """An aware time, kept in UTC; SQLite keeps no zone, so it is put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        """Write UTC."""
        return None if value is None else value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        """Read UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Every term once; texts hold the numbers of their terms.
vocabulary = sa.Table(
    "vocabulary",
    metadata,
    sa.Column("id", BigId, primary_key=True),
    sa.Column("term", sa.Text, nullable=False),
    sa.UniqueConstraint("term"),
    sqlite_autoincrement=True,
)

# One row. Whoever saves locks it first, so that revisions grow in the order of the commits.
library = sa.Table(
    "library",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("fingerprint", sa.Text),
)

# `identity` is the date in ISO form, or where the only source of an undated issue came from.
# `shelved_at` orders issues: the date of publication, or when an undated issue was saved. `changed_revision` is the
# last that added, changed or removed an article.
issues = sa.Table(
    "issues",
    metadata,
    sa.Column("id", BigId, primary_key=True),
    sa.Column("bulletin", sa.Text, nullable=False),
    sa.Column("identity", sa.Text, nullable=False),
    sa.Column("published_on", sa.Date),
    sa.Column("shelved_at", UtcDateTime, nullable=False, index=True),
    sa.Column("changed_revision", sa.BigInteger, nullable=False, server_default="0"),
    sa.UniqueConstraint("bulletin", "identity"),
    sqlite_autoincrement=True,
)

# `problems` is a JSON list of [code, message, where].
sources = sa.Table(
    "sources",
    metadata,
    sa.Column("id", BigId, primary_key=True),
    sa.Column("issue_id", BigId, sa.ForeignKey("issues.id"), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False, index=True),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),
    sa.Column("problems", sa.Text, nullable=False),
    sa.Column("saved_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("issue_id", "name"),
    sqlite_autoincrement=True,
)

# `date` is a PrintedDate in its ISO form, `authors` a JSON list, `title_terms` are packed as `vocabulary.py` says.
# `page_order` sorts as the pages do; `digest` tells whether a corrected page changed this article. `repeats` is the
# first article that is the same report, when there is one. `page_number`
# counts the pages of the file from 1; `is_uncertain` says that the order of that page's text is in doubt or words may be missing.
articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", BigId, primary_key=True),
    sa.Column("issue_id", BigId, sa.ForeignKey("issues.id"), nullable=False),
    sa.Column("source_id", BigId, sa.ForeignKey("sources.id"), nullable=False, index=True),
    sa.Column("page", sa.Text),
    sa.Column("page_order", PageOrder, nullable=False),
    sa.Column("page_number", sa.Integer),
    sa.Column("is_uncertain", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("is_title_derived", sa.Boolean, nullable=False),
    sa.Column("kicker", sa.Text),
    sa.Column("subtitle", sa.Text),
    sa.Column("date", sa.String(10)),
    sa.Column("date_text", sa.Text),
    sa.Column("byline", sa.Text),
    sa.Column("authors", sa.Text, nullable=False),
    sa.Column("lead", sa.Text, nullable=False),
    sa.Column("title_terms", sa.LargeBinary),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("repeats", BigId, index=True),
    sa.Column("saved_revision", sa.BigInteger, nullable=False, index=True),
    sa.Index(None, "issue_id", "page_order", "source_id", "position"),
    sqlite_autoincrement=True,
)

# What an article is found again by: the bands of its signature.
bands = sa.Table(
    "bands",
    metadata,
    sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("article_id", BigId, primary_key=True, autoincrement=False, index=True),
)

# `sentences` is a JSON list of ends, `runs` one of [start, source_start, length], `boxes` one of
# [left, top, right, bottom] in the page's units, or nothing; `terms` as in articles.
# `analysed_revision` is newer than `saved_revision` once the terms were made anew.
paragraphs = sa.Table(
    "paragraphs",
    metadata,
    sa.Column("id", BigId, primary_key=True),
    sa.Column("article_id", BigId, sa.ForeignKey("articles.id"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("sentences", sa.Text, nullable=False),
    sa.Column("runs", sa.Text, nullable=False),
    sa.Column("boxes", sa.Text),
    sa.Column("terms", sa.LargeBinary),
    sa.Column("saved_revision", sa.BigInteger, nullable=False),
    sa.Column("analysed_revision", sa.BigInteger, nullable=False, index=True),
    sa.UniqueConstraint("article_id", "position"),
    sqlite_autoincrement=True,
)

# A paragraph that is gone: who follows the library from a revision in between must drop it.
removals = sa.Table(
    "removals",
    metadata,
    sa.Column("paragraph_id", BigId, primary_key=True, autoincrement=False),
    sa.Column("saved_revision", sa.BigInteger, nullable=False),
    sa.Column("removed_revision", sa.BigInteger, nullable=False, index=True),
)
