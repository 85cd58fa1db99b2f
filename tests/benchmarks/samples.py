"""The bulletins of the sandbox as a question set: their paragraphs, and the questions about them."""

from __future__ import annotations

import tempfile

from retrieval import Library, ingest_file
from retrieval.evaluation.judge import plain
from retrieval.evaluation.sets import Document, Question, QuestionSet
from tests.bulletins.pages import sample_pages, sample_questions


def sample_set() -> QuestionSet:
    """Return the set; a paragraph answers when it holds one of the answers."""
    documents = _documents()
    answerable = [row for row in sample_questions() if row["answers"]]
    questions = [
        Question(row["q"], _gold(documents, row["answers"]), tuple(row["answers"])) for row in answerable
    ]
    others = tuple(row["q"] for row in sample_questions() if not row["answers"])
    return QuestionSet(tuple(documents), tuple(questions), others)


def _documents() -> list[Document]:
    with tempfile.TemporaryDirectory() as folder, Library.open(f"sqlite:///{folder}/s.sqlite3") as library:
        for sample in sample_pages():
            ingest_file(library, sample.path)
        articles = [article for head in library.latest(500) if (article := library.article(head.id))]
    return [
        Document(str(p.id), str(article.head.id), article.head.title, p.text)
        for article in articles
        for p in article.paragraphs
    ]


def _gold(documents: list[Document], answers: list[str]) -> frozenset[str]:
    return frozenset(d.id for d in documents if any(plain(a) in plain(d.text) for a in answers))
