"""The figures. R@k: a passage that answers is among the first k. MRR@10: 1 / its rank, 0 past the tenth
(Voorhees 1999). excerpt@k: one of the first k excerpts holds an answer string, width, case and blanks aside."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from retrieval.evaluation.naive import Found
from retrieval.evaluation.sets import Question

DEPTH = 10


def figures(questions: Sequence[Question], runs: Sequence[Sequence[Found]]) -> dict[str, float]:
    """Return the mean figures over all questions, each 0 to 1; `runs` go by question."""
    n = len(questions) or 1
    ranks = [_rank(question, run) for question, run in zip(questions, runs, strict=True)]
    quoted = [_quoted(question, run) for question, run in zip(questions, runs, strict=True)]
    return {
        "R@1": sum(rank == 1 for rank in ranks) / n,
        "R@5": sum(0 < rank <= 5 for rank in ranks) / n,
        "R@10": sum(0 < rank <= DEPTH for rank in ranks) / n,
        "MRR@10": sum(1 / rank for rank in ranks if 0 < rank <= DEPTH) / n,
        "excerpt@1": sum(0 < place <= 1 for place in quoted) / n,
        "excerpt@3": sum(0 < place <= 3 for place in quoted) / n,
    }


def area_under_roc(answerable: Sequence[float], other: Sequence[float]) -> float:
    """Return the chance that an answerable question is given more confidence than another; ties count half."""
    if not answerable or not other:
        return 0.0
    ordered = sorted(set(answerable) | set(other))
    place = {value: i for i, value in enumerate(ordered)}
    below = [0] * (len(ordered) + 1)
    for value in other:
        below[place[value] + 1] += 1
    for i in range(len(ordered)):
        below[i + 1] += below[i]
    won = sum((below[place[v]] + below[place[v] + 1]) / 2 for v in answerable)
    return won / (len(answerable) * len(other))


def plain(text: str) -> str:
    """Return the text in one width and case, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def _rank(question: Question, run: Sequence[Found]) -> int:
    return next((i for i, found in enumerate(run, 1) if found.id in question.gold), 0)


def _quoted(question: Question, run: Sequence[Found]) -> int:
    answers = [plain(answer) for answer in question.answers]
    return next((i for i, found in enumerate(run, 1) if any(a in plain(found.excerpt) for a in answers)), 0)
