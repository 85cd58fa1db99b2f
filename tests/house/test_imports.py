"""Imports only go down, and each library has one owner."""

from __future__ import annotations

import pytest

from tests.house import imports
from tests.house.source import ROOT, Rule, breaches, parse

RULES = [imports.climbs, imports.bypasses_the_face, imports.looks_up_at_the_face, imports.borrows_a_library]

BREACHES = [
    (imports.climbs, "retrieval/reading/text.py", "from retrieval.store import Library"),
    (imports.climbs, "retrieval/engine/local.py", "import retrieval.reading.lines"),
    (imports.climbs, "retrieval/text/fold.py", "from retrieval.engine.bm25 import idf"),
    (imports.climbs, "retrieval/indexing.py", "from retrieval import answering"),
    (imports.climbs, "retrieval/ingest/flow.py", "def f() -> None:\n    from retrieval.answering import ask"),
    (imports.climbs, "retrieval/model/values.py", "from retrieval.errors import BulletinError"),
    (imports.climbs, "retrieval/store/rows.py", "from ..engine import arrays"),
    (imports.climbs, "retrieval/store/rows.py", "from bot.view import message"),
    (imports.bypasses_the_face, "bot/services.py", "from retrieval.store import Library"),
    (imports.bypasses_the_face, "bot/services.py", "import retrieval.model"),
    (imports.bypasses_the_face, "bot/services.py", "from retrieval import engine"),
    (imports.looks_up_at_the_face, "retrieval/ingest/flow.py", "from retrieval import Issue"),
    (imports.looks_up_at_the_face, "retrieval/store/library.py", "import retrieval"),
    (imports.borrows_a_library, "retrieval/ingest/flow.py", "import telegram"),
    (imports.borrows_a_library, "retrieval/engine/local.py", "import jieba.posseg"),
    (imports.borrows_a_library, "retrieval/answering/excerpt.py", "from rank_bm25 import BM25Okapi"),
    (imports.borrows_a_library, "bot/handlers/search.py", "from sqlalchemy import select"),
    (imports.borrows_a_library, "retrieval/ingest/flow.py", "import asyncio"),
]

SOUND = [
    (imports.climbs, "retrieval/reading/text.py", "from retrieval.text.fold import fold"),
    (imports.climbs, "retrieval/reading/text.py", "from retrieval.reading import lines\nfrom . import roles"),
    (imports.climbs, "retrieval/__init__.py", "from retrieval.answering import ask"),
    (imports.bypasses_the_face, "bot/services.py", "from retrieval import Library, ask"),
    (imports.looks_up_at_the_face, "retrieval/ingest/flow.py", "from retrieval import reading"),
    (imports.borrows_a_library, "retrieval/text/cutting.py", "import jieba"),
]


@pytest.mark.parametrize("rule", RULES)
def test_the_tree_keeps_the_rule(rule: Rule) -> None:
    """No module of the two packages breaches it."""
    assert breaches(rule, ROOT, "bot", "retrieval") == []


@pytest.mark.parametrize(("rule", "path", "text"), BREACHES)
def test_a_planted_breach_is_found(rule: Rule, path: str, text: str) -> None:
    """The rule can fail: it names the file of the breach."""
    found = rule(parse(path, text))

    assert len(found) == 1
    assert found[0].startswith(f"{path}:")


@pytest.mark.parametrize(("rule", "path", "text"), SOUND)
def test_what_is_allowed_passes(rule: Rule, path: str, text: str) -> None:
    """The rule is no stricter than the design."""
    assert rule(parse(path, text)) == []


def test_every_module_of_retrieval_stands_in_the_layer_table() -> None:
    """A new room cannot be built beside the drawing."""
    names = {
        path.name.removesuffix(".py")
        for path in (ROOT / "retrieval").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }

    assert names - {"__init__"} <= imports.ROOMS
