"""Is the answer in the window that is quoted, given a paragraph that holds it? And how much should each clue weigh?

    python -m tests.benchmarks.excerpts SET... [--most N] [--write]

A SET is a folder with passages.jsonl and questions.jsonl, as `evaluate` reads them. For each set one line: `ceiling`,
some window of at most 120 characters holds an answer; `first`, the first one does; `plain`, the window grown around
the sentence that BM25Plus scores best; `quoted`, what the program quotes; `crossed`, the same with weights fitted to
the other questions alone (four folds over all sets), which is what to expect of questions never seen.
With --write the weights fitted to all questions are written into retrieval/answering/fitted.py. Each set counts the
same, however many questions it has; --most limits the questions of a set.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.answering import excerpt, fitted
from retrieval.answering.analyse import analyse
from retrieval.answering.clues import BRIEF, CLUES, LENGTHY, Floats, Parted, clues
from retrieval.engine import LocalEngine, Names, sentence_scores
from retrieval.evaluation import sets, systems
from retrieval.evaluation.judge import plain
from retrieval.model import Changes, Query
from retrieval.text import tokens
from retrieval.text.sentences import sentences
from tests.benchmarks.fitting import Group, fit

N_FOLDS = 4
FITTED = Path(excerpt.__file__).with_name("fitted.py")
L2 = 30.0
L2_WINDOWS = 3.0


@dataclass(frozen=True, slots=True)
class Example:
    """A question on a paragraph that holds its answer, parted, and where the answers stand there."""

    query: Query
    text: str
    title: str
    parted: Parted
    rows: Floats
    answers: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    def holds(self, start: int, end: int) -> bool:
        """Say whether an answer stands in that part of the paragraph."""
        return any(start <= a and b <= end for a, b in self.places)


@dataclass(frozen=True, slots=True)
class Weights:
    """What is fitted: how much each clue weighs, and how long answers are."""

    stands: Floats
    begins: Floats
    windows: Floats
    lengths: dict[str, tuple[float, ...]]

    def use(self) -> None:
        """Let the program weigh so from now on, in this process."""
        fitted.STANDS, fitted.BEGINS = tuple(self.stands), tuple(self.begins)
        fitted.WINDOWS, fitted.LENGTHS = tuple(self.windows), self.lengths


def main() -> int:
    """Print a line a set, and write the weights if asked to."""
    arguments = _arguments()
    material = {folder.name: _examples(folder, arguments.most) for folder in arguments.sets}
    print(f"{'set':14s}{'asked':>7s}{'ceiling':>9s}{'first':>9s}{'plain':>9s}{'quoted':>9s}{'crossed':>9s}")
    quoted = {name: [_is_quoted(e) for e in examples] for name, examples in material.items()}
    crossed = _crossed(material)
    for name, examples in material.items():
        print(
            f"{name:14s}{len(examples):7d}"
            + "".join(
                f"{np.mean(v):9.4f}"
                for v in (
                    [
                        any(e.holds(*_span(e, run)) for run in excerpt.windows(e.parted.pieces))
                        for e in examples
                    ],
                    [e.holds(*_span(e, excerpt.windows(e.parted.pieces)[0])) for e in examples],
                    [_is_in_plain(e) for e in examples],
                    quoted[name],
                    crossed[name],
                )
            )
        )
    if arguments.write:
        _write(weights_for(material))
    return 0


def weights_for(material: dict[str, Sequence[Example]]) -> Weights:
    """Return the weights fitted to these questions, each set counting the same."""
    counted = [(e, 1000 / len(examples)) for examples in material.values() for e in examples]
    counted = [(e, count) for e, count in counted if e.places]
    stands = fit([Group(e.rows, _overlaps(e), count) for e, count in counted], L2)
    begins = fit([Group(e.rows, _begins(e), count) for e, count in counted], L2)
    weights = Weights(stands, begins, np.zeros(1), _lengths(counted))
    weights.use()
    groups = [Group(_window_rows(e), _held(e), count) for e, count in counted]
    return Weights(stands, begins, fit(groups, L2_WINDOWS), weights.lengths)


def _crossed(material: dict[str, Sequence[Example]]) -> dict[str, list[bool]]:
    before = Weights(
        *(np.array(v) for v in (fitted.STANDS, fitted.BEGINS, fitted.WINDOWS)), dict(fitted.LENGTHS)
    )
    hits: dict[str, list[bool]] = {name: [] for name in material}
    for fold in range(N_FOLDS):
        weights_for(
            {n: [e for i, e in enumerate(x) if i % N_FOLDS != fold] for n, x in material.items()}
        ).use()
        for name, examples in material.items():
            hits[name] += [_is_quoted(e) for i, e in enumerate(examples) if i % N_FOLDS == fold]
    before.use()
    return hits


def _examples(folder: Path, most: int | None) -> list[Example]:
    question_set = sets.load(folder)
    documents = {document.id: document for document in question_set.documents}
    questions = list(question_set.questions)
    random.Random(7).shuffle(questions)
    engine = LocalEngine()
    engine.apply(Changes(1, tuple(systems.passages(question_set.documents)), ()))
    names = Names(engine)
    return [
        _example(analyse(q.text, engine, names), q, documents[sorted(q.gold)[0]])
        for q in questions[:most]
        if q.gold and q.answers
    ]


def _example(query: Query, question: sets.Question, document: sets.Document) -> Example:
    parted = excerpt.part(document.text, sentences(document.text), document.title)
    answers = tuple(filter(None, map(plain, question.answers)))
    places = places_of(document.text, answers)
    return Example(query, document.text, document.title, parted, clues(parted, query), answers, places)


def places_of(text: str, answers: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where the answers stand, width, case and blanks aside."""
    letters = [(letter, at) for at, character in enumerate(text) for letter in plain(character)]
    joined = "".join(letter for letter, _ in letters)
    places = []
    for answer in answers:
        at = joined.find(answer)
        while at >= 0:
            places.append((letters[at][1], letters[at + len(answer) - 1][1] + 1))
            at = joined.find(answer, at + 1)
    return tuple(places)


