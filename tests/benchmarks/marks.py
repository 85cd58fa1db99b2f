"""Are the words marked in a quote the answer? And how much should each clue weigh?

    python -m tests.benchmarks.marks SET... [--most N] [--each] [--write]

A SET is a folder with passages.jsonl and questions.jsonl, as `evaluate` reads them. Asked is each question whose answer
of at most 60 characters stands in the window that is quoted of its paragraph. For each set: `clause`, the clauses that
are likeliest to answer, marked whole; `marked`, what the program marks; `crossed`, the same with weights fitted to the
other paragraphs alone (three folds), which is what to expect of questions never seen. The figure is F1 by letters of
what is marked against the answer, averaged over questions; `hit`, the share in which a mark lies on the answer.
With --write the weights fitted to all questions are written into retrieval/answering/answer_words.json.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.answering import answer_words
from retrieval.answering.analyse import analyse
from retrieval.answering.answer_words import (
    GROUPS,
    LENGTHS,
    NAMES,
    OTHER,
    ROLES,
    STEP_OF,
    Floats,
    Runs,
    Weights,
)
from retrieval.answering.excerpt import best_window
from retrieval.answering.highlight import matches
from retrieval.answering.word_clues import TRAIT_BIT, TRAITS, cut
from retrieval.engine import LocalEngine, Names
from retrieval.evaluation import sets, systems
from retrieval.evaluation.judge import plain
from retrieval.model import Changes, Query
from retrieval.text.fold import fold
from retrieval.text.sentences import sentences
from tests.benchmarks.excerpts import places_of

N_FOLDS = 3
N_EPOCHS, N_BATCH, STEP = 25, 64, 0.03
RIDGE, RIDGE_OF_KINDS = 1e-3, 5e-3
SHARPNESS = 3
N_COMMON, LONGEST_COMMON = 140, 3
WRITTEN = Path(answer_words.__file__).with_name("answer_words.json")


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the window of a paragraph that holds its answer, and how well each run of words fits the answer."""

    query: Query
    paragraph: str
    runs: Runs
    fits: Floats
    clause: float
    window: str

    @property
    def group(self) -> int:
        """Return the row of the weights of the asked kind."""
        return 1 + NAMES.index(GROUPS.get(self.query.kind, OTHER))


def main() -> int:
    """Print a line a set, and write the weights if asked to."""
    arguments = _arguments()
    questions = {folder.name: list(_questions(folder, arguments.most)) for folder in arguments.sets}
    common = _common(cut_window for asked in questions.values() for *_, cut_window in asked)
    names = common if arguments.write else answer_words.fitted().words
    material = {name: [_example(*row[:4], names) for row in asked] for name, asked in questions.items()}
    crossed = _crossed(material, names)
    now = answer_words.fitted() if not arguments.write else fitted_to(material, names)
    print(f"{'set':12s}{'asked':>7s}{'clause':>9s}{'marked':>9s}{'crossed':>9s}{'hit':>9s}")
    for name, examples in material.items():
        values = [np.mean([e.clause for e in examples]), np.mean([_fit(e, now) for e in examples])]
        values += [np.mean(crossed[name]), np.mean(np.array(crossed[name]) > 0)]
        print(f"{name:12s}{len(examples):7d}" + "".join(f"{value:9.4f}" for value in values))
    if arguments.each:
        _print_each(material, now)
    if arguments.write:
        _write(now)
    return 0


def fitted_to(material: dict[str, list[Example]], names: Sequence[str]) -> Weights:
    """Return the weights that make the runs that fit best the likeliest; larger sets count as the root of their size.

    Each step goes against the gradient of -log of the likelihood of a run times how well it fits, by Adam (Kingma and Ba,
    2015).
    """
    n_columns = answer_words.n_columns(names)
    n = 1 + len(NAMES)
    state = [np.zeros((n, len(ROLES), n_columns)), np.zeros((n, len(LENGTHS))), np.zeros((n, len(TRAITS)))]
    mean, square = [np.zeros_like(s) for s in state], [np.zeros_like(s) for s in state]
    total = sum(len(examples) ** 0.5 for examples in material.values())
    counted = [(e, len(x) ** -0.5 / total) for x in material.values() for e in x]
    scale = len(counted)
    order, n_steps = random.Random(0), 0
    for epoch in range(N_EPOCHS):
        order.shuffle(counted)
        for at in range(0, len(counted), N_BATCH):
            batch = counted[at : at + N_BATCH]
            weights, n_steps = Weights(tuple(names), *state), n_steps + 1
            slopes = _slopes(weights, [(e, count * scale / len(batch)) for e, count in batch], len(names))
            for value, slope, m, s in zip(state, slopes, mean, square, strict=True):
                m += 0.1 * (slope - m)
                s += 0.01 * (slope**2 - s)
                pace = STEP * (1 - 0.9 * epoch / N_EPOCHS)
                value -= pace * (m / (1 - 0.9**n_steps)) / (np.sqrt(s / (1 - 0.99**n_steps)) + 1e-5)
    return Weights(tuple(names), *(np.round(s, 3) for s in state))


def _slopes(weights: Weights, batch: Sequence[tuple[Example, float]], n_names: int) -> list[Floats]:
    values = (weights.clues, weights.lengths, weights.traits)
    clues, lengths, traits = slopes = [np.zeros_like(value) for value in values]
    for e, count in batch:
        excess = count * _excess(e, weights)
        by_role = _by_role(excess) @ e.runs.rows
        clues[0] += by_role
        clues[e.group] += by_role
        step = STEP_OF.take(e.runs.length, mode="clip")
        steps = np.bincount(step.ravel(), excess.ravel(), len(LENGTHS))
        lengths[0] += steps
        lengths[e.group] += steps
        by_trait = np.array([excess[(e.runs.traits & TRAIT_BIT[name]) != 0].sum() for name in TRAITS])
        traits[0] += by_trait
        traits[e.group] += by_trait
    clues[1:, :, -1 - n_names : -1] = 0  # the common words weigh the same for all kinds
    for slope, value in zip(slopes, values, strict=True):
        slope[0] += RIDGE * value[0]
        slope[1:] += RIDGE_OF_KINDS * value[1:]
    return slopes


