"""Know which issues lost an article, so that who was told of it can be told better."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Issues that are there already count as unchanged."""
    op.add_column("issues", sa.Column("changed_revision", sa.BigInteger, nullable=False, server_default="0"))


def downgrade() -> None:
    """Forget when issues changed."""
    op.drop_column("issues", "changed_revision")
