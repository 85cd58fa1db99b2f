"""The page it all starts from, asked what the shared question set asks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import Answer, Current, Library, ask, ingest_file
from retrieval.evaluation.judge import plain

SHARED = Path(__file__).parents[4] / "shared"
PAGE, QUESTIONS = SHARED / "seed" / "page.txt", SHARED / "eval" / "seed_qa_dev.jsonl"

pytestmark = pytest.mark.skipif(not QUESTIONS.exists(), reason="../shared is not here")


@pytest.fixture(scope="module")
def current(module_database_url: str) -> Iterator[Current]:
    with Library.open(module_database_url) as library:
        ingest_file(library, PAGE)
        yield Current.open(library)


def test_answers_and_abstentions(current: Current) -> None:
    """All 18 answerable questions are answered by the first quote, and the 4 others declined."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    missed = []
    for row in rows:
        outcome = ask(current, row["q"])
        said = plain(outcome.quotes[0].excerpt.text) if isinstance(outcome, Answer) else ""
        is_right = any(plain(a) in said for a in row["answers"]) if row["answers"] else not said
        missed += [] if is_right else [row["q"]]

    assert missed == []
