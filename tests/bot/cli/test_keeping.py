"""`bulletin-bot backup` and `restore`: everything comes back, and nothing is lost on the way."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from bot.leading import FileLock
from tests.bot.cli.conftest import Command

PAGE = b"%PDF the page"
QUESTION = ("ask", "防汛值班电话是多少", "--json")


@pytest.fixture
def saved(filled: Command, tmp_path: Path) -> Path:
    """A backup of a library with a kept original beside the sample that is a PDF."""
    digest = hashlib.sha256(PAGE).hexdigest()
    kept = tmp_path / "data" / "originals" / digest[:2] / digest
    kept.parent.mkdir(parents=True)
    kept.write_bytes(PAGE)
    path = tmp_path / "backups" / "all.zip"
    result = filled("backup", str(path))
    assert result.exit_code == 0, result.output
    assert "2 original files" in result.stdout
    return path


def test_everything_comes_back(filled: Command, saved: Path, tmp_path: Path) -> None:
    """After the loss of the data folder, a restored library gives the same answer and has its originals."""
    before = filled(*QUESTION).stdout
    originals = {p.name for p in (tmp_path / "data" / "originals").rglob("*") if p.is_file()}
    (tmp_path / "data").rename(tmp_path / "lost")
    result = filled("restore", str(saved))

    assert result.exit_code == 0, result.output
    assert json.loads(filled(*QUESTION).stdout) == json.loads(before)
    assert {p.name for p in (tmp_path / "data" / "originals").rglob("*") if p.is_file()} == originals


def test_nothing_is_replaced_unasked(filled: Command, saved: Path, tmp_path: Path) -> None:
    """A backup overwrites no file; a restore over a library needs --force, and sets the old one aside."""
    assert filled("backup", str(saved)).exit_code == 2
    assert filled("restore", str(saved)).exit_code == 2
    assert filled("restore", str(saved), "--force").exit_code == 0
    assert (tmp_path / "data" / "bulletins.sqlite3.before-restore").exists()


def test_a_running_bot_is_not_pulled_away(filled: Command, saved: Path, tmp_path: Path) -> None:
    """While a bot leads on this database, nothing is restored over it."""
    lock = FileLock(tmp_path / "data" / "bulletins.sqlite3.leader")
    assert lock.acquire()
    result = filled("restore", str(saved), "--force")
    lock.release()

    assert result.exit_code == 1
    assert "stop the bot first" in result.output


@pytest.mark.parametrize("damage", ["cut", "turned", "foreign", "no zip", "climbing"])
def test_a_damaged_backup_changes_nothing(damage: str, filled: Command, saved: Path, tmp_path: Path) -> None:
    """Whatever is wrong with the file is said, and the library stays as it is."""
    before = filled(*QUESTION).stdout
    spoilt = tmp_path / "spoilt.zip"
    content = saved.read_bytes()
    if damage == "cut":
        spoilt.write_bytes(content[: len(content) // 2])
    elif damage == "turned":
        middle = len(content) // 2
        spoilt.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    elif damage == "no zip":
        spoilt.write_bytes(b"nothing of the kind")
    else:
        name = "../../evil" if damage == "climbing" else "database.sqlite3"
        with zipfile.ZipFile(spoilt, "w") as archive:
            archive.writestr(name, b"x")
            files = {"database.sqlite3": "0" * 64, name: "0" * 64}
            archive.writestr("manifest.json", json.dumps({"format": 1, "files": files, "rows": {}}))
    result = filled("restore", str(spoilt), "--force")

    assert result.exit_code == 1, result.output
    assert "spoilt.zip" in result.output
    assert filled(*QUESTION).stdout == before
    assert not (tmp_path / "evil").exists()


def test_a_bot_may_write_meanwhile(filled: Command, tmp_path: Path) -> None:
    """A backup is of one moment, whoever holds the database open and writes."""
    database = tmp_path / "data" / "bulletins.sqlite3"
    with sqlite3.connect(database, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE articles SET byline = 'unfinished'")
        result = filled("backup", str(tmp_path / "all.zip"))
        writer.execute("ROLLBACK")
    writer.close()

    assert result.exit_code == 0, result.output


def test_a_server_is_told_how(filled: Command, monkeypatch: pytest.MonkeyPatch, postgres_server: str) -> None:
    """PostgreSQL has its own ways; they are named."""
    monkeypatch.setenv("DATABASE_URL", postgres_server)
    result = filled("backup", "all.zip")

    assert result.exit_code == 2
    assert "pg_dump" in result.output