def _overlaps(e: Example) -> Floats:
    return np.array([float(any(s.start < b and s.end > a for a, b in e.places)) for s in e.parted.pieces])


def _begins(e: Example) -> Floats:
    return np.array([float(any(s.start <= a < s.end for a, _ in e.places)) for s in e.parted.pieces])


def _window_rows(e: Example) -> Floats:
    runs = excerpt.windows(e.parted.pieces)
    return excerpt.window_clues(e.text, e.parted, runs, excerpt.chances_of(e.rows), e.query.kind)


def _held(e: Example) -> Floats:
    return np.array([float(e.holds(*_span(e, run))) for run in excerpt.windows(e.parted.pieces)])


def _span(e: Example, run: tuple[int, int]) -> tuple[int, int]:
    return e.parted.pieces[run[0]].start, e.parted.pieces[run[1]].end


def _is_quoted(e: Example) -> bool:
    said = plain(excerpt.window_of(e.text, e.parted, e.rows, e.query.kind).span.of(e.text))
    return any(answer in said for answer in e.answers)


def _is_in_plain(e: Example) -> bool:
    """The best sentence by BM25Plus, grown to its better neighbour while that fits."""
    spans = e.parted.sentences
    scores = sentence_scores([tokens.terms(span.of(e.text)) for span in spans], e.query.terms)
    first = last = int(np.argmax(scores))
    while True:
        options = [
            (scores[edge], grown)
            for edge, grown in ((first - 1, (first - 1, last)), (last + 1, (first, last + 1)))
            if 0 <= edge < len(spans)
            and spans[grown[1]].end - spans[grown[0]].start <= excerpt.LONGEST_EXCERPT
        ]
        if not options:
            end = min(spans[last].end, spans[first].start + excerpt.LONGEST_EXCERPT)
            return e.holds(spans[first].start, end)
        first, last = max(options)[1]


def _lengths(counted: Sequence[tuple[Example, float]]) -> dict[str, tuple[float, ...]]:
    """For each group of kinds, the share of answers that are no longer than each of the lengths."""
    found: dict[str, list[tuple[int, float]]] = {"brief": [], "other": [], "lengthy": []}
    for e, count in counted:
        group = "brief" if e.query.kind in BRIEF else "lengthy" if e.query.kind in LENGTHY else "other"
        found[group].append((min(b - a for a, b in e.places), count))
    return {
        group: tuple(
            sum(c for n, c in lengths if n <= most) / (sum(c for _, c in lengths) or 1.0)
            for most in excerpt.LENGTHS
        )
        for group, lengths in found.items()
    }


def _write(weights: Weights) -> None:
    def table(name: str, values: Sequence[float]) -> str:
        return f"{name} = (" + "".join(f"\n    {value:.3f}," for value in values) + "\n)\n"

    lines = [
        '"""How much each clue weighs: written by `python -m tests.benchmarks.excerpts SET... --write`, not by hand."""\n',
        f"# One weight a clue, in the order of `clues.CLUES` ({len(CLUES)}).\n"
        + table("STANDS", weights.stands),
        table("BEGINS", weights.begins),
        "# One weight a column of `excerpt.window_clues`.\n" + table("WINDOWS", weights.windows),
        "# The share of answers that are no longer than each of `excerpt.LENGTHS`.\n"
        + "LENGTHS = {"
        + "".join(
            f'\n    "{group}": ({", ".join(f"{share:.3f}" for share in shares)}),'
            for group, shares in weights.lengths.items()
        )
        + "\n}\n",
    ]
    FITTED.write_text("\n".join(lines), encoding="utf-8")
    print(f"written: {FITTED.name}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--most", type=int)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
