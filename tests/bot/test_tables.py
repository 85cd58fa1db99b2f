"""The bot's tables come and go by revisions, on both databases, and the revisions make what tables.py says."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import retrieval
from bot import tables
from retrieval import Database, Library
from tests.retrieval.store.filling import fill


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


@pytest.mark.parametrize(
    ("folder", "version_table"),
    [
        (Path(retrieval.__file__).parent / "store" / "migrations", "retrieval_version"),
        (Path(tables.__file__).parent / "migrations", tables.VERSION_TABLE),
    ],
    ids=["library", "bot"],
)
def test_each_revision_keeps_what_is_there(database_url: str, folder: Path, version_table: str) -> None:
    """One revision after another over tables with rows in them, and down again, loses none and fails nowhere."""
    revisions = sorted(path.name.partition("_")[0] for path in (folder / "versions").glob("[0-9]*.py"))
    filled: set[str] = set()
    with Database.open(database_url) as database:
        for revision in revisions:
            retrieval.migrate(database.engine, folder, version_table, revision)
            with database.read() as connection:
                left = filled & set(sa.inspect(connection).get_table_names())
                counted = {name: sa.select(sa.func.count()).select_from(sa.table(name)) for name in left}
                assert [name for name in left if connection.scalar(counted[name]) != 1] == []
            filled = fill(database)
        retrieval.migrate(database.engine, folder, version_table, "base")

        assert set(sa.inspect(database.engine).get_table_names()) == {version_table}


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
