"""The README's list of threats is what the tests prove."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROWS = re.findall(
    r"^\| (.+?) \| .+? \| (`tests/.+?) \|$", README.split("\n## Security\n")[1].split("\n## ")[0], re.M
)


def test_there_is_a_list() -> None:
    """Every threat we know of has a row."""
    assert len(ROWS) >= 11


@pytest.mark.parametrize("row", ROWS, ids=[threat for threat, _ in ROWS])
def test_each_row_names_tests_that_are_there(row: tuple[str, str]) -> None:
    """A file, or a function in it."""
    for path, _, name in (found.partition("::") for found in re.findall(r"`(tests/[^`]+)`", row[1])):
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        functions = {n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
        tests = {n for n in functions if n.startswith("test_")}

        assert name in functions if name else tests, f"{path}::{name}"
