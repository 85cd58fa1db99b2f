"""Everything is short, documented, and free of what the design rules out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import shape
from tests.house.source import ROOT, Rule, breaches, parse

PACKAGES = ("bot", "retrieval")

RULES: list[tuple[Rule, tuple[str, ...]]] = [
    (shape.is_too_long, (*PACKAGES, "tests")),
    (shape.is_async, ("retrieval",)),
    (shape.keeps_state, PACKAGES),
    (shape.catches_everything, PACKAGES),
    (shape.reads_the_clock, ("retrieval",)),
    (shape.lacks_a_docstring, PACKAGES),
    (shape.tests_in_silence, ("tests",)),
]

LONG_FUNCTION = '"""M."""\ndef f():\n' + "    x = 1\n" * 40

BREACHES = [
    (shape.is_too_long, "x = 1\n" * 301),
    (shape.is_too_long, LONG_FUNCTION),
    (shape.is_async, "async def f(): pass"),
    (shape.keeps_state, "CACHE = {}"),
    (shape.keeps_state, "SEEN: set[int] = set()"),
    (shape.keeps_state, "table = {1: 2}"),
    (shape.keeps_state, "n = 0\ndef f():\n    global n"),
    (shape.keeps_state, "TABLE = {1: 2}\ndef f():\n    TABLE[3] = 4"),
    (shape.keeps_state, "NAMES = [1]\ndef f():\n    NAMES.append(2)"),
    (shape.keeps_state, "from collections import defaultdict\nBY_ID = defaultdict(list)\n"),
    (shape.catches_everything, "try:\n    pass\nexcept Exception:\n    pass"),
    (shape.catches_everything, "try:\n    pass\nexcept (ValueError, BaseException):\n    pass"),
    (shape.catches_everything, "try:\n    pass\nexcept:\n    pass"),
    (shape.reads_the_clock, "import datetime as dt\nx = dt.datetime.now(dt.UTC)"),
    (shape.reads_the_clock, "import time\nx = time.time()"),
    (shape.lacks_a_docstring, "x = 1"),
    (shape.lacks_a_docstring, '"""M."""\ndef f(): pass'),
    (shape.lacks_a_docstring, '"""M."""\nclass C:\n    """C."""\n    def f(self): pass'),
    (shape.tests_in_silence, "def test_x():\n    assert True"),
    (shape.tests_in_silence, "from unittest import mock"),
    (shape.tests_in_silence, "import time\ntime.sleep(1)"),
]

SOUND = [
    (shape.keeps_state, "TABLE = {1: 2}\nPAIR = (1, 2)\nSET = frozenset((1, 2))\n__all__ = ['f']"),
    (shape.keeps_state, "def f():\n    seen = []\n    seen.append(1)"),
    (shape.catches_everything, "try:\n    pass\nexcept ValueError:\n    pass"),
    (
        shape.lacks_a_docstring,
        '"""M."""\ndef _f(): pass\nclass C:\n    """C."""\n    def __init__(self): pass',
    ),
]


@pytest.mark.parametrize(("rule", "folders"), RULES)
def test_the_tree_keeps_the_rule(rule: Rule, folders: tuple[str, ...]) -> None:
    """No module breaches it."""
    assert breaches(rule, ROOT, *folders) == []


@pytest.mark.parametrize(("rule", "text"), BREACHES)
def test_a_planted_breach_is_found(rule: Rule, text: str) -> None:
    """The rule can fail: it finds the one breach of a small module."""
    assert len(rule(parse("retrieval/planted.py", text))) == 1


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_what_is_allowed_passes(rule: Rule, text: str) -> None:
    """The rule is no stricter than the design."""
    assert rule(parse("retrieval/planted.py", text)) == []


def test_each_place_that_must_survive_catches_everything_once() -> None:
    """The two allowed places may hold one catch-all each, not two."""
    once = "try:\n    pass\nexcept Exception:\n    pass\n"

    assert shape.catches_everything(parse(shape.CATCH_ALL[0], once)) == []
    assert len(shape.catches_everything(parse(shape.CATCH_ALL[0], once * 2))) == 1


@pytest.mark.parametrize("package", PACKAGES)
def test_each_chapter_lists_its_files(package: str) -> None:
    """A reader who opens a folder learns from its `__init__.py` what each file is for."""
    assert shape.unlisted_files(ROOT / package) == []


def test_a_file_missing_from_its_chapter_is_found(tmp_path: Path) -> None:
    """A module and a package that their chapter does not name are both told."""
    room = tmp_path / "room"
    (room / "attic").mkdir(parents=True)
    (room / "__init__.py").write_text('"""What is here?\n\nlisted.py   a file\n"""\n')
    (room / "attic" / "__init__.py").write_text('"""An attic."""\n')
    for name in ("listed.py", "forgotten.py"):
        (room / name).write_text("")

    assert shape.unlisted_files(room) == [
        "room/__init__.py does not list attic/",
        "room/__init__.py does not list forgotten.py",
    ]
