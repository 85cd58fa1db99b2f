"""The inbox of updates and the answers that buttons page through."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "bot_updates",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("received_at", sa.DateTime, nullable=False),
        sa.Column("raw", sa.Text, nullable=False),
        sa.Column("n_starts", sa.Integer, nullable=False),
        sa.Column("n_sent", sa.Integer, nullable=False),
        sa.Column("handled_at", sa.DateTime, nullable=True),
    )
    op.create_index("ix_bot_updates_handled_at", "bot_updates", ["handled_at"])
    op.create_table(
        "bot_answers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("update_id", sa.BigInteger, nullable=False, unique=True),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_bot_answers_asked_at", "bot_answers", ["asked_at"])


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("bot_answers")
    op.drop_table("bot_updates")
