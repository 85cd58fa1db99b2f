"""Usage, exit codes and errors."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.cli.commands import app
from tests.bot.cli.conftest import Command

COMMANDS = (
    """read ingest ask search latest evaluate doctor migrate backup restore systemd-unit run try""".split()
)


def test_help_lists_every_command(command: Command) -> None:
    """And each of them has help of its own."""
    listed = command("--help").stdout

    assert all(name in listed for name in COMMANDS)
    assert sorted(info.name or info.callback.__name__ for info in app.registered_commands) == sorted(COMMANDS)  # type: ignore[union-attr]
    for name in COMMANDS:
        assert command(name, "--help").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("fly",),
        ("ask",),
        ("read", "nowhere.txt"),
        ("ingest", "nowhere"),
        ("ingest", "x.txt", "--date", "2024-13-01"),
        ("search", "区长", "-k", "0"),
    ],
)
def test_bad_usage_exits_2(command: Command, words: tuple[str, ...]) -> None:
    """The message stands on standard error, and nothing on standard output."""
    result = command(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


@pytest.mark.parametrize(
    ("variable", "value", "shown"),
    [
        ("DATABASE_URL", "mysql://user:hidden@host/name", "mysql"),
        ("DATABASE_URL", "sqlite:////dev/null/x.sqlite3", "/dev/null/x.sqlite3"),
        ("TELEGRAM_BOT_TOKEN", "hidden", "TELEGRAM_BOT_TOKEN"),
    ],
)
def test_a_wrong_setting_exits_1(
    command: Command, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, shown: str
) -> None:
    """The message names what is wrong and shows no secret."""
    monkeypatch.setenv(variable, value)
    result = command("latest")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: ")
    assert shown in result.stderr
    assert "hidden" not in result.stderr


def test_run_needs_a_token(command: Command) -> None:
    """Without one it says where to get it."""
    result = command("run")

    assert result.exit_code == 1
    assert "@BotFather" in result.stderr


def test_help_loads_nothing_heavy() -> None:
    """Neither the library's parts nor Telegram's are imported to show help."""
    code = (
        "import sys, typer.testing, bot.cli.commands as c; "
        "assert typer.testing.CliRunner().invoke(c.app, ['--help']).exit_code == 0; "
        "print([m for m in ('sqlalchemy', 'jieba', 'telegram', 'numpy', 'retrieval') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "[]"
