"""`bulletin-bot migrate --to URL`: nothing is lost on the way, wherever it breaks off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot import tables
from retrieval import Database, Library, SchemaError
from retrieval.store.tables import metadata
from tests import postgres
from tests.bot.cli.conftest import SAMPLES, Command
from tests.retrieval.store.filling import fill, row

TABLES = [*metadata.sorted_tables, *tables.metadata.sorted_tables]
HERE = "sqlite:///data/bulletins.sqlite3"


@pytest.fixture
def target(postgres_server: str) -> Iterator[str]:
    """The address of an empty database on the server."""
    with postgres.database(postgres_server) as url:
        yield url


@pytest.fixture
def installation(filled: Command) -> Command:
    """A library with the samples, one of them corrected, and something in every table of the bot."""
    with Library.open(HERE) as library:
        tables.migrate(library.database)
        fill(library.database)
    return filled


def contents(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything in all tables."""
    with Database.open(url) as database, database.read() as connection:
        return {
            table.name: [
                tuple(each) for each in connection.execute(sa.select(table).order_by(*table.primary_key))
            ]
            for table in TABLES
        }


def crowd(n: int) -> None:
    """Many rows in a table of the bot."""
    with Database.open(HERE) as database, database.write() as connection:
        rows = [row(tables.updates) | {"update_id": 10 + i} for i in range(n)]
        connection.execute(tables.updates.insert(), rows)


def test_everything_is_there_afterwards(
    installation: Command, target: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every row of every table, the same answers, and ids that go on where they stood."""
    before = installation("ask", "防汛值班电话是多少", "--json").stdout
    result = installation("migrate", "--to", target, "--json")
    report = json.loads(result.stdout)

    assert result.exit_code == 0
    assert contents(target) == contents(HERE)
    assert report["rows"] == report["written"] == sum(map(len, contents(HERE).values()))
    assert not report["resumed"]
    assert report["questions_compared"] >= len(list(SAMPLES.glob("*.txt")))
    monkeypatch.setenv("DATABASE_URL", target)
    for engine in ("local", "postgres"):
        monkeypatch.setenv("SEARCH_ENGINE", engine)
        assert installation("ask", "防汛值班电话是多少", "--json").stdout == before
    (tmp_path / "柳桥报-2024-09-05-A01.txt").write_text(
        "本报讯 9月4日，金沙社区食堂开张，老人凭证就餐。\n", "utf-8"
    )
    assert installation("ingest", tmp_path / "柳桥报-2024-09-05-A01.txt").exit_code == 0
    assert installation("ask", "什么时候食堂开张？").exit_code == 0
    with Database.open(target) as database:
        fill(database)


def test_killed_and_run_again(installation: Command, target: str, tmp_path: Path) -> None:
    """SIGKILL half-way: nobody opens what is half there, and the next run brings the rest alone."""
    crowd(15_000)
    command = [sys.executable, "-m", "bot.cli", "migrate", "--to", target]
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DATA_DIR")}
    running = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL)
    n_there = _wait_for_some(target, running)
    running.send_signal(signal.SIGKILL)
    running.wait()

    assert 0 < n_there < 15_000
    with pytest.raises(SchemaError, match="half of a library"):
        Library.open(target)
    with Database.open(HERE) as database, database.write() as connection:
        connection.execute(tables.updates.delete().where(tables.updates.c.update_id < 100))
        connection.execute(tables.updates.update().where(tables.updates.c.update_id == 100).values(raw="new"))
    report = json.loads(installation("migrate", "--to", target, "--json").stdout)

    assert report["resumed"]
    assert 0 < report["written"] < report["rows"]
    assert contents(target) == contents(HERE)
    Library.open(target).close()


def _wait_for_some(target: str, running: subprocess.Popen[bytes]) -> int:
    """How many rows of the large table are there, as soon as there are any."""
    deadline = time.monotonic() + 60
    with Database.open(target) as database:
        while time.monotonic() < deadline and running.poll() is None:
            with database.read() as connection:
                if sa.inspect(connection).has_table(tables.updates.name):
                    count = sa.select(sa.func.count()).select_from(tables.updates)
                    if n := int(connection.scalar(count) or 0):
                        return n
    return 0


def test_again_after_the_end(filled: Command, target: str) -> None:
    """A second run finds everything there and writes nothing; once the target has gone on, it is left alone."""
    assert filled("migrate", "--to", target).exit_code == 0
    again = json.loads(filled("migrate", "--to", target, "--json").stdout)
    assert again["written"] == 0

    with Library.open(target) as library, library.database.write() as connection:
        connection.execute(tables.updates.insert().values(row(tables.updates)))
    result = filled("migrate", "--to", target)
    assert result.exit_code == 1
    assert "must be empty" in result.stderr


def test_what_holds_something_else_is_left_alone(filled: Command, target: str) -> None:
    """Another program's table is named, and nothing is written."""
    with Database.open(target) as database:
        with database.write() as connection:
            connection.execute(sa.text("CREATE TABLE invoices (n INTEGER)"))
        result = filled("migrate", "--to", target)

        assert result.exit_code == 1
        assert "invoices" in result.stderr
        assert sa.inspect(database.engine).get_table_names() == ["invoices"]


@pytest.mark.parametrize(
    ("to", "code", "said"),
    [
        ("sqlite:///other.sqlite3", 2, "PostgreSQL"),
        ("postgresql://me:hidden@127.0.0.1:1/name", 1, "127.0.0.1:1/name"),
    ],
)
def test_a_wrong_address_is_said(filled: Command, to: str, code: int, said: str) -> None:
    """No way there, with the reason and without the password."""
    result = filled("migrate", "--to", to)

    assert (result.exit_code, said in result.stderr) == (code, True)
    assert "hidden" not in result.stderr
