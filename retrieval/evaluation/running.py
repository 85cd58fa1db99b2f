"""evaluate: sets -> figures of each system, all in one run over the same passages and questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from retrieval.errors import UsageError
from retrieval.evaluation import peers, sets, systems
from retrieval.evaluation.judge import area_under_roc, figures
from retrieval.evaluation.naive import Found, System, naive

SYSTEMS: dict[str, Callable[[Sequence[sets.Document]], System]] = {
    "ours": systems.ours,
    "naive": naive,
    "prototype": systems.prototype,
    **peers.PEERS,
}
# As many questions of other sets as tell enough; evenly picked.
MOST_FAR = 1000


def evaluate(
    folder: Path, haystacks: Sequence[Path] = (), names: Sequence[str] = (), far: Sequence[Path] = ()
) -> dict[str, dict[str, float]]:
    """Return the figures of each named system (of all that are installed, when none is named) on the set in `folder`.

    Passages of `haystacks` are indexed beside it. Where the set has unanswerable questions, `AUC` says how well a
    system's own confidence in its first passage tells them from the others; `AUC far` says so of the questions of the
    sets in `far`. UsageError for a bad set or name, or for a system that is not installed.
    """
    unknown = [name for name in names if name not in SYSTEMS]
    absent = [name for name in names if name in peers.missing()]
    if unknown:
        raise UsageError(f"unknown system {unknown[0]!r}, expected one of {', '.join(SYSTEMS)}")
    if absent:
        raise UsageError(f"{absent[0]} is not installed: pip install {absent[0]}")
    question_set = sets.load(folder, haystacks)
    others = [question.text for place in far for question in sets.load(place).questions]
    others = others[:: max(1, len(others) // MOST_FAR)]
    if not question_set.documents or not question_set.questions:
        raise UsageError(f"the question set in {folder} is empty")
    chosen = names or [name for name in SYSTEMS if name not in peers.missing()]
    return {name: _judged(question_set, others, SYSTEMS[name](question_set.documents)) for name in chosen}


def _judged(question_set: sets.QuestionSet, far: Sequence[str], system: System) -> dict[str, float]:
    runs = [system(question.text) for question in question_set.questions]
    judged = figures(question_set.questions, runs)
    for name, others in (("AUC", question_set.unanswerable), ("AUC far", far)):
        if others:
            confidences = _confidences([system(question) for question in others])
            judged[name] = area_under_roc(_confidences(runs), confidences)
    return judged


def _confidences(runs: Sequence[Sequence[Found]]) -> list[float]:
    return [run[0].confidence if run else 0.0 for run in runs]
