"""What is committed is small, portable and on the card."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.house.source import ROOT
from tests.house.tracked import strays, tracked_files, unfit_files


def tracked_or_skip() -> list[str]:
    """Return the tracked files, or skip visibly where this tree is no git checkout."""
    try:
        paths = tracked_files(ROOT)
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("this tree is not a git checkout")
    return paths or pytest.skip("git tracks nothing here")


def test_every_tracked_file_is_fit_to_commit() -> None:
    """No registry addresses, machine paths, lock files or files over 1 MiB."""
    assert unfit_files(ROOT, tracked_or_skip()) == []


def test_the_top_level_holds_the_card_only() -> None:
    """Everything stands in bot, retrieval or tests; the rest is on the card or a dotfile."""
    assert strays(tracked_or_skip()) == []


def test_planted_files_are_found(tmp_path: Path) -> None:
    """Each kind of unfit file is told once, and a fit one is not."""
    planted = {
        "uv.lock": b"",
        "big.bin": b"0" * (1024 * 1024 + 1),
        "pip.conf": b"index" + b"-url = x",
        "notes.md": b"see /" + b"root/notes",
        "fit.md": b"see /help and the folder roots/",
    }
    for name, content in planted.items():
        (tmp_path / name).write_bytes(content)

    assert unfit_files(tmp_path, list(planted)) == [
        "uv.lock is a lock file",
        "big.bin is over 1 MiB",
        "pip.conf carries a registry address",
        "notes.md carries a path of one machine",
    ]


def test_a_planted_top_level_entry_is_found() -> None:
    """A folder beside the card is told; a dotfile is not."""
    assert strays(["bot/cli.py", "scripts/x.sh", ".ci/run", "README.md"]) == ["scripts"]
