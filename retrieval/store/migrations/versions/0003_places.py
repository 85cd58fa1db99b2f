"""Keep where on its page a paragraph is printed, and whether the order of that page is in doubt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add columns; what is stored already came from text, which has no places."""
    op.add_column("articles", sa.Column("page_number", sa.Integer))
    op.add_column(
        "articles", sa.Column("is_uncertain", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.add_column("paragraphs", sa.Column("boxes", sa.Text))


def downgrade() -> None:
    """Forget the places."""
    op.drop_column("paragraphs", "boxes")
    op.drop_column("articles", "is_uncertain")
    op.drop_column("articles", "page_number")
