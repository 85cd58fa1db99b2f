"""The samples answer the questions they can, and decline those they cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from retrieval import Abstention, Answer, Current, Library, ask, ingest_file
from tests.bulletins.pages import sample_pages, sample_questions

# Measured on the five pages: 52 of 57 answered by the first quote, 13 of 13 declined.
LEAST_ANSWERED = 50
QUESTIONS = sample_questions()


@pytest.fixture(scope="module")
def current(module_database_url: str) -> Iterator[Current]:
    """Give the index over a library that holds all sample pages."""
    with Library.open(module_database_url) as library:
        for sample in sample_pages():
            ingest_file(library, sample.path)
        yield Current.open(library)


def is_answered(outcome: Answer | Abstention, answers: list[str]) -> bool:
    """Return whether the first quote holds one of the answers, blanks aside."""
    if isinstance(outcome, Abstention):
        return False
    text = re.sub(r"\s", "", outcome.quotes[0].excerpt.text)
    return any(re.sub(r"\s", "", answer) in text for answer in answers)


def test_most_questions_are_answered_by_the_first_quote(current: Current) -> None:
    """Of the questions the samples can answer, at least those we measured are answered at once."""
    asked = [question for question in QUESTIONS if question["article"]]
    missed = [q["q"] for q in asked if not is_answered(ask(current, q["q"]), q["answers"])]

    assert len(asked) - len(missed) >= LEAST_ANSWERED, missed


def test_questions_without_an_answer_are_declined(current: Current) -> None:
    """No quote is given where the samples say nothing."""
    asked = [question["q"] for question in QUESTIONS if not question["article"]]

    assert [q for q in asked if isinstance(ask(current, q), Answer)] == []


def test_each_quote_is_a_slice_of_a_sample_paragraph(current: Current) -> None:
    """Whatever is quoted stands in the truth, character for character."""
    paragraphs = {
        p for sample in sample_pages() for article in sample.articles for p in article["paragraphs"]
    }
    outcomes = [ask(current, question["q"]) for question in QUESTIONS]
    quoted = [quote.excerpt.text for o in outcomes if isinstance(o, Answer) for quote in o.quotes]

    assert quoted
    assert [text for text in quoted if not any(text in paragraph for paragraph in paragraphs)] == []
