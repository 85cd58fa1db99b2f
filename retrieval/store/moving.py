"""Move all rows of one database to another, in batches; broken off anywhere, it goes on where it was.

While it lasts the target's version says so: no program opens a library that is only half there, and the next run knows
that what is there is its own. Rows that are there already are compared, not trusted, so the source may have changed in
between; what the target has beyond the source is taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from retrieval.errors import LibraryError
from retrieval.store.database import Database
from retrieval.store.migrate import MOVING, VERSION

AT_ONCE = 1000
# Rows that a program leaves in tables that are otherwise empty.
_OF_NO_ACCOUNT = ("library", "bot_planning")
# The index in PostgreSQL is made from the library; without its state it is made anew.
_INDEX_STATE = "index_state"
_INDEX = (
    _INDEX_STATE,
    *(f"index_{name}" for name in ("terms", "articles", "passages", "chunks", "postings")),
)

Tell = Callable[[str, int, int], None]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A table: its rows, and how many of them this run wrote."""

    table: str
    n_rows: int
    n_written: int


def holds(database: Database, tables: Sequence[sa.Table], version_tables: Sequence[str]) -> list[str]:
    """The names of all tables with rows in them, and of all that are none of ours."""
    ours = {table.name: table for table in tables}
    with database.read() as connection:
        names = sa.inspect(connection).get_table_names()
        strangers = [name for name in names if name not in (*ours, *version_tables, *_INDEX)]
        accountable = [ours[name] for name in names if name in ours and name not in _OF_NO_ACCOUNT]
        filled = [table.name for table in accountable if _has_rows(connection, table)]
    return strangers + filled


def is_begun(database: Database, version_table: str) -> bool:
    """Whether an earlier run began to move a library here, and did not come to its end."""
    with database.read() as connection:
        if not sa.inspect(connection).has_table(version_table):
            return False
        version = connection.scalar(sa.select(VERSION).select_from(sa.table(version_table)))
        return str(version or "").startswith(MOVING)


def begin(database: Database, version_table: str) -> None:
    """Let nobody open the library in the target until `end`; an index that is there is no longer its own."""
    with database.write() as connection:
        if sa.inspect(connection).has_table(_INDEX_STATE):
            connection.execute(sa.delete(sa.table(_INDEX_STATE)))
    _set_version(database, version_table, sa.literal(MOVING) + VERSION)


def end(database: Database, version_table: str) -> None:
    """Let everybody open the library in the target."""
    _set_version(database, version_table, sa.func.replace(VERSION, MOVING, ""))


def copy(source: Database, target: Database, tables: Sequence[sa.Table], tell: Tell) -> tuple[Moved, ...]:
    """Bring every table of the target to what it is in the source; LibraryError when that fails.

    `tables` come parents first. `tell` hears a table's name, how many of its rows are done, and how many there are.
    """
    with source.read() as reading:
        for table in reversed(tables):
            _take_out(reading, target, table)
        moved = tuple(_copy(reading, target, table, tell) for table in tables)
        for table in tables:
            _set_sequence(reading, target, table)
    return moved


def counts(database: Database, tables: Sequence[sa.Table]) -> dict[str, int]:
    """How many rows each table has."""
    with database.read() as connection:
        return {table.name: _count(connection, table) for table in tables}


def _copy(reading: sa.Connection, target: Database, table: sa.Table, tell: Tell) -> Moved:
    n_rows, n_done, n_written = _count(reading, table), 0, 0
    tell(table.name, 0, n_rows)
    for rows in _batches(reading, table):
        with target.write() as connection:
            n_written += _write(connection, table, rows)
        n_done += len(rows)
        tell(table.name, n_done, n_rows)
    return Moved(table.name, n_rows, n_written)


def _write(connection: sa.Connection, table: sa.Table, rows: Sequence[sa.Row[Any]]) -> int:
    """Write those rows that are not there as they are; return how many that were."""
    keys = [_key(table, row) for row in rows]
    is_one = sa.tuple_(*table.primary_key).in_(keys)
    there = {_key(table, row): tuple(row) for row in connection.execute(sa.select(table).where(is_one))}
    if not there:
        _write_new(connection, table, rows)
        return len(rows)
    new = [row._asdict() for key, row in zip(keys, rows, strict=True) if there.get(key) != tuple(row)]
    if new:
        insert = postgresql.insert(table)
        names = [column.name for column in table.columns if not column.primary_key]
        changed = {name: insert.excluded[name] for name in names}
        index = list(table.primary_key)
        upsert = insert.on_conflict_do_update(index_elements=index, set_=changed) if changed else insert
        connection.execute(upsert if changed else insert.on_conflict_do_nothing(), new)
    return len(new)


def _write_new(connection: sa.Connection, table: sa.Table, rows: Sequence[sa.Row[Any]]) -> None:
    """Write rows none of which is there, as fast as the driver can."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(tuple(row))


def _take_out(reading: sa.Connection, target: Database, table: sa.Table) -> None:
    """Delete what the target has beyond the source, from a run that saw another state of it."""
    with target.read() as connection:
        if not _has_rows(connection, table):
            return
        keys = [tuple(row) for row in connection.execute(sa.select(*table.primary_key))]
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        is_one = sa.tuple_(*table.primary_key).in_
        kept = {tuple(row) for row in reading.execute(sa.select(*table.primary_key).where(is_one(some)))}
        if gone := [key for key in some if key not in kept]:
            with target.write() as connection:
                connection.execute(table.delete().where(is_one(gone)))


def _batches(reading: sa.Connection, table: sa.Table) -> Iterator[Sequence[sa.Row[Any]]]:
    ordered = sa.select(table).order_by(*table.primary_key)
    yield from reading.execute(ordered.execution_options(yield_per=AT_ONCE)).partitions()


def _set_sequence(reading: sa.Connection, target: Database, table: sa.Table) -> None:
    """The next id follows the last that was ever given, so that no id comes twice."""
    column = table.autoincrement_column
    if column is None:
        return
    last = reading.scalar(sa.select(sa.func.max(column))) or 0
    if table.dialect_options["sqlite"]["autoincrement"]:
        given = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        last = max(last, reading.scalar(given, {"name": table.name}) or 0)
    with target.write() as connection:
        name = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(table.name, column.name)))
        if name:
            connection.execute(sa.select(sa.func.setval(name, max(last, 1), last > 0)))


def _set_version(database: Database, version_table: str, value: sa.ColumnElement[str]) -> None:
    with database.write() as connection:
        version = sa.table(version_table, sa.column("version_num", sa.String))
        if connection.execute(sa.update(version).values(version_num=value)).rowcount != 1:
            raise LibraryError(f"{database.name}: {version_table} should have one row")


def _key(table: sa.Table, row: sa.Row[Any]) -> Key:
    return tuple(getattr(row, column.name) for column in table.primary_key)


def _has_rows(connection: sa.Connection, table: sa.Table) -> bool:
    return connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is not None


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return int(connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)
