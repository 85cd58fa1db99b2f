"""A row in every table of a database, as its columns want it, whatever tables there are."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from retrieval.store import Database

WHEN = dt.datetime(2024, 9, 3, 8, tzinfo=dt.UTC)


def fill(database: Database) -> set[str]:
    """Put one row into each table that is empty, parents first; return the names of all tables with rows.

    Numbers are 1, so that rows refer to one another.
    """
    tables = sa.MetaData()
    tables.reflect(database.engine)
    filled = set()
    with database.write() as connection:
        for table in tables.sorted_tables:
            if not connection.scalar(sa.select(sa.func.count()).select_from(table)):
                connection.execute(table.insert().values(row(table)))
            filled.add(table.name)
    return filled


def row(table: sa.Table) -> dict[str, Any]:
    """A value for each column."""
    return {column.name: _value(column) for column in table.columns}


def _value(column: sa.Column[Any]) -> Any:
    kind = column.type
    values: tuple[tuple[type[sa.types.TypeEngine[Any]], Any], ...] = (
        (sa.Boolean, True),
        (sa.Integer, 1),
        (sa.DateTime, WHEN if getattr(kind, "timezone", False) else WHEN.replace(tzinfo=None)),
        (sa.Date, WHEN.date()),
        (sa.LargeBinary, b"\x01\x00\x00\x00"),
        (sa.String, "x"),
        (sa.Float, 1.0),
    )
    return next(value for type_, value in values if isinstance(kind, type_))
