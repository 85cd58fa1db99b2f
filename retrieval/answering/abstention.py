"""Enough to answer, or better to say no? All decision: numbers in, a reason out.

The raw BM25 score is no threshold: it grows with the question and with the library. The share of the question that an
excerpt and its article's title hold, each term weighed by its idf, is comparable over questions and libraries. Certainty
tells questions with an answer from others better than that share, but it counts how far a paragraph stands out, and must
not decide alone: where a meeting is held every month, every report of it is an answer and none stands out. So certainty
decides where it is high or low, and the share decides between, and where it is high itself. Its weights and both floors are fitted: `ranking.json`
keeps them, with the curve of how many questions of each sort pass at every floor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp

from retrieval.answering.ranking import weighed
from retrieval.answering.weights import fitted
from retrieval.model import Query


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far a paragraph speaks of what was asked.

    `share` is the idf-weighted share of the question's terms in the paragraph and its title, 0 to 1;
    `word_share` the same over the question's whole words alone; `kind` how far the excerpt
    holds something of the asked kind, 0 to 1 (None when the kind has no form of its own);
    `own_share` is `share` without the title; `clues` are those of the ranking, with which it was found.
    """

    share: float
    word_share: float
    kind: float | None
    own_share: float = 1.0
    clues: Mapping[str, float] = field(default_factory=dict)

    @property
    def coverage(self) -> float:
        """How much of the question is there, 0 to 1."""
        return (self.share + self.word_share) / 2

    @property
    def certainty(self) -> float:
        """How likely the paragraph answers, 0 to 1: a logistic regression over its signs, fitted to question sets."""
        return 1 / (1 + exp(-weighed(fitted().sure, signs_of(self))))


def signs_of(evidence: Evidence) -> dict[str, float]:
    """Return what tells how sure an answer is, by name."""
    return {
        **evidence.clues,
        "cover": evidence.share,
        "word_cover": evidence.word_share,
        "own_cover": evidence.own_share,
        "no_kind": float(evidence.kind == 0.0),
        "constant": 1.0,
    }


FLOOR = 0.46
# Certainty knows questions of ten words; one of two words that are both printed is low in it, and still answered. Of 3,300
# questions none without an answer holds so much and is less than likely.
COVERED = 0.6
# Plain words ask where something is said, so a paragraph must say a good part of them.
TOPIC_OWN_FLOOR = 0.3
# A name, a date, a number has a form of its own: an excerpt without one must hold more of the question.
FLOOR_WITHOUT_KIND = {
    "who": 0.56,
    "when": 0.6,
    "clock": 0.6,
    "howmany": 0.6,
    "money": 0.6,
    "phone": 0.9,
    "age": 0.9,
}


def reason_to_abstain(query: Query, evidence: Evidence | None, *, is_library_empty: bool) -> str | None:
    """Return why `query` gets no answer, given the evidence of its best paragraph, or None to answer."""
    if not query.text:
        return "empty"
    if is_library_empty:
        return "empty_library"
    if not query.terms:
        return "no_terms"
    if evidence is None:
        return "no_match"
    return "weak_match" if _is_weak(query, evidence) else None


def _is_weak(query: Query, evidence: Evidence) -> bool:
    floors = fitted().floors
    if evidence.certainty >= floors["high"]:
        return False
    is_unlikely = evidence.certainty < floors["low"] and evidence.coverage < COVERED
    return is_unlikely or holds_too_little(query, evidence)


def holds_too_little(query: Query, evidence: Evidence) -> bool:
    """Say whether a paragraph holds too small a share of the question to be quoted for that alone."""
    floor = FLOOR if evidence.kind != 0.0 else FLOOR_WITHOUT_KIND.get(query.kind, FLOOR)
    return evidence.coverage < floor


def speaks_itself(query: Query, evidence: Evidence) -> bool:
    """Say whether a paragraph says something of the question itself, rather than standing under a title that does."""
    return evidence.own_share >= TOPIC_OWN_FLOOR if query.kind == "topic" else evidence.own_share > 0
