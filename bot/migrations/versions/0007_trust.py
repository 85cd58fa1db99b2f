"""What people think of answers, which quotes they say are wrong, and who is not let in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "bot_votes",
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("value", sa.SmallInteger, nullable=False),
        sa.Column("places", sa.Text, nullable=False),
        sa.Column("voted_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_id", "user_id"),
    )
    op.create_index("ix_bot_votes_user_id", "bot_votes", ["user_id"])
    op.create_table(
        "bot_reports",
        sa.Column("article_id", sa.BigInteger, nullable=False),
        sa.Column("paragraph", sa.Integer, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("reported_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "paragraph", "user_id"),
    )
    op.create_index("ix_bot_reports_user_id", "bot_reports", ["user_id"])
    op.create_table(
        "bot_bans",
        sa.Column("id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("banned_by", sa.BigInteger),
        sa.Column("banned_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("bot_bans", "bot_reports", "bot_votes"):
        op.drop_table(name)
