"""Run the revisions on the connection that `migrate` hands over."""

from __future__ import annotations

from alembic import context

from retrieval.store.tables import metadata

attributes = context.config.attributes
context.configure(
    connection=attributes["connection"],
    version_table=attributes["version_table"],
    target_metadata=metadata,
    # Other packages keep tables in the same database; they are none of ours.
    include_name=lambda name, kind, parents: kind != "table" or name in metadata.tables,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
