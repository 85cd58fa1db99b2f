"""How many questions does the first quote answer, and how many of the others are declined?

    python -m tests.benchmarks.answers PAGE... --questions FILE [--each]

FILE has lines {"q", "answers"}: any of the answers must stand in the first quote (width, case and blanks aside); a
question without answers must be declined. Only the PAGEs are in the library that is asked. Of the first quotes that
answer, `marked` says in how many a mark lies on the answer, `marks` how much of the marks does, letter by letter.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from retrieval import Abstention, Answer, Current, Library, ask, ingest_file
from retrieval.evaluation.judge import plain


def main() -> int:
    """Print both figures; with --each, what was missed."""
    arguments = _arguments()
    rows = [json.loads(line) for line in arguments.questions.read_text(encoding="utf-8").splitlines() if line]
    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(f"sqlite:///{folder}/asked.sqlite3") as library,
    ):
        for page in arguments.pages:
            ingest_file(library, page)
        current = Current.open(library)
        outcomes = [(row, ask(current, row["q"])) for row in rows]
    answerable = [(row, outcome) for row, outcome in outcomes if row["answers"]]
    others = [(row, outcome) for row, outcome in outcomes if not row["answers"]]
    missed = [row["q"] for row, outcome in answerable if not _is_answered(row["answers"], outcome)]
    invented = [row["q"] for row, outcome in others if isinstance(outcome, Answer)]
    print(f"first quote answers  {len(answerable) - len(missed)} of {len(answerable)}")
    print(f"abstains             {len(others) - len(invented)} of {len(others)}")
    _print_marks(
        [
            _marks(row["answers"], outcome)
            for row, outcome in answerable
            if _is_answered(row["answers"], outcome)
        ]
    )
    if arguments.each:
        print("missed:", *missed, "answered without an answer:", *invented, sep="\n  ")
    return 0


def _is_answered(answers: list[str], outcome: Answer | Abstention) -> bool:
    if isinstance(outcome, Abstention):
        return False
    said = plain(outcome.quotes[0].excerpt.text)
    return any(plain(answer) in said for answer in answers)


def _print_marks(shares: list[float]) -> None:
    n = len(shares) or 1
    print(f"marked               {sum(share > 0 for share in shares)} of {len(shares)}")
    print(f"marks                {sum(shares) / n:.3f}")


def _marks(answers: list[str], outcome: Answer | Abstention) -> float:
    """How much of the marks of the first quote lies on the answer, 0 to 1."""
    assert isinstance(outcome, Answer)
    excerpt = outcome.quotes[0].excerpt
    letters = [
        (letter, any(span.start <= at < span.end for span in excerpt.highlights))
        for at, character in enumerate(excerpt.text)
        for letter in plain(character)
    ]
    said = "".join(letter for letter, _ in letters)
    on_answer = max(
        sum(is_marked for _, is_marked in letters[at : at + len(answer)])
        for answer in map(plain, answers)
        if (at := said.find(answer)) >= 0
    )
    return on_answer / (sum(is_marked for _, is_marked in letters) or 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--questions", required=True, type=Path)
    parser.add_argument("--each", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
