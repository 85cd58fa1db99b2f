"""Fit the numbers of the ranking to question sets, and say how good they are.

    python -m tests.benchmarks.fit SET... [--with HAYSTACK] [--most N] [--write]

Each SET is a folder as `bulletin-bot evaluate` reads it; one with unanswerable questions is also hidden in HAYSTACK.
The bulletins of the sandbox and their questions join in. The figures are those of questions that were left out (five
folds, by the question's hash). With --write, numbers and figures go to ranking.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.answering.analyse import analyse
from retrieval.answering.asking import N_SEARCHED, weigher
from retrieval.answering.ranking import DEPTH, Field, chances_of, field_of, weighed
from retrieval.engine import LocalEngine, Names
from retrieval.evaluation import sets, systems
from retrieval.model import Changes
from tests.benchmarks.fitting import Group, fit
from tests.benchmarks.samples import sample_set

FILE = Path(__file__).parents[2] / "retrieval" / "answering" / "ranking.json"
BETWEEN = "share title run fours numbers late opening other_words where"
WITHIN = "share tail beyond_title announces telling said_before said short title_only fact fact_beside story story_beside"
RIDGE_BETWEEN, RIDGE_WITHIN = 0.01, 0.04
SAMPLES = "samples"
SAMPLES_WEIGHT = 0.5  # there are few of them
N_FOLDS = 5


@dataclass(frozen=True)
class Row:
    """A question with its candidates: the clues, and which of them are gold."""

    text: str
    field: Field
    is_gold: tuple[bool, ...]


Numbers = Mapping[str, float]


def main() -> int:
    """Print the figures of each set before and after; with --write keep the numbers."""
    arguments = _arguments()
    rows = {SAMPLES: read_rows(sample_set(), arguments.most)}
    for folder in arguments.sets:
        rows[folder.name] = read_rows(sets.load(folder), arguments.most)
        if arguments.beside and (folder / "unanswerable.jsonl").exists():
            hidden = sets.load(folder, [arguments.beside])
            rows[f"{folder.name} in {arguments.beside.name}"] = read_rows(hidden, arguments.most)
    left_out = cross_validated(rows)
    for name, some in rows.items():
        before = figures(some, [range(len(row.is_gold)) for row in some])
        print(f"{name:22} {_told(before)}   ->   {_told(left_out[name])}", flush=True)
    between, within = fit_between(rows), fit_within(rows)
    print(json.dumps({"between": between, "within": within}, indent=1))
    if arguments.write:
        kept = json.loads(FILE.read_text(encoding="utf-8"))
        kept |= {"between": between, "within": within, "ranking": left_out}
        FILE.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def read_rows(question_set: sets.QuestionSet, most: int) -> list[Row]:
    """Return the clues of the candidates of each question, of at most `most` questions evenly picked."""
    engine = LocalEngine()
    engine.apply(Changes(1, tuple(systems.passages(question_set.documents)), ()))
    names, paragraphs, weight = Names(engine), systems.paragraphs(question_set.documents), weigher(engine)
    questions = question_set.questions[:: max(1, len(question_set.questions) // most)]
    rows = []
    for question in questions:
        query = analyse(question.text, engine, names)
        hits = engine.search(query.terms, N_SEARCHED)[:DEPTH]
        found = {hit.passage: paragraphs[hit.passage] for hit in hits}
        field = field_of(query, hits, found, engine.upper_bound(query.terms), weight)
        golds = tuple(question_set.documents[hit.passage].id in question.gold for hit in hits)
        rows.append(Row(question.text, field, golds))
    return rows


def cross_validated(rows: Mapping[str, Sequence[Row]]) -> dict[str, dict[str, float]]:
    """Return R@1 and MRR@10 of each set, every question ranked by numbers fitted without it."""
    orders: dict[str, dict[str, list[int]]] = {name: {} for name in rows}
    for n in range(N_FOLDS):
        kept = {name: [row for row in some if _fold(row.text) != n] for name, some in rows.items()}
        between, within = fit_between(kept), fit_within(kept)
        for name, some in rows.items():
            orders[name] |= {row.text: _order(row, between, within) for row in some if _fold(row.text) == n}
    return {name: figures(some, [orders[name][row.text] for row in some]) for name, some in rows.items()}


def figures(rows: Sequence[Row], orders: Sequence[Sequence[int]]) -> dict[str, float]:
    """Return R@1 and MRR@10, to four decimals."""
    ranks = [
        next((rank for rank, i in enumerate(order, 1) if row.is_gold[i]), 0)
        for row, order in zip(rows, orders, strict=True)
    ]
    reciprocal = sum(1 / rank for rank in ranks if 0 < rank <= 10)
    return {
        "R@1": round(sum(rank == 1 for rank in ranks) / len(rows), 4),
        "MRR@10": round(reciprocal / len(rows), 4),
    }


def fit_between(rows: Mapping[str, Sequence[Row]]) -> dict[str, float]:
    """Return the weights under which an article with an answer is the likeliest."""
    groups = {
        name: [
            Group(
                _matrix(row.field.between, BETWEEN.split()),
                np.isin(row.field.articles, _gold_articles(row)).astype(float),
                1.0,
            )
            for row in some
        ]
        for name, some in rows.items()
    }
    return _named(fit(_groups(groups), RIDGE_BETWEEN, 1), BETWEEN)


def fit_within(rows: Mapping[str, Sequence[Row]]) -> dict[str, float]:
    """Return the weights under which the paragraph that answers is the likeliest of its article."""
    groups: dict[str, list[Group]] = {name: [] for name in rows}
    for name, some in rows.items():
        for row in some:
            articles = np.array(row.field.articles)
            for article in _gold_articles(row):
                members = np.flatnonzero(articles == article)
                clues = _matrix([row.field.within[i] for i in members], WITHIN.split())
                groups[name].append(Group(clues, np.array(row.is_gold, float)[members], 1.0))
    return _named(fit(_groups(groups), RIDGE_WITHIN, 1), WITHIN)


def _groups(rows: Mapping[str, Sequence[Group]]) -> list[Group]:
    """All groups, every set counting the same."""
    useful = {name: [g for g in some if 0 < g.wanted.sum() < len(g.wanted)] for name, some in rows.items()}
    useful = {name: some for name, some in useful.items() if some}
    total = sum(map(_weight_of, useful))
    return [
        Group(g.rows, g.wanted, _weight_of(name) / total / len(some))
        for name, some in useful.items()
        for g in some
    ]


def _named(weights: np.ndarray, names: str) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip(names.split(), weights, strict=True)}


def _order(row: Row, between: Numbers, within: Numbers) -> list[int]:
    chances = chances_of(
        [weighed(between, each) for each in row.field.between],
        [weighed(within, each) for each in row.field.within],
        row.field.articles,
    )
    return sorted(range(len(chances)), key=lambda i: -chances[i])


def _gold_articles(row: Row) -> list[int]:
    return sorted({a for a, is_gold in zip(row.field.articles, row.is_gold, strict=True) if is_gold})


def _matrix(clues: Sequence[Numbers], names: Sequence[str]) -> np.ndarray:
    return np.array([[each[name] for name in names] for each in clues]).reshape(-1, len(names))


def _weight_of(name: str) -> float:
    return SAMPLES_WEIGHT if name == SAMPLES else 1.0


def _fold(text: str) -> int:
    return hashlib.sha256(text.encode()).digest()[0] % N_FOLDS


def _told(values: Numbers) -> str:
    return "  ".join(f"{name} {value:.4f}" for name, value in values.items())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--with", dest="beside", type=Path)
    parser.add_argument("--most", type=int, default=1200, help="questions of one set")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
