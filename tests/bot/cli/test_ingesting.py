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

PAGES = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".pdf"))


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


def test_files_read_at_once_are_saved_in_order(command: Command, tmp_path: Path) -> None:
    """With more jobs the reports, the ids and the exit code are the same, a file that fails among them."""
    folder = tmp_path / "in"
    folder.mkdir()
    for page in PAGES:
        (folder / page.name).write_bytes(page.read_bytes())
    long = "".join(f"本报讯 9月{n % 30 + 1}日，柳桥镇举行第{n}场演出，观众很多。\n\n" for n in range(900))
    (folder / "柳桥报-2024-09-01.txt").write_text(long, encoding="utf-8")
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 9)
    result = command("ingest", folder, "--jobs", 3, "--json")

    assert result.exit_code == 1
    files = json.loads(result.stdout)["files"]
    assert [Path(file["path"]).name for file in files] == sorted(path.name for path in folder.iterdir())
    assert [file["path"] for file in files if file["status"] != "new"] == [str(folder / "damaged.pdf")]
    assert all(file["problems"] for file in files if file["status"] == "refused")
    alone = json.loads(command("ingest", folder, "--dry-run", "--again", "--json").stdout)["files"]
    assert [file["articles"] for file in files] == [file["articles"] for file in alone]


def test_known_files_are_read_anew_when_asked(filled: Command) -> None:
    """`--again` files the same bytes anew: articles keep their numbers, and nothing comes twice."""
    before = json.loads(filled("latest", "-n", 99, "--json").stdout)
    foreseen = json.loads(filled("ingest", SAMPLES, "--again", "--dry-run", "--json").stdout)
    again = json.loads(filled("ingest", SAMPLES, "--again", "--json").stdout)
    after = json.loads(filled("ingest", SAMPLES, "--json").stdout)

    assert {file["status"] for file in foreseen["files"]} == {"reread"}
    assert {file["status"] for file in again["files"]} == {"reread"}
    assert {file["status"] for file in after["files"]} == {"unchanged"}
    assert again["articles"] == after["articles"] == len(before["articles"])
    assert json.loads(filled("latest", "-n", 99, "--json").stdout) == before


def test_the_table_names_each_file_and_its_problems(command: Command, tmp_path: Path) -> None:
    """People see a row a file, with articles, paragraphs and the codes of its problems, and the sums below."""
    (tmp_path / "空.txt").touch()
    (tmp_path / "好.txt").write_bytes(PAGES[0].read_bytes())
    table = command("ingest", tmp_path).stdout.splitlines()

    (empty,) = [line for line in table if "空.txt" in line]
    assert "refused" in empty
    assert "empty" in empty
    assert any("好.txt" in line and "new" in line for line in table)
    assert any("2 files" in line and "all" in line for line in table)


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
    assert "0/1" in drawn.decode()
    assert "━" in drawn.decode()
