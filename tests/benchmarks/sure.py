"""Fit how sure an answer is to questions with and without an answer.

    python -m tests.benchmarks.sure SET... [--with HAYSTACK] [--far SET...] [--most N] [--write]

Each SET is a folder with unanswerable questions; it is also hidden in HAYSTACK. Questions of the --far sets have no answer
in a SET (in the HAYSTACK they might), and neither have those of the SETs in the samples. Figures are of questions left out (five folds, by the question's hash).
With --write, the weights, the floors and the shares that pass at every floor go to ranking.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.answering.abstention import COVERED, holds_too_little, signs_of
from retrieval.answering.analyse import analyse
from retrieval.answering.asking import likely_candidates
from retrieval.engine import LocalEngine, Names
from retrieval.evaluation import sets, systems
from retrieval.evaluation.judge import area_under_roc
from retrieval.model import Changes, StoredParagraph
from tests.benchmarks.fitting import Group, fit
from tests.benchmarks.samples import sample_set

FILE = Path(__file__).parents[2] / "retrieval" / "answering" / "ranking.json"
SIGNS = (
    "share run fours numbers late stands_out in_article in_article_log article_words title_only beyond_title "
    "fact_beside cover word_cover own_cover no_kind rare_words rare_pairs rarest letters elsewhere unheard unmet constant"
)
RIDGE = 0.01
SAMPLES = "samples"
N_FOLDS = 5
NO_FLOORS = {"low": 0.0, "high": 1.01}
GROUPS = ("answerable", "near", "far")
COUNTS = {"answerable": 1.0, "near": 0.5, "far": 2.5}


@dataclass(frozen=True)
class Row:
    """A question, whether it is answerable, near or far, the signs of its best paragraph, and whether that holds too
    little of the question, or so much that it counts however unsure it is."""

    text: str
    sort: str
    signs: Mapping[str, float]
    is_weak: bool
    is_covered: bool


Rows = Mapping[str, Sequence[Row]]
Sure = Mapping[str, Mapping[str, float]]


def main() -> int:
    """Print the area under the curve of each set, near and far; with --write keep the numbers."""
    arguments = _arguments()
    far = [q.text for folder in arguments.far for q in sets.load(folder).questions]
    rows = {}
    for folder in arguments.sets:
        rows[folder.name] = read_rows(sets.load(folder), far, arguments.most)
        if arguments.beside:
            hidden = sets.load(folder, [arguments.beside])
            rows[f"{folder.name} in {arguments.beside.name}"] = read_rows(hidden, [], arguments.most)
        far += [q.text for q in sets.load(folder).questions]
    rows[SAMPLES] = read_rows(sample_set(), far, arguments.most)
    sure = cross_validated(rows)
    for name, some in rows.items():
        by_sort = {sort: [sure[name][r.text] for r in some if r.sort == sort] for sort in GROUPS}
        areas = {sort: area_under_roc(by_sort["answerable"], by_sort[sort]) for sort in GROUPS[1:]}
        print(f"{name:22} AUC near {areas['near']:.4f}  far {areas['far']:.4f}", flush=True)
    points = curve(rows, sure)
    for point in points:
        print(_told(point))
    floors = fit_floors(rows, sure)
    for each in (NO_FLOORS, floors):
        print("passed with", _told(each), "->", _told(passed(rows, sure, each)))
    weights = fit_sure(rows.items())
    print(json.dumps({"sure": weights}, indent=1))
    if arguments.write:
        kept = json.loads(FILE.read_text(encoding="utf-8")) | {
            "sure": weights,
            "floors": floors,
            "passed": passed(rows, sure, floors),
            "curve": points,
        }
        FILE.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def read_rows(question_set: sets.QuestionSet, far: Sequence[str], most: int) -> list[Row]:
    """Return the signs of the best paragraph for at most `most` questions of each sort; one that finds none is left out."""
    engine = LocalEngine()
    engine.apply(Changes(1, tuple(systems.passages(question_set.documents)), ()))
    names, stored = Names(engine), systems.paragraphs(question_set.documents)

    def fetch(ids: Iterable[int]) -> dict[int, StoredParagraph]:
        return {i: stored[i] for i in ids}

    sorts = zip(
        GROUPS, ([q.text for q in question_set.questions], question_set.unanswerable, far), strict=True
    )
    rows = []
    for sort, questions in sorts:
        for text in questions[:: max(1, len(questions) // most)]:
            query = analyse(text, engine, names)
            best = likely_candidates(query, engine, fetch, 1)
            if best:
                evidence = best[0].evidence
                is_weak, is_covered = holds_too_little(query, evidence), evidence.coverage >= COVERED
                rows.append(Row(text, sort, signs_of(evidence), is_weak, is_covered))
    return rows


def cross_validated(rows: Mapping[str, Sequence[Row]]) -> dict[str, dict[str, float]]:
    """Return how sure each question is by weights that were fitted without it, 0 to 1."""
    sure: dict[str, dict[str, float]] = {name: {} for name in rows}
    for n in range(N_FOLDS):
        weights = fit_sure(
            (name, [row for row in some if _fold(row.text) != n]) for name, some in rows.items()
        )
        for name, some in rows.items():
            sure[name] |= {row.text: _sure(row, weights) for row in some if _fold(row.text) == n}
    return sure


def fit_sure(rows: Iterable[tuple[str, Sequence[Row]]]) -> dict[str, float]:
    """Return the weights of a logistic regression: a choice between a row and nothing. Every set counts the same; in it the
    answerable count 1 together, near ones 1/2, and far ones 2 1/2: to quote something for a question about another
    world altogether is the worst mistake."""
    groups = []
    for _, some in rows:
        for row in some:
            count = COUNTS[row.sort] / sum(other.sort == row.sort for other in some)
            signs = [row.signs.get(name, 0.0) for name in SIGNS.split()]
            is_wanted = float(row.sort == "answerable")
            groups.append(
                Group(np.array([signs, [0.0] * len(signs)]), np.array([is_wanted, 1 - is_wanted]), count)
            )
    weights = fit(groups, RIDGE)
    return {name: round(float(weight), 4) for name, weight in zip(SIGNS.split(), weights, strict=True)}


def curve(rows: Rows, sure: Sure) -> list[dict[str, float]]:
    """Return for each floor the share of questions of each sort that pass it, the mean over the sets."""
    points = []
    for floor in np.arange(0.02, 0.9, 0.02).round(2).tolist():
        point = {"floor": floor}
        for sort in GROUPS:
            passed = [
                [sure[name][row.text] >= floor for row in some if row.sort == sort]
                for name, some in rows.items()
            ]
            point[sort] = round(float(np.mean([np.mean(each) for each in passed if each])), 4)
        points.append(point)
    return points


def fit_floors(rows: Rows, sure: Sure) -> dict[str, float]:
    """Return the floors with which the fewest questions without an answer pass, while in no set fewer of the answerable
    do than without floors."""
    grid = np.arange(0, 1.0001, 0.02).round(2).tolist()
    least = _shares(rows, sure, NO_FLOORS)

    def value(floors: dict[str, float]) -> float:
        shares = _shares(rows, sure, floors)
        if any(shares[name]["answerable"] < least[name]["answerable"] for name in rows):
            return -np.inf
        means = _means(shares)
        return 2 * means["answerable"] - sum(COUNTS[sort] * means[sort] for sort in GROUPS[1:])

    return max(({"low": low, "high": high} for high in grid for low in grid if low <= high), key=value)


def passed(rows: Rows, sure: Sure, floors: Mapping[str, float]) -> dict[str, float]:
    """Return the share of the questions of each sort that are answered with these floors, the mean over the sets."""
    return _means(_shares(rows, sure, floors))


def _shares(rows: Rows, sure: Sure, floors: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """By set and sort, the share that passes: what is surely an answer, and what is not surely none, or covered, and holds
    enough."""
    return {
        name: {
            sort: float(
                np.mean(
                    [
                        s >= floors["high"] or ((s >= floors["low"] or row.is_covered) and not row.is_weak)
                        for row in some
                        if row.sort == sort
                        for s in [sure[name][row.text]]
                    ]
                )
            )
            for sort in GROUPS
            if any(row.sort == sort for row in some)
        }
        for name, some in rows.items()
    }


def _means(shares: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {
        sort: round(float(np.mean([each[sort] for each in shares.values() if sort in each])), 4)
        for sort in GROUPS
    }


def _told(values: Mapping[str, float]) -> str:
    return "  ".join(f"{name} {value:.3f}" for name, value in values.items())


def _sure(row: Row, weights: Mapping[str, float]) -> float:
    total = sum(weight * row.signs.get(name, 0.0) for name, weight in weights.items())
    return float(1 / (1 + np.exp(-total)))


def _fold(text: str) -> int:
    return hashlib.sha256(text.encode()).digest()[0] % N_FOLDS


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--with", dest="beside", type=Path)
    parser.add_argument("--far", nargs="*", default=[], type=Path)
    parser.add_argument("--most", type=int, default=400, help="questions of one sort of one set")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
