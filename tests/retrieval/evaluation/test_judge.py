from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval import UsageError, evaluate
from retrieval.evaluation.judge import area_under_roc, figures
from retrieval.evaluation.sets import Question
from retrieval.evaluation.systems import Found


def test_figures_of_a_worked_example() -> None:
    """Ranks 1, 3 and none: R@1 1/3, R@5 2/3, MRR (1 + 1/3 + 0) / 3; excerpts at places 1, 2 and none."""
    questions = [
        Question(text, frozenset({gold}), ("答案",)) for text, gold in zip("甲乙丙", "abc", strict=True)
    ]
    runs = [
        [Found("a", "答 案。", 1.0)],
        [Found("x", "无", 1.0), Found("y", "有答案", 0.5), Found("b", "无", 0.1)],
        [],
    ]

    judged = figures(questions, runs)

    assert judged["R@1"] == pytest.approx(1 / 3)
    assert judged["R@5"] == judged["R@10"] == pytest.approx(2 / 3)
    assert judged["MRR@10"] == pytest.approx((1 + 1 / 3) / 3)
    assert judged["excerpt@1"] == pytest.approx(1 / 3)
    assert judged["excerpt@3"] == pytest.approx(2 / 3)


def test_area_under_roc_counts_pairs() -> None:
    """Of the six pairs four are won, one is a tie."""
    assert area_under_roc([0.9, 0.5, 0.2], [0.5, 0.1]) == pytest.approx((2 + 1.5 + 1) / 6)
    assert area_under_roc([], [0.5]) == 0.0


def test_a_set_is_evaluated_with_its_peer(tmp_path: Path) -> None:
    """A folder in the shared form gives the figures of both systems."""
    passages = [
        {"id": "p1", "doc": "d1", "title": "防汛部署", "text": "镇长宓怀舟主持防汛会议。会后检查了水库。"},
        {"id": "p2", "doc": "d2", "title": "市场开业", "text": "农贸市场每天6时开门。摊位免费。"},
        {"id": "p3", "doc": "d3", "title": "学校放假", "text": "全镇小学7月5日放假。家长会照常。"},
    ]
    questions = [
        {"id": "q1", "question": "谁主持防汛会议", "gold_passage_ids": ["p1"], "answers": ["宓怀舟"]},
        {"id": "q2", "question": "市场几点开门", "gold_passage_ids": ["p2"], "answers": ["6时"]},
    ]
    for name, rows in (("passages", passages), ("questions", questions)):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")

    judged = evaluate(tmp_path)

    assert judged["ours"] == dict.fromkeys(("R@1", "R@5", "R@10", "MRR@10", "excerpt@1", "excerpt@3"), 1.0)
    assert set(judged["naive"]) == set(judged["ours"])


def test_bad_sets_are_named(tmp_path: Path) -> None:
    """What is missing or wrong is said with its path."""
    with pytest.raises(UsageError, match=r"passages\.jsonl"):
        evaluate(tmp_path)
    (tmp_path / "passages.jsonl").write_text('{"title": "x"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="has no 'id'"):
        evaluate(tmp_path)
    with pytest.raises(UsageError, match="unknown system 'best'"):
        evaluate(tmp_path, names=("best",))
