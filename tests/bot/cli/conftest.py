"""The command, run in this process on an empty folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from bot.settings import Settings

SAMPLES = Path(__file__).parents[3] / "bot" / "sandbox" / "bulletins"

Command = Callable[..., Result]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Run `bulletin-bot` with some words; the library lies in the test's own folder."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def run(*words: object) -> Result:
        result = CliRunner().invoke(app, [str(word) for word in words])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def filled(command: Command) -> Command:
    """The same, with the sample bulletins in the library."""
    assert command("ingest", SAMPLES).exit_code == 0
    return command
