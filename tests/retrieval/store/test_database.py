"""One database, two kinds of transaction, and errors that say which value was wrong."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from retrieval.errors import LibraryError
from retrieval.store import Database
from tests import postgres


@pytest.fixture
def numbers(database_url: str) -> Database:
    """A database with a table of one number, 0."""
    database = Database.open(database_url)
    with database.write() as connection:
        connection.execute(sa.text("CREATE TABLE numbers (n INTEGER)"))
        connection.execute(sa.text("INSERT INTO numbers VALUES (0)"))
    return database


def number(connection: sa.Connection) -> int:
    """The number."""
    return int(connection.execute(sa.text("SELECT n FROM numbers")).scalar_one())


def test_a_block_that_raises_is_undone(numbers: Database) -> None:
    """Its own exception comes out, and nothing was written."""

    def fail() -> None:
        with numbers.write() as connection:
            connection.execute(sa.text("UPDATE numbers SET n = 1"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with numbers.read() as connection:
        assert number(connection) == 0
    numbers.close()


def test_a_reader_sees_one_state(numbers: Database) -> None:
    """What another transaction commits in the meantime stays unseen, and nobody waits."""
    with numbers.read() as reader:
        assert number(reader) == 0
        with numbers.write() as writer:
            writer.execute(sa.text("UPDATE numbers SET n = 1"))
        assert number(reader) == 0
    with numbers.read() as reader:
        assert number(reader) == 1
    numbers.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_writers_wait_for_each_other(numbers: Database) -> None:
    """Sixteen threads read and then write; no addition is lost and nobody is refused."""

    def add(_: int) -> None:
        with numbers.write() as connection:
            found = number(connection)
            connection.execute(sa.text("UPDATE numbers SET n = :n"), {"n": found + 1})

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(add, range(64)))
    with numbers.read() as connection:
        assert number(connection) == 64
    numbers.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_is_set_up(numbers: Database) -> None:
    """Write-ahead log, foreign keys, and waiting for a lock, on every connection."""
    with numbers.read() as one, numbers.read() as two:
        for connection in (one, two):
            asked = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "foreign_keys", "busy_timeout")
            ]
            assert asked == ["wal", 1, 5000]
    numbers.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_refuses_writes_while_reading(numbers: Database) -> None:
    """A reading transaction cannot write by mistake."""
    with pytest.raises(LibraryError, match="read-only"), numbers.read() as connection:
        connection.execute(sa.text("UPDATE numbers SET n = 1"))
    numbers.close()


@pytest.mark.parametrize(
    ("database_url", "shown"),
    [
        ("mysql://user:hidden@host/name", "mysql"),
        ("no address", "no address"),
        ("sqlite://", "sqlite"),
        ("postgresql://user:hidden@127.0.0.1:1/name", "127.0.0.1:1/name"),
        ("postgres://user:hidden@127.0.0.1:1/name", "127.0.0.1:1/name"),
        ("postgresql://127.0.0.1:1/name?user=me&password=hidden", "127.0.0.1:1/name"),
        ("postgresql+psycopg2://user:hidden@127.0.0.1:1/name", "psycopg2"),
        ("postgresql+psycopg://user:hidden@host:port/name", "postgresql+psycopg"),
        ("sqlite:////dev/null/library.sqlite3", "/dev/null/library.sqlite3"),
    ],
)
def test_a_wrong_address_is_named_without_its_password(database_url: str, shown: str) -> None:
    """LibraryError shows the value, and never the password."""
    with pytest.raises(LibraryError) as raised:
        Database.open(database_url)

    assert shown in str(raised.value)
    assert "hidden" not in str(raised.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_the_driver_need_not_be_named(postgres_server: str, scheme: str) -> None:
    """Addresses as hosting companies and psql write them open the same database."""
    url = sa.make_url(postgres_server).set(drivername=scheme).render_as_string(hide_password=False)
    with Database.open(url) as database, database.read() as connection:
        assert connection.scalar(sa.text("SELECT 1")) == 1


@pytest.mark.skipif("TEST_DATABASE_URL" in os.environ, reason="whom that server lets in is not known")
def test_a_wrong_password_is_said_and_not_shown(postgres_server: str) -> None:
    """The error names the user and the reason, and neither password."""
    postgres.run(postgres_server, f"CREATE ROLE {postgres.GUARDED} LOGIN PASSWORD 'right-one'")
    url = sa.make_url(postgres_server).set(username=postgres.GUARDED)
    Database.open(url.set(password="right-one").render_as_string(hide_password=False)).close()
    with pytest.raises(LibraryError, match=f"password.*{postgres.GUARDED}") as raised:
        Database.open(url.set(password="hidden").render_as_string(hide_password=False))

    assert "hidden" not in str(raised.value)
    postgres.run(postgres_server, f"DROP ROLE {postgres.GUARDED}")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """LibraryError names the file."""
    path = tmp_path / "notes.txt"
    path.write_text("these are notes, not a database" * 100)

    with pytest.raises(LibraryError, match=r"notes\.txt"):
        Database.open(f"sqlite:///{path}")


def test_errors_hide_what_people_wrote(numbers: Database) -> None:
    """A refused statement shows its words, not its values."""
    with pytest.raises(LibraryError) as raised, numbers.write() as connection:
        connection.execute(sa.text("INSERT INTO nowhere VALUES (:secret)"), {"secret": "what Ann asked"})

    assert "Ann" not in str(raised.value)
    numbers.close()
