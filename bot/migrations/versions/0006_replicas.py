"""Several processes at once: whose turn it is in a chat, and who is there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables; what waits already is one lane, so that its order is kept."""
    with op.batch_alter_table("bot_updates") as table:
        table.add_column(sa.Column("lane", sa.BigInteger, nullable=False, server_default="0"))
    with op.batch_alter_table("bot_updates") as table:
        table.alter_column("lane", server_default=None)
    op.create_index("ix_bot_updates_lane", "bot_updates", ["lane", "handled_at"])
    op.create_table(
        "bot_lanes",
        sa.Column("lane", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("claim", sa.String(32), nullable=False),
        sa.Column("claimed_until", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("lane"),
    )
    op.create_index("ix_bot_lanes_claim", "bot_lanes", ["claim"])
    op.create_table(
        "bot_replicas",
        sa.Column("claim", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("n_wanted", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("claim"),
    )


def downgrade() -> None:
    """Drop the tables and the column."""
    op.drop_table("bot_replicas")
    op.drop_table("bot_lanes")
    op.drop_index("ix_bot_updates_lane", "bot_updates")
    with op.batch_alter_table("bot_updates") as table:
        table.drop_column("lane")
