"""Question sets: a folder with passages.jsonl {id, doc?, title, text} and questions.jsonl {id, question,
gold_passage_ids, answers}; unanswerable.jsonl {question} is optional."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import UsageError


@dataclass(frozen=True, slots=True)
class Document:
    """A passage of a set; `doc` names the article it belongs to."""

    id: str
    doc: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the ids of the passages that answer it, and the strings of which one must be quoted."""

    text: str
    gold: frozenset[str]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Passages to search and questions on some of them."""

    documents: tuple[Document, ...]
    questions: tuple[Question, ...]
    unanswerable: tuple[str, ...] = ()


def load(folder: Path, haystacks: Sequence[Path] = ()) -> QuestionSet:
    """Return the set in `folder`, its passages hidden among those of `haystacks`; UsageError names a bad file."""
    documents = [
        document
        for place in (folder, *haystacks)
        for document in _documents(place / "passages.jsonl", place.name)
    ]
    questions = tuple(_question(row) for row in _rows(folder / "questions.jsonl"))
    extra = folder / "unanswerable.jsonl"
    unanswerable = tuple(_field(row, "question", extra) for row in _rows(extra)) if extra.exists() else ()
    return QuestionSet(tuple(documents), questions, unanswerable)


def _documents(path: Path, prefix: str) -> Iterator[Document]:
    for row in _rows(path):
        identity = str(_field(row, "id", path))
        title = row.get("title") or ""
        doc = str(row.get("doc") or title or identity)
        yield Document(identity, f"{prefix}/{doc}", title, _field(row, "text", path))


def _question(row: dict[str, Any]) -> Question:
    gold = frozenset(map(str, row.get("gold_passage_ids") or ()))
    return Question(str(row.get("question") or ""), gold, tuple(row.get("answers") or ()))


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"no question set file at {path}") from error
    try:
        return [json.loads(line) for line in lines if line.strip()]
    except ValueError as error:
        raise UsageError(f"{path} is not JSON lines: {error}") from error


def _field(row: dict[str, Any], name: str, path: Path) -> str:
    if name not in row:
        raise UsageError(f"a row of {path} has no {name!r}")
    return str(row[name])
