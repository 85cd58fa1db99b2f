"""Real paragraphs as terms, from the question sets beside the project; beyond them, perturbed copies.

A copy draws 12 % of its terms anew from the whole corpus, and 1 % become terms nobody else has, so that the vocabulary
keeps growing as it does with real text. Articles stay whole: the passages of one stand together, under one title.
Where the sets are absent, the made-up paragraphs of `corpus.py` take their place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.codes import CodedTerms
from retrieval.model import Passage
from retrieval.text import tokens
from tests.benchmarks import corpus

EVAL = Path(__file__).parents[3] / "shared" / "eval"
_SETS = ("policy", "news", "wiki", "wiki_hant", "haystack")
_ASKED = (("policy", 1), ("news", 15))
_DRAWN_ANEW = 0.12
_NEVER_SEEN = 0.01


@dataclass(frozen=True)
class Paragraphs:
    """Passages whose terms are numbers into `table`, and the terms of questions about the first of them."""

    table: list[str]
    passages: list[Passage]
    questions: list[list[str]]
    is_real: bool


def paragraphs(n: int, n_questions: int, seed: int = 5) -> Paragraphs:
    """Return `n` passages, the real ones first; the same for the same seed."""
    if not EVAL.is_dir():
        made, asked = corpus.passages(n), corpus.questions(n_questions, n)
        coder = _Coder()
        return Paragraphs(coder.table, [coder.coded(passage) for passage in made], asked, False)
    coder = _Coder()
    real = [coder.coded(passage) for passage in islice(_real(), n)]
    copies = islice(_copies(real, coder.table, np.random.default_rng(seed)), n - len(real))
    return Paragraphs(coder.table, [*real, *copies], list(islice(_questions(), n_questions)), True)


class _Coder:
    def __init__(self) -> None:
        self.table: list[str] = []
        self._numbers: dict[str, int] = {}

    def coded(self, passage: Passage) -> Passage:
        """The passage with numbers instead of terms."""
        return Passage(
            passage.id, passage.article_id, self._code(passage.title_terms), self._code(passage.terms)
        )

    def _code(self, terms: Any) -> CodedTerms:
        for term in terms:
            if term not in self._numbers:
                self._numbers[term] = len(self.table)
                self.table.append(term)
        return CodedTerms(np.array([self._numbers[term] for term in terms], "<u4").tobytes(), self.table)


def _real() -> Iterator[Passage]:
    """Every paragraph of the sets, article by article, numbered from 1."""
    passage_id = article_id = 0
    for name in _SETS:
        articles: dict[str, list[dict[str, str]]] = {}
        for row in _rows(name, "passages"):
            articles.setdefault(row.get("doc") or row["id"], []).append(row)
        for rows in articles.values():
            article_id += 1
            title = tokens.terms(rows[0]["title"])
            for row in rows:
                passage_id += 1
                yield Passage(passage_id, article_id, title, tokens.terms(row["text"]))


def _copies(real: list[Passage], table: list[str], chance: np.random.Generator) -> Iterator[Passage]:
    """Perturbed copies of all passages, over and over."""
    n_articles, passage_id = real[-1].article_id, len(real)
    everything = np.frombuffer(b"".join(_codes(passage) for passage in real), "<u4")
    round_ = 0
    while True:
        round_ += 1
        for passage in real:
            passage_id += 1
            terms = _perturbed(np.frombuffer(_codes(passage), "<u4").copy(), everything, table, chance)
            yield Passage(
                passage_id,
                passage.article_id + round_ * n_articles,
                passage.title_terms,
                CodedTerms(terms.tobytes(), table),
            )


def _perturbed(
    codes: NDArray[np.uint32], everything: NDArray[np.uint32], table: list[str], chance: np.random.Generator
) -> NDArray[np.uint32]:
    drawn = chance.random(len(codes))
    anew = drawn < _DRAWN_ANEW
    codes[anew] = everything[chance.integers(0, len(everything), np.count_nonzero(anew))]
    for place in np.flatnonzero(drawn > 1 - _NEVER_SEEN).tolist():
        codes[place] = len(table)
        table.append(f"{chr(0x4E00 + len(table) % 20_000)}{len(table) // 7}")
    return codes


def _codes(passage: Passage) -> bytes:
    assert isinstance(passage.terms, CodedTerms)
    return passage.terms.codes


def _questions() -> Iterator[list[str]]:
    """Terms of real questions, those of the sets by turns."""
    asked = [[row["question"] for row in _rows(name, "questions")][::step] for name, step in _ASKED]
    for several in zip(*asked, strict=False):
        yield from map(tokens.terms, several)


def _rows(name: str, kind: str) -> Iterator[dict[str, str]]:
    with (EVAL / name / f"{kind}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
