"""What a chat sets for its answers, what was sent in answer to what, and who has asked how lately."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns and tables."""
    op.add_column("bot_chats", sa.Column("bulletins", sa.Text))
    op.add_column("bot_chats", sa.Column("is_compact", sa.Boolean))
    op.add_column("bot_chats", sa.Column("wait_s", sa.Integer, nullable=False, server_default="0"))
    op.add_column("bot_chats", sa.Column("delete_after_s", sa.Integer))
    op.add_column(
        "bot_chats", sa.Column("is_admins_only", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.add_column("bot_answers", sa.Column("asker_id", sa.BigInteger))
    _make_sent()
    op.create_table(
        "bot_turns",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("person_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("full_at", sa.DateTime, nullable=False),
        sa.Column("asked_at", sa.DateTime),
        sa.Column("warned_at", sa.DateTime),
    )
    op.create_index("ix_bot_turns_full_at", "bot_turns", ["full_at"])
    op.create_table(
        "bot_closed_topics",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("thread_id", sa.BigInteger, primary_key=True, autoincrement=False),
    )


def downgrade() -> None:
    """Drop them."""
    for name in ("closed_topics", "turns", "sent"):
        op.drop_table(f"bot_{name}")
    with op.batch_alter_table("bot_answers") as table:
        table.drop_column("asker_id")
    with op.batch_alter_table("bot_chats") as table:
        for name in ("is_admins_only", "delete_after_s", "wait_s", "is_compact", "bulletins"):
            table.drop_column(name)


def _make_sent() -> None:
    """Replies, by their own ids."""
    op.create_table(
        "bot_sent",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("question_id", sa.BigInteger),
        sa.Column("asked", sa.String(16), nullable=False),
        sa.Column("sent_at", sa.DateTime, nullable=False),
        sa.Column("delete_at", sa.DateTime),
        sa.Column("claimed_until", sa.DateTime),
    )
    op.create_index("ix_bot_sent_question_id", "bot_sent", ["chat_id", "question_id"])
    op.create_index("ix_bot_sent_sent_at", "bot_sent", ["sent_at"])
    op.create_index("ix_bot_sent_delete_at", "bot_sent", ["delete_at"])
