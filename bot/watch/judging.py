"""What is to be done with a reading? All decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retrieval import Problem, Reading

Way = Literal["folder", "web", "upload"]
Action = Literal["publish", "hold", "refuse", "skip"]

# Readable, but nobody should be told of it before a person has looked.
RISKS = frozenset(
    (
        "order_uncertain",
        "words_missing",
        "no_text",
        "garbled_text",
        "damaged_page",
        "no_date",
        "uncertain_encoding",
    )
)
SKIPPED = frozenset(("page_index",))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is done, and why: the codes of the problems that decided it."""

    action: Action
    reasons: tuple[str, ...] = ()


def judge(reading: Reading, way: Way) -> Verdict:
    """Publish what was read surely, hold what is in doubt or was sent by a person, refuse what holds nothing."""
    codes = tuple(dict.fromkeys(problem.code for problem in reading.problems))
    if any(code in SKIPPED for code in codes):
        return Verdict("skip", codes)
    if not reading.issue.articles:
        return Verdict("refuse", codes or ("no_articles",))
    risks = tuple(code for code in codes if code in RISKS)
    if reading.issue.published_on is None:
        risks = (*risks, "no_date")
    if way == "upload":
        risks = ("sent_by_hand", *risks)
    return Verdict("hold", risks) if risks else Verdict("publish")


def problems_of(reading: Reading, verdict: Verdict) -> tuple[Problem, ...]:
    """The problems to show: those met, and a missing date where the reading does not name it itself."""
    if "no_date" in verdict.reasons and all(problem.code != "no_date" for problem in reading.problems):
        return (*reading.problems, Problem("no_date", "nothing says on which day it was published"))
    return reading.problems
