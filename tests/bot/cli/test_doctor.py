"""`bulletin-bot doctor`."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.sandbox import Sandbox
from retrieval import Database
from tests import postgres
from tests.bot.cli.conftest import Command

STRANGER = "123456:" + "A" * 35


def test_all_is_well(filled: Command) -> None:
    """One line for each part; a missing token is said, and no failure."""
    result = filled("doctor")

    assert result.exit_code == 0
    assert [line.split()[:2] for line in result.stdout.splitlines()] == [
        ["ok", "settings:"],
        ["ok", "database:"],
        ["ok", "index:"],
        ["ok", "token:"],
    ]
    assert "@BotFather" in result.stdout


def test_an_empty_library_is_not_ill(command: Command) -> None:
    """It is told how to fill it."""
    result = command("doctor")

    assert result.exit_code == 0
    assert "bulletin-bot ingest" in result.stdout


def test_a_good_token(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram is asked whose it is."""
    with Sandbox.start(username="bulletin_bot") as sandbox:
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", sandbox.token)
        monkeypatch.setenv("TELEGRAM_API_URL", sandbox.api_url)
        result = command("doctor")

    assert result.exit_code == 0
    assert "@bulletin_bot" in result.stdout


def test_a_refused_token(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is a failure; the token is not shown."""
    with Sandbox.start() as sandbox:
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", STRANGER)
        monkeypatch.setenv("TELEGRAM_API_URL", sandbox.api_url)
        result = command("doctor")

    assert result.exit_code == 1
    assert "FAIL  token" in result.stdout
    assert STRANGER not in result.output


def test_telegram_out_of_reach(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address is named, the token is not, and the other parts are still examined."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", STRANGER)
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")
    result = command("doctor")

    assert result.exit_code == 1
    assert "http://127.0.0.1:9" in result.stdout
    assert "ok    index" in result.stdout
    assert STRANGER not in result.output


def test_a_broken_database(command: Command, tmp_path: Path) -> None:
    """The file is named, with what to do."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bulletins.sqlite3").write_text("no database" * 200)
    result = command("doctor")

    assert result.exit_code == 1
    assert "FAIL  database: sqlite:///data/bulletins.sqlite3" in result.stdout
    assert "DATABASE_URL" in result.stdout


def test_a_wrong_setting(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named before anything else is tried."""
    monkeypatch.setenv("POLL_TIMEOUT_S", "many")
    result = command("doctor")

    assert result.exit_code == 1
    assert "POLL_TIMEOUT_S" in result.stdout


@pytest.fixture
def server_url(postgres_server: str) -> Iterator[sa.URL]:
    """The address of an empty database on a server."""
    with postgres.database(postgres_server) as url:
        yield sa.make_url(url)


@pytest.fixture
def stranger(postgres_server: str, server_url: sa.URL) -> Iterator[sa.URL]:
    """The same database for somebody who may do nothing there."""
    name = f"stranger_{uuid.uuid4().hex}"
    postgres.run(postgres_server, f"CREATE ROLE {name}")
    yield server_url.update_query_dict({"options": f"-c role={name}"})
    postgres.run(postgres_server, f"DROP ROLE {name}")


def test_a_user_without_rights(command: Command, stranger: sa.URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not allowed is named, with what to look at."""
    monkeypatch.setenv("DATABASE_URL", shown(stranger))
    result = command("doctor")

    assert result.exit_code == 1
    assert "FAIL  database: postgresql" in result.stdout
    assert "permission denied" in result.stdout
    assert "what that user may do" in result.stdout


def test_a_database_that_is_not_there(
    command: Command, server_url: sa.URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, and so is a server that does not answer; no password is shown."""
    monkeypatch.setenv("DATABASE_URL", shown(server_url.set(database="nowhere")))
    missing = command("doctor")
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:hidden-word@127.0.0.1:9/bulletins")
    away = command("doctor")

    assert (missing.exit_code, away.exit_code) == (1, 1)
    assert 'database "nowhere" does not exist' in missing.stdout
    assert "FAIL  database: postgresql+psycopg://bot:***@127.0.0.1:9/bulletins" in away.stdout
    assert "hidden-word" not in away.output


def test_a_standby_that_is_not_there(
    command: Command, server_url: sa.URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is well, the index is not: the standby's address is named, its password is not."""
    monkeypatch.setenv("DATABASE_URL", shown(server_url))
    monkeypatch.setenv("SEARCH_ENGINE", "postgres")
    monkeypatch.setenv("DATABASE_READ_URL", "postgresql://bot:hidden-word@127.0.0.1:9/bulletins")
    result = command("doctor")

    assert result.exit_code == 1
    assert "ok    database" in result.stdout
    assert "FAIL  index: postgresql+psycopg://bot:***@127.0.0.1:9/bulletins" in result.stdout
    assert "DATABASE_READ_URL" in result.stdout
    assert "hidden-word" not in result.output


@pytest.mark.parametrize("table", ["retrieval_version", "bot_version"])
def test_a_database_of_a_newer_program(
    table: str, command: Command, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables that are missing or old are made at the start; those of a newer program are left alone, and that is said."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    assert command("doctor").exit_code == 0
    with Database.open(database_url) as database, database.write() as connection:
        connection.execute(sa.update(sa.table(table, sa.column("version_num"))).values(version_num="9999"))
    result = command("doctor")

    assert result.exit_code == 1
    assert "FAIL  database" in result.stdout
    assert "made by a newer version of this program (revision 9999)" in result.stdout


def test_damaged_files_of_the_index(filled: Command, tmp_path: Path) -> None:
    """They are a cache: the index is made anew, and all is well."""
    assert filled("doctor").exit_code == 0
    files = [path for path in (tmp_path / "data" / "index").rglob("*") if path.is_file()]
    assert files
    for path in files:
        path.write_bytes(b"no index")
    result = filled("doctor")

    assert result.exit_code == 0
    assert "ok    index" in result.stdout
    assert filled("ask", "防汛值班电话是多少？").exit_code == 0


def shown(url: sa.URL) -> str:
    return url.render_as_string(hide_password=False)
