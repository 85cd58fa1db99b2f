from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval import UsageError, evaluate, missing_peers
from retrieval.evaluation.judge import area_under_roc, figures
from retrieval.evaluation.naive import Found
from retrieval.evaluation.sets import Question


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


PASSAGES = [
    {"id": "p1", "doc": "d1", "title": "防汛部署", "text": "镇长宓怀舟主持防汛会议。会后检查了水库。"},
    {"id": "p2", "doc": "d2", "title": "市场开业", "text": "农贸市场每天6时开门。摊位免费。"},
    {"id": "p3", "doc": "d3", "title": "学校放假", "text": "全镇小学7月5日放假。家长会照常。"},
]
QUESTIONS = [
    {"id": "q1", "question": "谁主持防汛会议", "gold_passage_ids": ["p1"], "answers": ["宓怀舟"]},
    {"id": "q2", "question": "市场几点开门", "gold_passage_ids": ["p2"], "answers": ["6时"]},
]
OTHERS = [{"id": "q3", "question": "火星上有没有水", "gold_passage_ids": [], "answers": []}]


def written(folder: Path, **files: list[dict[str, object]]) -> Path:
    """Return the folder with a file of lines for each name."""
    folder.mkdir(exist_ok=True)
    for name, rows in files.items():
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_set_is_evaluated_with_its_peers(tmp_path: Path) -> None:
    """A folder in the shared form gives the figures of every system that is installed, all in one run."""
    judged = evaluate(written(tmp_path, passages=PASSAGES, questions=QUESTIONS))

    assert judged["ours"] == dict.fromkeys(("R@1", "R@5", "R@10", "MRR@10", "excerpt@1", "excerpt@3"), 1.0)
    assert {"naive", "prototype", "fts5"} | set(missing_peers()) <= set(judged) | {"bm25s", "tantivy"}
    assert not set(judged) & set(missing_peers())
    for name, figures_of_it in judged.items():
        assert set(figures_of_it) == set(judged["ours"]), name
        assert figures_of_it["R@1"] == figures_of_it["excerpt@1"] == 1.0, name


def test_confidence_is_judged_by_questions_without_an_answer(tmp_path: Path) -> None:
    """Unanswerable questions of the set give AUC, questions of another set AUC far."""
    here = written(tmp_path / "a", passages=PASSAGES, questions=QUESTIONS, unanswerable=OTHERS)
    there = written(tmp_path / "b", passages=[], questions=OTHERS)

    judged = evaluate(here, names=("ours", "prototype"), far=[there])

    assert judged["ours"]["AUC"] == judged["ours"]["AUC far"] == 1.0
    assert judged["prototype"]["AUC far"] == 1.0


def test_bad_sets_are_named(tmp_path: Path) -> None:
    """What is missing or wrong is said with its path."""
    with pytest.raises(UsageError, match=r"passages\.jsonl"):
        evaluate(tmp_path)
    (tmp_path / "passages.jsonl").write_text('{"title": "x"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="has no 'id'"):
        evaluate(tmp_path)
    with pytest.raises(UsageError, match="unknown system 'best'"):
        evaluate(tmp_path, names=("best",))
