"""The sample pages as values: where each stands, and what it truly says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TRUTHS = ROOT / "tests" / "bulletins" / "truth"
PRINTED = ROOT / "tests" / "bulletins" / "printed"
PAGES = ROOT / "bot" / "sandbox" / "bulletins"
QUESTIONS = ROOT / "tests" / "bulletins" / "questions.jsonl"


@dataclass(frozen=True, slots=True)
class SamplePage:
    """One shipped page: its file, and its truth in the form `read --json` prints."""

    path: Path
    truth: dict[str, Any]

    @property
    def name(self) -> str:
        """Return the name that bulletin, date and page give it, without a suffix."""
        return self.path.stem

    @property
    def articles(self) -> list[dict[str, Any]]:
        """Return its articles as the truth tells them, in page order."""
        articles: list[dict[str, Any]] = self.truth["articles"]
        return articles


def sample_pages() -> list[SamplePage]:
    """Return all sample pages, oldest first."""
    return [
        SamplePage(PAGES / f"{path.stem}.txt", json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(TRUTHS.glob("*.json"))
    ]


def sample_questions() -> list[dict[str, Any]]:
    """Return the questions: `q`, `article` (an id, or None), `answers`, `kind`, and sometimes a `note`."""
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
