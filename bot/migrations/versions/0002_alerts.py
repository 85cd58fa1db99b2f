"""What chats want to be told, what they are owed, and what became of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    _make_chats()
    _make_alerts()
    _make_outbox()


def downgrade() -> None:
    """Drop the tables."""
    for name in ("broadcasts", "outbox", "alerts", "announced", "planning", "subscriptions", "chats"):
        op.drop_table(f"bot_{name}")


def _make_chats() -> None:
    """Chats and their subscriptions."""
    op.create_table(
        "bot_chats",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("schedule", sa.String(8), nullable=False),
        sa.Column("digest_at", sa.Integer, nullable=False),
        sa.Column("digest_weekday", sa.Integer, nullable=False),
        sa.Column("quiet_from", sa.Integer),
        sa.Column("quiet_until", sa.Integer),
        sa.Column("is_quiet_silent", sa.Boolean, nullable=False),
        sa.Column("snoozed_until", sa.DateTime),
        sa.Column("paused_at", sa.DateTime),
        sa.Column("unreachable_since", sa.DateTime),
        sa.Column("met_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "bot_subscriptions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("replaces", sa.Integer),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_bot_subscriptions_chat_id", "bot_subscriptions", ["chat_id"])
    op.create_index("ix_bot_subscriptions_state", "bot_subscriptions", ["state"])


def _make_alerts() -> None:
    """How far it was told, and who was told what."""
    op.create_table(
        "bot_planning",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "bot_announced",
        sa.Column("source_id", sa.BigInteger, primary_key=True, autoincrement=False),
    )
    op.create_table(
        "bot_alerts",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("thread_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("issue_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("parcel", sa.String(48), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("planned_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_bot_alerts_issue_id", "bot_alerts", ["issue_id"])


def _make_outbox() -> None:
    """What is to be sent."""
    op.create_table(
        "bot_outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger, nullable=False),
        sa.Column("parcel", sa.String(48), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("due_at", sa.DateTime, nullable=False),
        sa.Column("claim", sa.String(32)),
        sa.Column("claimed_until", sa.DateTime),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("n_tries", sa.Integer, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("reason", sa.Text),
        sa.Column("settled_at", sa.DateTime),
        sa.UniqueConstraint("chat_id", "thread_id", "parcel", name="uq_bot_outbox_place"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_bot_outbox_state_due_at", "bot_outbox", ["state", "due_at"])
    op.create_index("ix_bot_outbox_parcel", "bot_outbox", ["parcel"])
    op.create_table(
        "bot_broadcasts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sqlite_autoincrement=True,
    )
