from __future__ import annotations

import pytest
from rank_bm25 import BM25Plus

from retrieval.engine import sentence_scores

SENTENCES = [["区", "防汛", "会议"], ["区", "书记", "防汛"], ["区", "学校"]]


def test_differences_are_those_of_the_package() -> None:
    """Between sentences that match, scores differ exactly as BM25Plus has them differ."""
    query = ["区", "防汛", "书记", "书记"]
    expected = BM25Plus(SENTENCES).get_scores(query)
    scores = sentence_scores(SENTENCES, query)

    assert [score - scores[0] for score in scores] == pytest.approx(
        (expected - expected[0]).tolist(), abs=1e-12
    )


def test_sharing_decides_the_sign() -> None:
    """A sentence scores above zero when it shares a term, even one that all share, and zero when it shares none."""
    assert sentence_scores(SENTENCES, ["学校"])[:2] == [0.0, 0.0]
    assert min(sentence_scores(SENTENCES, ["区"])) > 0


@pytest.mark.parametrize("sentences", [[], [[]], [[], []]])
def test_nothing_to_score(sentences: list[list[str]]) -> None:
    """No sentences, or sentences without terms, score nothing instead of dividing by zero."""
    assert [0.0] * len(sentences) == sentence_scores(sentences, ["区"])


def test_an_empty_query() -> None:
    """Without terms every sentence scores zero."""
    assert sentence_scores(SENTENCES, []) == [0.0, 0.0, 0.0]


def test_a_single_sentence() -> None:
    """A paragraph of one sentence scores above zero when it matches: no idf below zero hides it."""
    assert sentence_scores([["防汛"]], ["防汛"])[0] > 0
