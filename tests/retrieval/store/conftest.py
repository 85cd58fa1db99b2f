"""A fresh database for each test: a SQLite file, and PostgreSQL when its address is given."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from retrieval.store import Library


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new folder/library.sqlite3"
        return
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        pytest.skip("TEST_DATABASE_URL is not set: no PostgreSQL server to test with")
    name = f"test_{uuid.uuid4().hex}"
    run(server, f'CREATE DATABASE "{name}"')
    yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    run(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    """An open, empty library."""
    with Library.open(database_url) as library:
        yield library


def run(server: str, statement: str) -> None:
    """Run one statement outside of any transaction."""
    engine = sa.create_engine(sa.make_url(server).set(drivername="postgresql+psycopg"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
