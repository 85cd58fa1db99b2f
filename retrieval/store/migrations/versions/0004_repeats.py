"""Know the same report on another page or in another issue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add what articles are found again by; articles that are stored already get it when they are read anew."""
    op.add_column("articles", sa.Column("repeats", _BigId))
    op.create_index("ix_articles_repeats", "articles", ["repeats"])
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger, nullable=False),
        sa.Column("article_id", _BigId, nullable=False),
        sa.PrimaryKeyConstraint("band", "article_id", name="pk_bands"),
    )
    op.create_index("ix_bands_article_id", "bands", ["article_id"])


def downgrade() -> None:
    """Forget which reports are the same."""
    op.drop_table("bands")
    op.drop_index("ix_articles_repeats", table_name="articles")
    op.drop_column("articles", "repeats")
