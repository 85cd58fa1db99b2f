"""Keep terms once and texts as numbers; the terms are made anew at the next start."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

big_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# No analyser has this name, so the library counts as analysed by another one.
NOBODY = ""


def upgrade() -> None:
    """Drop the terms as text; columns are added as such, for a table made anew would forget its last id."""
    op.create_table(
        "vocabulary",
        sa.Column("id", big_id, nullable=False),
        sa.Column("term", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_vocabulary"),
        sa.UniqueConstraint("term", name="uq_vocabulary_term"),
        sqlite_autoincrement=True,
    )
    op.drop_column("articles", "title_terms")
    op.add_column("articles", sa.Column("title_terms", sa.LargeBinary))
    op.drop_column("paragraphs", "terms")
    op.add_column("paragraphs", sa.Column("terms", sa.LargeBinary))
    forget_analyser()


def downgrade() -> None:
    """Go back to terms as text, which are made anew as well."""
    op.drop_column("paragraphs", "terms")
    op.add_column("paragraphs", sa.Column("terms", sa.Text, nullable=False, server_default=""))
    op.drop_column("articles", "title_terms")
    op.add_column("articles", sa.Column("title_terms", sa.Text, nullable=False, server_default=""))
    op.drop_table("vocabulary")
    forget_analyser()


def forget_analyser() -> None:
    """A library that holds something is analysed anew; an empty one has nothing to forget."""
    library = sa.table("library", sa.column("fingerprint", sa.Text))
    has_analyser = library.c.fingerprint.is_not(None)
    op.execute(library.update().where(has_analyser).values(fingerprint=NOBODY))
