"""Which run of words of a quote answers: the one whose beginning, inside, end and length weigh most together.

Each word has clues (`word_clues.py`) and, if it is one of the common ones, its name (behind 为 an answer begins, 的 is in
the midst of one). A run of words is worth what its first word and those beside it say for a beginning, its last for an
end, all of it for an inside, and its length. This is a semi-Markov conditional model (Sarawagi and Cohen, 2004) with
one segment. The weights are those of all questions plus those of the asked kind; `python -m tests.benchmarks.marks`
fits them to question sets and writes `answer_words.json`.

No run begins or ends inside a number or a date, or parts a quotation mark or bracket from its counterpart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrieval.answering.word_clues import CLUES, TRAIT_BIT, TRAITS, WordClues
from retrieval.model import Query, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.answering.excerpt import Window

Floats = NDArray[np.float64]

# What is weighed: the word before a beginning, the first, the one behind it; the same at an end; each inside.
ROLES = ("before", "first", "second", "last_but_one", "last", "behind", "inside")
LONGEST_MARK = 60
# The lengths, in characters, from which another weight holds.
LENGTHS = np.array([1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 30, 40, 50])
STEP_OF = np.searchsorted(LENGTHS, np.arange(LONGEST_MARK + 1), side="right").clip(1) - 1
# What the traits of a run are, by its number.
_TRAITS_OF = ((np.arange(1 << len(TRAITS))[:, None] >> np.arange(len(TRAITS))) & 1).astype(np.float64)
# Kinds that are asked too rarely for weights of their own share those of a kind like them.
GROUPS = {
    "howmany": "number", "age": "number", "phone": "number", "money": "number", "clock": "number",
    "who": "who", "where": "where", "when": "when", "how": "how", "why": "why", "effect": "why",
}  # fmt: skip
OTHER = "what"
NAMES = (OTHER, *dict.fromkeys(GROUPS.values()))
# How much less than the best run something of the asked kind by itself (just the name, just the number) may be worth
# and is still what is marked: for kinds with a form of their own that says all, much.
_JUST_KIND = {
    "howmany": 2.0,
    "when": 3.0,
    "who": 3.0,
    "org": 8.0,
    "age": 8.0,
    "clock": 8.0,
    "money": 8.0,
    "phone": 8.0,
}
_LEAD = re.compile("[是的了和与及]+(?!是|的)|其中")
_FORBIDDEN = -1e9


@dataclass(frozen=True, slots=True)
class Weights:
    """The common words; `clues` weighs, for all kinds and then for each of `NAMES`, each of `ROLES` by the columns of
    `rows`; `lengths` weighs each of `LENGTHS` likewise, `traits` each of `TRAITS`."""

    words: tuple[str, ...]
    clues: Floats
    lengths: Floats
    traits: Floats


@dataclass(frozen=True, slots=True)
class Runs:
    """Where the words of a window begin and the last one ends, their rows, and which runs of them may be marked: `allowed[first, last]`, with the
    letters in `length`, its traits in `traits`, a bit each of `TRAITS`."""

    edges: list[int]
    rows: Floats
    allowed: NDArray[np.bool_]
    length: NDArray[np.int32]
    traits: NDArray[np.uint8]

    def span(self, i: int) -> Span:
        """Return where the run stands that is the `i`-th of all, row by row."""
        first, last = divmod(i, len(self.edges) - 1)
        return Span(self.edges[first], self.edges[last + 1])


@cache
def fitted() -> Weights:
    """Return the weights on file."""
    kept = json.loads(files(__package__).joinpath("answer_words.json").read_text(encoding="utf-8"))
    return weights_of(kept)


def weights_of(kept: Mapping[str, list[str] | list[list[float]] | list[list[list[float]]]]) -> Weights:
    """Return the weights that a file holds."""
    return Weights(
        tuple(map(str, kept["words"])),
        np.array(kept["clues"]),
        np.array(kept["lengths"]),
        np.array(kept["traits"]),
    )


def answer_in(folded: str, window: Window, query: Query, known: Sequence[Span]) -> Span | None:
    """Return the likeliest answer in the window of a folded paragraph; None where nothing may be marked."""
    weights = fitted()
    runs = runs_of(folded, window, query, known, weights.words)
    if not runs.allowed.any():
        return None
    values = scores(runs, query.kind, weights)
    if query.kind in _JUST_KIND:
        values[_is_just_kind(runs, query.kind)] += _JUST_KIND[query.kind]
    return _bare(folded, runs.span(int(np.argmax(values))), known)


def _bare(folded: str, span: Span, known: Sequence[Span]) -> Span:
    """Without the little words in front that lead to an answer, and without the question's own before a colon."""
    lead = _LEAD.match(folded, span.start, span.end - 1)
    colon = folded.find(":", span.start, span.end - 1)
    if any(word.start <= span.start and colon == word.end for word in known):
        return Span(colon + 1, span.end)
    return Span(lead.end(), span.end) if lead else span