def _excess(e: Example, weights: Weights) -> Floats:
    """How much more likely each run is than it should be."""
    values = answer_words.scores(e.runs, e.query.kind, weights)
    likely = np.exp(values - values.max())
    likely /= likely.sum()
    wanted = likely * (e.fits**SHARPNESS + 1e-6)
    excess: Floats = likely - wanted / wanted.sum()
    return excess


def _by_role(excess: Floats) -> Floats:
    """The excess of runs as that of each word in each role."""
    begins, ends = excess.sum(axis=1), excess.sum(axis=0)
    roles = np.zeros((len(ROLES), len(begins)))
    roles[0, :-1], roles[1], roles[2, 1:] = begins[1:], begins, begins[:-1]
    roles[3, :-1], roles[4], roles[5, 1:] = ends[1:], ends, ends[:-1]
    roles[6] = np.cumsum(begins) - np.concatenate([[0.0], np.cumsum(ends)[:-1]])
    return roles


def _fit(e: Example, weights: Weights) -> float:
    return float(e.fits.ravel()[int(np.argmax(answer_words.scores(e.runs, e.query.kind, weights)))])


def _crossed(material: dict[str, list[Example]], names: Sequence[str]) -> dict[str, list[float]]:
    fits: dict[str, list[float]] = {name: [] for name in material}
    paragraphs = sorted({e.paragraph for examples in material.values() for e in examples})
    random.Random(3).shuffle(paragraphs)
    fold_of = {paragraph: i % N_FOLDS for i, paragraph in enumerate(paragraphs)}
    for left_out in range(N_FOLDS):
        rest = {name: [e for e in x if fold_of[e.paragraph] != left_out] for name, x in material.items()}
        weights = fitted_to(rest, names)
        for name, examples in material.items():
            fits[name] += [_fit(e, weights) for e in examples if fold_of[e.paragraph] == left_out]
    return fits


Places = tuple[tuple[int, int], ...]


def _questions(folder: Path, most: int | None) -> Iterator[tuple[Query, str, str, Places, list[str]]]:
    question_set = sets.load(folder)
    documents = {document.id: document for document in question_set.documents}
    questions = list(question_set.questions)
    random.Random(7).shuffle(questions)
    engine = LocalEngine()
    engine.apply(Changes(1, tuple(systems.passages(question_set.documents)), ()))
    names = Names(engine)
    for question in questions[:most]:
        answers = [plain(answer).strip("。,，.、;；") for answer in question.answers]
        if not question.gold or not all(answers):
            continue
        document = documents[sorted(question.gold)[0]]
        query = analyse(question.text, engine, names)
        window = best_window(document.text, sentences(document.text), query, document.title)
        places = tuple(
            (a, b)
            for a, b in places_of(document.text, answers)
            if window.span.start <= a < b <= window.span.end and b - a <= answer_words.LONGEST_MARK
        )
        if places:
            folded = fold(document.text)
            words = [span.of(folded) for span in cut(folded, window.span)]
            yield query, document.title, document.text, places, words


def _example(query: Query, title: str, text: str, places: Places, names: Sequence[str]) -> Example:
    window = best_window(text, sentences(text), query, title)
    folded = fold(text)
    runs = answer_words.runs_of(folded, window, query, matches(folded, window.span, query), names)
    starts, ends = np.array(runs.edges[:-1]), np.array(runs.edges[1:])
    fits = np.max([_fits(starts[:, None], ends[None, :], place) for place in places], axis=0)
    clause = max(
        float(_fits(*map(np.array, (window.likely.start, window.likely.end)), place)) for place in places
    )
    return Example(query, text, runs, fits, clause, window.span.of(text))


def _fits(start: Floats, end: Floats, place: tuple[int, int]) -> Floats:
    """F1 by letters of the runs from `start` to `end` against one place of the answer."""
    common = np.maximum(0, np.minimum(end, place[1]) - np.maximum(start, place[0]))
    fits: Floats = 2 * common / np.maximum(1, np.maximum(0, end - start) + place[1] - place[0])
    return fits


def _common(windows: Iterator[list[str]]) -> tuple[str, ...]:
    """The commonest words and marks; numbers are none."""
    counted = Counter(word for words in windows for word in words if len(word) <= LONGEST_COMMON)
    return tuple([word for word, _ in counted.most_common(2 * N_COMMON) if not word.isdigit()][:N_COMMON])


def _print_each(material: dict[str, list[Example]], weights: Weights) -> None:
    for name, examples in material.items():
        for e in examples:
            values = answer_words.scores(e.runs, e.query.kind, weights)
            marked = e.runs.span(int(np.argmax(values))).of(e.paragraph)
            print(f"{name} {_fit(e, weights):.2f} {e.query.kind} {e.query.text} -> {marked}\n    {e.window}")


def _write(weights: Weights) -> None:
    kept = {
        "words": list(weights.words),
        "clues": [[_short(row) for row in roles] for roles in weights.clues.tolist()],
        "lengths": [_short(row) for row in weights.lengths.tolist()],
        "traits": [_short(row) for row in weights.traits.tolist()],
    }
    WRITTEN.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"written: {WRITTEN.name}")


def _short(row: list[float]) -> list[float | int]:
    return [int(value) if value == int(value) else value for value in row]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--most", type=int)
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
