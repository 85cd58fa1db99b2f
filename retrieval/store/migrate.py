"""Bring tables to the newest revision when the program starts; nobody runs Alembic by hand.

Revisions are named by the number their file begins with, so the newest is known without loading Alembic,
which takes longer than everything else at start and is needed only once after an update.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from retrieval.errors import SchemaError
from retrieval.store.database import Database, shown, translated

# What stands before the revision of a library that is still being moved here from another database.
MOVING = "moving "
VERSION = sa.column("version_num", sa.String)

# Any number will do, as long as every process asks for the same.
_MIGRATION_LOCK = 0x62756C6C


def migrate(engine: sa.Engine, script_location: Path, version_table: str, target: str = "head") -> None:
    """Run the revisions in the folder `script_location` up to `target`, or all down to "base".

    Each package keeps its own revisions and its own `version_table` in the same database. Its env.py finds
    `connection` and `version_table` in the config's attributes. SchemaError when a newer program was here.
    """
    known = sorted(path.name.partition("_")[0] for path in (script_location / "versions").glob("[0-9]*.py"))
    wanted = {"head": known[-1], "base": None}.get(target, target)
    if _revision(engine, known, version_table) != wanted:
        with _alone(engine) as connection:
            _run(connection, script_location, version_table, target)


def _revision(engine: sa.Engine, known: list[str], version_table: str) -> str | None:
    """The revision the database stands at, None when it has none yet; waits for no writer."""
    with Database(engine).read() as connection:
        if not sa.inspect(connection).has_table(version_table):
            return None
        revision: str | None = connection.scalar(sa.select(VERSION).select_from(sa.table(version_table)))
    if revision is not None and revision.startswith(MOVING):
        raise SchemaError(
            f"{shown(engine.url)}: holds half of a library: run bulletin-bot migrate --to again to its end"
        )
    if revision is not None and revision not in known:
        raise SchemaError(
            f"{shown(engine.url)}: made by a newer version of this program (revision {revision})"
        )
    return revision


def _run(connection: sa.Connection, script_location: Path, version_table: str, target: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(script_location).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes.update(connection=connection, version_table=version_table)
    (command.downgrade if target == "base" else command.upgrade)(config, target)


@contextmanager
def _alone(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A writing transaction that no other process shares, in which tables may be dropped and made anew."""
    is_sqlite = engine.dialect.name == "sqlite"
    with translated(engine.url), engine.connect() as connection:
        if is_sqlite:
            # SQLite alters a table by copying and dropping it, and a drop would delete what refers to it.
            # The pragma does nothing inside a transaction, so it goes around SQLAlchemy, which begins one.
            _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                if not is_sqlite:
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
                yield connection
        finally:
            if is_sqlite:
                _foreign_keys(connection, "ON")


def _foreign_keys(connection: sa.Connection, state: str) -> None:
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys = {state}")
    cursor.close()
