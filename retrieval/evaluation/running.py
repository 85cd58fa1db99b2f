"""evaluate: sets -> figures of each system, all in one run over the same passages and questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from retrieval.errors import UsageError
from retrieval.evaluation import sets, systems
from retrieval.evaluation.judge import area_under_roc, figures

SYSTEMS: dict[str, Callable[[Sequence[sets.Document]], systems.System]] = {
    "ours": systems.ours,
    "naive": systems.naive,
}


def evaluate(
    folder: Path, haystacks: Sequence[Path] = (), names: Sequence[str] = ()
) -> dict[str, dict[str, float]]:
    """Return the figures of each named system (of all, when none is named) on the question set in `folder`.

    Passages of `haystacks` are indexed beside it. Where the set has unanswerable questions, `AUC` says how well a
    system's own confidence in its first passage tells them from the others. UsageError for a bad set or name.
    """
    unknown = [name for name in names if name not in SYSTEMS]
    if unknown:
        raise UsageError(f"unknown system {unknown[0]!r}, expected one of {', '.join(SYSTEMS)}")
    question_set = sets.load(folder, haystacks)
    if not question_set.documents or not question_set.questions:
        raise UsageError(f"the question set in {folder} is empty")
    return {name: _judged(question_set, SYSTEMS[name](question_set.documents)) for name in names or SYSTEMS}


def _judged(question_set: sets.QuestionSet, system: systems.System) -> dict[str, float]:
    runs = [system(question.text) for question in question_set.questions]
    judged = figures(question_set.questions, runs)
    if question_set.unanswerable:
        others = [system(question) for question in question_set.unanswerable]
        judged["AUC"] = area_under_roc(_confidences(runs), _confidences(others))
    return judged


def _confidences(runs: Sequence[Sequence[systems.Found]]) -> list[float]:
    return [run[0].confidence if run else 0.0 for run in runs]
