"""How many questions does the first quote answer, and how many of the others are declined?

    python -m tests.benchmarks.answers PAGE... --questions FILE [--with DIR...] [--each]

FILE has lines {"q", "answers"}: any of the answers must stand in the first quote (width, case and blanks aside); a
question without answers must be declined. In the library that is asked are the PAGEs and the passages of
each DIR, of which the first is a question set of `bulletin-bot evaluate`. Of the first quotes that
answer, `marked` says in how many a mark lies on the answer, `marks` how much of the marks does, letter by letter.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from retrieval import (
    Abstention,
    Answer,
    Article,
    Current,
    Issue,
    Library,
    Reading,
    Source,
    Span,
    ask,
    fingerprint,
    ingest_file,
    terms,
)
from retrieval.evaluation.judge import plain
from retrieval.evaluation.sets import load
from retrieval.model import Headline, Page, Paragraph

N_TOGETHER = 500


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
        if arguments.beside:
            _save(library, arguments.beside)
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


def _save(library: Library, folders: list[Path]) -> None:
    """The passages of question sets, as issues of many articles."""
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for document in load(folders[0], folders[1:]).documents:
        texts[document.doc, document.title].append(document.text)
    articles = [
        Article(
            Headline(title or of_it[0][:30]), tuple(Paragraph(text, (Span(0, len(text)),)) for text in of_it)
        )
        for (_, title), of_it in texts.items()
    ]
    for start in range(0, len(articles), N_TOGETHER):
        page = Page("A01", tuple(articles[start : start + N_TOGETHER]))
        name = f"beside{start}"
        reading = Reading(Source(name, name.encode(), name), Issue("beside", None, (page,)))
        library.save(reading, terms, fingerprint(), bulletin="beside", now=dt.datetime.now(dt.UTC))


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
    parser.add_argument("--with", dest="beside", nargs="+", default=[], type=Path)
    parser.add_argument("--each", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