def _is_just_kind(runs: Runs, kind: str) -> NDArray[np.bool_]:
    trait = {"who": "just_name", "org": "just_nearest"}.get(kind, "just_kind")
    just: NDArray[np.bool_] = (runs.traits & TRAIT_BIT[trait]) != 0
    return just


def runs_of(folded: str, window: Window, query: Query, known: Iterable[Span], names: tuple[str, ...]) -> Runs:
    """Return the words of the window, and which runs of them may be marked."""
    if window.span.start == window.span.end:
        return _no_runs(n_columns(names))
    told = WordClues(folded, window, query, known)
    rows = np.zeros((len(told.words), n_columns(names)))
    codes = np.array(told.codes(), "<u8").view(np.uint8).reshape(-1, 8)
    rows[:, : len(CLUES)] = np.unpackbits(codes, axis=1, count=len(CLUES), bitorder="little")
    rows[:, -1] = 1
    column = _columns(names)
    for i, word in enumerate(told.words):
        if word in column:
            rows[i, column[word]] = 1
    edges = np.array(told.edges, np.int32)
    length = edges[None, 1:] - edges[:-1, None]
    allowed = (length > 0) & (length <= LONGEST_MARK) & _whole(told)
    return Runs(told.edges, rows, allowed, length, told.traits())


def _no_runs(n: int) -> Runs:
    none = np.zeros((0, 0), bool)
    return Runs([], np.zeros((0, n)), none, none.astype(np.int32), none.astype(np.uint8))


@lru_cache(maxsize=4)
def _columns(names: tuple[str, ...]) -> dict[str, int]:
    """Which column of `Runs.rows` says that a word is that common word."""
    return {name: i for i, name in enumerate(names, len(CLUES))}


def n_columns(names: Sequence[str]) -> int:
    """Return how many columns `Runs.rows` has: the clues, the common words, and one that is always 1."""
    return len(CLUES) + len(names) + 1


def scores(runs: Runs, kind: str, weights: Weights) -> Floats:
    """Return what each run, first word by last word, is worth; far below nothing where it may not be marked."""
    group = 1 + NAMES.index(GROUPS.get(kind, OTHER))
    begins, ends, inside = parts(runs.rows @ (weights.clues[0] + weights.clues[group]).T)
    lengths = (weights.lengths[0] + weights.lengths[group])[STEP_OF]
    traits = _TRAITS_OF @ (weights.traits[0] + weights.traits[group])
    values: Floats = (begins - inside[:-1])[:, None] + (ends + inside[1:])[None, :]
    values += lengths.take(runs.length, mode="clip")
    values += traits[runs.traits]
    values[~runs.allowed] = _FORBIDDEN
    return values


def parts(weighed: Floats) -> tuple[Floats, Floats, Floats]:
    """Return for each word what it is worth as the first and as the last of a run, and the running sum of what it is
    worth inside, from 0; `weighed` has one row a word, one column a role."""
    begins, ends = weighed[:, 1].copy(), weighed[:, 4].copy()
    begins[1:] += weighed[:-1, 0]
    begins[:-1] += weighed[1:, 2]
    ends[1:] += weighed[:-1, 3]
    ends[:-1] += weighed[1:, 5]
    return begins, ends, np.concatenate([[0.0], np.cumsum(weighed[:, 6])])


def _whole(told: WordClues) -> NDArray[np.bool_]:
    """Which runs leave numbers, quotations and brackets whole, and have no mark at their edges but those."""
    begins, ends, depths = (np.array(each) for each in told.begins_ends_depths())
    whole: NDArray[np.bool_] = begins[:, None] & ends[None, :]
    if depths.any():
        whole &= depths[:-1, None] == depths[None, 1:]
    return whole
