"""Every answer stands in its article, so a question the samples cannot answer is no measure of anything."""

from __future__ import annotations

import re
from collections import Counter

from tests.bulletins.pages import sample_pages, sample_questions

QUESTIONS = sample_questions()
ARTICLES = {article["id"]: article for sample in sample_pages() for article in sample.articles}


def without_blanks(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_each_answer_stands_in_one_paragraph_of_its_article() -> None:
    """Each answer string is a slice of a paragraph of the article its question names."""
    astray = [
        (question["q"], answer)
        for question in QUESTIONS
        for answer in question["answers"]
        if not any(
            without_blanks(answer) in without_blanks(p) for p in ARTICLES[question["article"]]["paragraphs"]
        )
    ]

    assert astray == []


def test_a_question_has_answers_or_an_abstention() -> None:
    """A question without an article has no answers and is of the kind that must be declined."""
    for question in QUESTIONS:
        abstains = question["kind"] == "abstain"

        assert abstains == (question["article"] is None) == (not question["answers"]), question["q"]


def test_no_question_is_asked_twice() -> None:
    """Each question counts once."""
    asked = Counter(question["q"] for question in QUESTIONS)

    assert [q for q, n in asked.items() if n > 1] == []


def test_the_questions_cover_the_kinds_people_ask() -> None:
    """Forty questions and more, of every kind, some in Traditional characters, some with a misspelt name."""
    kinds = Counter(question["kind"] for question in QUESTIONS)
    notes = Counter(question.get("note", "") for question in QUESTIONS)

    assert len(QUESTIONS) >= 40
    assert {"who", "when", "where", "howmany", "why", "how", "which", "what", "typo"} <= set(kinds)
    assert kinds["abstain"] >= 10
    assert notes["traditional"] >= 5
    assert kinds["typo"] >= 5
