"""The bot's tables come and go by revisions, on both databases, and the revisions make what tables.py says."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bot import tables
from retrieval import Database, Library


def test_the_revisions_make_the_tables(database_url: str) -> None:
    """Nothing in tables.py differs from what the revisions made, beside the library's own tables."""
    with Library.open(database_url) as library:
        tables.migrate(library.database)
        with library.database.read() as connection:
            options = {
                "version_table": tables.VERSION_TABLE,
                "include_name": lambda name, kind, _: kind != "table" or name.startswith("bot_"),
            }
            context = MigrationContext.configure(connection, opts=options)

            assert compare_metadata(context, tables.metadata) == []


def test_down_and_up_again(database_url: str) -> None:
    """Going down leaves no table of the bot but the one that counts revisions; going up makes them again."""
    with Database.open(database_url) as database:
        tables.migrate(database)
        names = set(tables.metadata.tables)
        assert names <= set(sa.inspect(database.engine).get_table_names())
        tables.migrate(database, "base")
        assert not names & set(sa.inspect(database.engine).get_table_names())
        tables.migrate(database)

        assert names <= set(sa.inspect(database.engine).get_table_names())
