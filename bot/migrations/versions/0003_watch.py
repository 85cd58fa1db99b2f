"""What comes in by itself: everything once, and the addresses that are asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "bot_arrivals",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("way", sa.String(8), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.Column("came_at", sa.DateTime, nullable=False),
        sa.Column("decided_by", sa.BigInteger),
        sa.Column("decided_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("origin", "sha256", name="uq_bot_arrivals_origin"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "bot_fetches",
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("next_at", sa.DateTime, nullable=False),
        sa.Column("n_failures", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("url"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("bot_fetches")
    op.drop_table("bot_arrivals")
