"""The language a chat chose, where it did not leave that to its people's clients."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column."""
    op.add_column("bot_chats", sa.Column("chosen_language", sa.String(8)))


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("bot_chats") as table:
        table.drop_column("chosen_language")
