"""`bulletin-bot evaluate`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bot.cli.conftest import Command

PASSAGES = [
    {"id": "a", "title": "防汛", "text": "区防汛办值班电话为五五五〇一一零，全天有人接听。"},
    {"id": "b", "title": "食堂", "text": "柳桥街道长者食堂每天供应午餐和晚餐，套餐定价十二元。"},
    {"id": "c", "title": "公交", "text": "九月十日起，两条公交线路调整走向，途经新建的中学。"},
]
QUESTIONS = [
    {"id": 1, "question": "长者食堂的套餐多少钱", "gold_passage_ids": ["b"], "answers": ["十二元"]},
    {"id": 2, "question": "哪天起公交线路调整", "gold_passage_ids": ["c"], "answers": ["九月十日"]},
]


def write(path: Path, rows: list[dict[str, object]]) -> None:
    """Write JSON lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def test_figures_of_all_systems(command: Command, tmp_path: Path) -> None:
    """Ours, the naive one and the other engines, over the same questions; people see the same figures in a table."""
    write(tmp_path / "passages.jsonl", [dict(row) for row in PASSAGES])
    write(tmp_path / "questions.jsonl", [dict(row) for row in QUESTIONS])
    said = json.loads(command("evaluate", tmp_path, "--json").stdout)

    assert {"ours", "naive", "prototype", "fts5"} <= set(said)
    for figures in said.values():
        assert {"R@1", "R@5", "R@10", "MRR@10", "excerpt@1", "excerpt@3"} <= set(figures)
        assert all(0 <= figure <= 1 for figure in figures.values())
    assert said["ours"]["R@1"] == 1
    table = command("evaluate", tmp_path).stdout
    assert "MRR@10" in table
    assert "1.0000" in table


def test_a_folder_without_questions(command: Command, tmp_path: Path) -> None:
    """That is bad usage, and the missing file is named."""
    result = command("evaluate", tmp_path)

    assert result.exit_code == 2
    assert "passages.jsonl" in result.stderr
