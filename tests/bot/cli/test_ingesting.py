"""`bulletin-bot ingest`."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.cli.conftest import SAMPLES, Command

PAGES = sorted(SAMPLES.glob("*.txt"))


def test_a_folder_is_saved_once(command: Command) -> None:
    """The second time everything is unchanged, and the revision stays."""
    first = json.loads(command("ingest", SAMPLES, "--json").stdout)
    second = json.loads(command("ingest", SAMPLES, "--json").stdout)

    assert [file["status"] for file in first["files"]] == ["new"] * len(PAGES)
    assert [file["status"] for file in second["files"]] == ["unchanged"] * len(PAGES)
    assert first["revision"] == second["revision"] == len(PAGES)
    assert first["articles"] == second["articles"] > 0
    assert {file["bulletin"] for file in first["files"]} == {"青砚时报"}


def test_a_dry_run_saves_nothing(command: Command) -> None:
    """It tells what would happen; the library stays empty."""
    foreseen = json.loads(command("ingest", SAMPLES, "--dry-run", "--json").stdout)

    assert [file["status"] for file in foreseen["files"]] == ["new"] * len(PAGES)
    assert json.loads(command("latest", "--json").stdout) == {"articles": []}


def test_good_files_are_kept_when_one_fails(command: Command, tmp_path: Path) -> None:
    """The exit code is 1, the problem is named, and the other files are in the library."""
    (tmp_path / "empty.txt").touch()
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "table.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / ".hidden.txt").touch()
    (tmp_path / PAGES[0].name).write_bytes(PAGES[0].read_bytes())
    result = command("ingest", tmp_path, "--json")

    assert result.exit_code == 1
    said = json.loads(result.stdout)
    assert {Path(file["path"]).name: file["status"] for file in said["files"]} == {
        "empty.txt": "refused",
        "gone.txt": "failed",
        PAGES[0].name: "new",
    }
    assert sorted(Path(skipped["where"]).name for skipped in said["skipped"]) == [".hidden.txt", "table.xls"]
    assert json.loads(command("latest", "--json").stdout)["articles"]


def test_lines_and_a_table_for_people(command: Command) -> None:
    """One line a file on standard error when that is no terminal; the sums on standard output."""
    result = command("ingest", *PAGES, "--bulletin", "县报", "--date", "2024-01-02")

    lines = result.stderr.splitlines()
    assert [line.partition(" ")[0] for line in lines] == [
        f"[{n}/{len(PAGES)}]" for n in range(1, len(PAGES) + 1)
    ]
    assert all("县报, 2024-01-02" in line for line in lines)
    assert "paragraphs" in result.stdout


def test_nothing_to_read_is_bad_usage(command: Command, tmp_path: Path) -> None:
    """An empty folder is more likely a mistyped one."""
    (tmp_path / "empty").mkdir()

    assert command("ingest", "empty").exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made with pty")
def test_a_bar_on_a_terminal(tmp_path: Path) -> None:
    """Standard error is a terminal: a bar moves there, and standard output holds the JSON object alone."""
    ours, theirs = pty.openpty()
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "TERM": "xterm"}
    ingest = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "ingest", str(SAMPLES), "--json"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=environment,
    )
    os.close(theirs)
    drawn = b""
    try:
        while chunk := os.read(ours, 4096):
            drawn += chunk
    except OSError:
        # Linux says so when the last writer of a terminal is gone.
        pass
    os.close(ours)
    stdout, _ = ingest.communicate()

    assert len(json.loads(stdout)["files"]) == len(PAGES)
    assert f"{len(PAGES)}/{len(PAGES)}" in drawn.decode()
    assert "━" in drawn.decode()
