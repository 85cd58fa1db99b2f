"""Run the revisions on the connection `retrieval.migrate` hands over."""

from __future__ import annotations

from alembic import context

from bot.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=context.config.attributes["version_table"],
)
with context.begin_transaction():
    context.run_migrations()
