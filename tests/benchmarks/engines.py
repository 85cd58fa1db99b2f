"""The local index and the one in PostgreSQL, on the same questions: the same answers, and how soon.

    python -m tests.benchmarks.engines [SET ...] [--each N] [--size N] [--no-speed | --speed]

SETs are folders that `bulletin-bot evaluate` reads; by default all in ../shared/eval, N questions of each, evenly
chosen. The server is the one of TEST_DATABASE_URL, else the one that the test extra ships. The columns:

    cited    the first quote comes from the same paragraph as with the local index
    top 10   share of its ten best paragraphs that are among the local index's ten best
    order    the forty best paragraphs are those of rank_bm25's `BM25Okapi`, in the same order
    p50, p95 milliseconds a search over `size` paragraphs, for the best ten and the best forty
    build s  all paragraphs in, terms given
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from retrieval.answering.analyse import analyse
from retrieval.answering.asking import likely_candidates
from retrieval.engine import Engine, LocalEngine, Names
from retrieval.engine.postgres import PostgresEngine
from retrieval.evaluation import systems
from retrieval.evaluation.sets import load
from retrieval.model import Changes, Passage
from retrieval.store import Database
from tests import postgres
from tests.benchmarks.paragraphs import paragraphs
from tests.retrieval.engine.oracle import Oracle

SETS = Path(__file__).parents[3] / "shared" / "eval"
# The shipped server has an extension that the program itself refuses; what it finds can be measured all the same.
ANY_VERSION = (0,)
N_BEST = 40


@dataclass(frozen=True)
class Agreement:
    """Shares of questions (`cited`, `order`) and of paragraphs (`top`) that agree; None where nothing was compared."""

    cited: float
    top: float
    order: float


def main() -> None:
    """Print one table a set, and one of the speed."""
    given = _arguments()
    with postgres.server() as url:
        if url is None:
            raise SystemExit("no PostgreSQL: set TEST_DATABASE_URL or install the test extra")
        every = sorted(path.parent for path in SETS.glob("*/questions.jsonl"))
        for folder in [] if given.speed else given.sets or every:
            _print_agreement(url, folder, given.each)
        if not given.no_speed:
            _print_speed(url, given.size)


@contextmanager
def engines(server_url: str, passages: Sequence[Passage]) -> Iterator[Iterator[tuple[str, Engine, float]]]:
    """All engines, one after another, each filled with the passages, and the seconds that took."""
    with postgres.database(server_url) as plain, postgres.database(server_url) as extended:
        yield _filled(passages, plain, extended)


def _filled(passages: Sequence[Passage], plain: str, extended: str) -> Iterator[tuple[str, Engine, float]]:
    changes = Changes(1, tuple(passages), ())
    local = LocalEngine()
    yield "local", local, _seconds(local, changes)
    with Database.open(plain) as database:
        engine = PostgresEngine(database, "benchmark")
        yield "postgres, plain SQL", engine, _seconds(engine, changes)
    with Database.open(extended) as database:
        version = _with_extension(database)
        if version:
            engine = PostgresEngine(database, "benchmark", oldest_extension=ANY_VERSION)
            yield f"postgres, pg_textsearch {version}", engine, _seconds(engine, changes)


def _with_extension(database: Database) -> str | None:
    """The version of the extension in a database where it is put now, if the server has it."""
    available = "SELECT default_version FROM pg_available_extensions WHERE name = 'pg_textsearch'"
    with database.write() as connection:
        version: str | None = connection.scalar(sa.text(available))
        if version:
            connection.execute(sa.text("CREATE EXTENSION pg_textsearch"))
    return version


def _seconds(engine: Engine, changes: Changes) -> float:
    start = time.perf_counter()
    engine.start_over(changes)
    engine.tidy()
    return time.perf_counter() - start


def _print_agreement(url: str, folder: Path, n_questions: int) -> None:
    held = load(folder)
    chosen = held.questions[:: max(1, len(held.questions) // n_questions)][:n_questions]
    passages = list(systems.passages(held.documents))
    stored = dict(enumerate(systems.paragraphs(held.documents)))
    oracle = Oracle(passages)
    print(f"\n{folder.name}: {len(passages):,} paragraphs, {len(chosen)} questions")
    print(f"{'':32}{'cited':>8}{'top 10':>8}{'order':>8}")
    expected: list[tuple[int | None, list[int]]] = []
    with engines(url, passages) as found:
        for name, engine, _ in found:
            answers = [_answered(engine, Names(engine), question.text, stored) for question in chosen]
            expected = expected or [answer[:2] for answer in answers]
            agreement = _agreement(expected, answers, oracle)
            print(f"{name:32}{agreement.cited:8.3f}{agreement.top:8.3f}{agreement.order:8.3f}", flush=True)


def _answered(
    engine: Engine, names: Names, question: str, stored: Mapping[int, object]
) -> tuple[int | None, list[int], tuple[str, ...]]:
    """The paragraph of the first quote, the forty best, and the terms they were searched by."""
    query = analyse(question, engine, names)
    found = (
        likely_candidates(query, engine, lambda ids: {i: stored[i] for i in ids}, 1) if query.terms else []
    )
    hits = engine.search(query.terms, N_BEST)
    return (found[0].paragraph.id if found else None), [hit.passage for hit in hits], query.terms


def _agreement(
    expected: Sequence[tuple[int | None, list[int]]],
    answers: Sequence[tuple[int | None, list[int], tuple[str, ...]]],
    oracle: Oracle,
) -> Agreement:
    cited = [answer[0] == one[0] for answer, one in zip(answers, expected, strict=True)]
    shared = [len(set(a[1][:10]) & set(one[1][:10])) for a, one in zip(answers, expected, strict=True)]
    wanted = [len(one[1][:10]) for one in expected]
    order = [oracle.best(terms, N_BEST) == found for _, found, terms in answers]
    return Agreement(float(np.mean(cited)), sum(shared) / max(1, sum(wanted)), float(np.mean(order)))


def _print_speed(url: str, size: int) -> None:
    made = paragraphs(size, 200)
    questions = list(made.questions)
    random.Random(1).shuffle(questions)
    print(f"\n{size:,} paragraphs, {len(questions)} questions, one after another")
    print(
        f"{'milliseconds of a search for':32}{'ten: p50':>10}{'p95':>8}{'forty: p50':>12}{'p95':>8}{'build s':>9}"
    )
    with engines(url, made.passages[:size]) as found:
        for name, engine, seconds in found:
            ten = np.percentile(_milliseconds(engine, questions, 10), (50, 95))
            forty = np.percentile(_milliseconds(engine, questions, N_BEST), (50, 95))
            figures = f"{ten[0]:10.1f}{ten[1]:8.1f}{forty[0]:12.1f}{forty[1]:8.1f}{seconds:9.1f}"
            print(f"{name:32}{figures}", flush=True)


def _milliseconds(engine: Engine, questions: Sequence[list[str]], k: int) -> list[float]:
    for question in questions[:20]:
        engine.search(question, k)
    taken = []
    for question in questions:
        start = time.perf_counter()
        engine.search(question, k)
        taken.append(1e3 * (time.perf_counter() - start))
    return taken


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", type=Path, metavar="SET")
    parser.add_argument("--each", type=int, default=300, help="questions of each set")
    parser.add_argument("--size", type=int, default=100_000, help="paragraphs of the measured speed")
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--no-speed", action="store_true", help="compare answers only")
    one.add_argument("--speed", action="store_true", help="measure the speed only")
    return parser.parse_args()


if __name__ == "__main__":
    main()
