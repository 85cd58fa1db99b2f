"""`bulletin-bot doctor`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox import Sandbox
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
