"""Issues, their sources, articles and paragraphs, and what a follower must drop."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

big_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
page_order = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables and the one row of `library`."""
    library = op.create_table(
        "library",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("fingerprint", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_library"),
    )
    op.bulk_insert(library, [{"id": 1, "revision": 0, "fingerprint": None}])
    make_issues_and_sources()
    make_articles()
    make_paragraphs()


def make_issues_and_sources() -> None:
    """Editions, and the files they came from."""
    op.create_table(
        "issues",
        sa.Column("id", big_id, nullable=False),
        sa.Column("bulletin", sa.Text, nullable=False),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("published_on", sa.Date),
        sa.Column("shelved_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_issues"),
        sa.UniqueConstraint("bulletin", "identity", name="uq_issues_bulletin_identity"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_issues_shelved_at", "issues", ["shelved_at"])
    op.create_table(
        "sources",
        sa.Column("id", big_id, nullable=False),
        sa.Column("issue_id", big_id, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("problems", sa.Text, nullable=False),
        sa.Column("saved_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name="fk_sources_issue_id_issues"),
        sa.UniqueConstraint("issue_id", "name", name="uq_sources_issue_id_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sources_origin", "sources", ["origin"])
    op.create_index("ix_sources_sha256", "sources", ["sha256"])


def make_articles() -> None:
    """The reports on their pages."""
    op.create_table(
        "articles",
        sa.Column("id", big_id, nullable=False),
        sa.Column("issue_id", big_id, nullable=False),
        sa.Column("source_id", big_id, nullable=False),
        sa.Column("page", sa.Text),
        sa.Column("page_order", page_order, nullable=False),
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
        sa.Column("title_terms", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("saved_revision", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name="fk_articles_issue_id_issues"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_articles_source_id_sources"),
        sqlite_autoincrement=True,
    )
    order = ["issue_id", "page_order", "source_id", "position"]
    op.create_index("ix_articles_" + "_".join(order), "articles", order)
    op.create_index("ix_articles_source_id", "articles", ["source_id"])
    op.create_index("ix_articles_saved_revision", "articles", ["saved_revision"])


def make_paragraphs() -> None:
    """The paragraphs with their terms, and the ids of those that are gone."""
    op.create_table(
        "paragraphs",
        sa.Column("id", big_id, nullable=False),
        sa.Column("article_id", big_id, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("sentences", sa.Text, nullable=False),
        sa.Column("runs", sa.Text, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.Column("saved_revision", sa.BigInteger, nullable=False),
        sa.Column("analysed_revision", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_paragraphs"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_paragraphs_article_id_articles"),
        sa.UniqueConstraint("article_id", "position", name="uq_paragraphs_article_id_position"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_paragraphs_analysed_revision", "paragraphs", ["analysed_revision"])
    op.create_table(
        "removals",
        sa.Column("paragraph_id", big_id, autoincrement=False, nullable=False),
        sa.Column("saved_revision", sa.BigInteger, nullable=False),
        sa.Column("removed_revision", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("paragraph_id", name="pk_removals"),
    )
    op.create_index("ix_removals_removed_revision", "removals", ["removed_revision"])


def downgrade() -> None:
    """Drop the tables, those that refer to others first."""
    for table in ("removals", "paragraphs", "articles", "sources", "issues", "library"):
        op.drop_table(table)
