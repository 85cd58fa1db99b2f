"""Ours and its peers over the same terms and questions, in one run and one table, with ratios and a plot.

    python -m tests.benchmarks.search [--sizes 1000 10000 100000 1000000] [--systems ours tantivy ...] [--plot FILE.png]

Each system builds in a process of its own, and answers from the disk in another one. All timings are of this run: on a
busy machine trust the ratios. The columns:

    build s     all passages in and on the disk, terms given    issue ms   100 passages more, until found
    p50, p99    milliseconds a question, best ten               cold ms    open from the disk and answer, imports apart
    add ms      one passage more, until found                   MiB        memory beside mapped files, after answering
    durable ms  the same, and on the disk                       disk MiB   what is on the disk
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing as mp
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from retrieval.model import Passage
from tests.benchmarks.paragraphs import Paragraphs, paragraphs
from tests.benchmarks.peers import Peer, installed

_N_QUESTIONS = 200
_LONGEST_S = 15.0  # a slow system answers fewer questions
_N_ADDED = 15
_ISSUE = 100
_LARGEST = {"rank_bm25": 100_000}
_HEADS = "build s,p50 ms,p99 ms,add ms,durable ms,issue ms,cold ms,MiB,disk MiB".split(",")


@dataclass(frozen=True)
class Figures:
    """What one system did at one size, in the order of the table's columns."""

    build_s: float
    p50_ms: float
    p99_ms: float
    add_ms: float
    durable_ms: float
    issue_ms: float
    cold_ms: float
    memory_mib: float
    disk_mib: float


def main() -> None:
    """Print one table a size."""
    arguments = _arguments()
    if arguments.answer:
        _answer(arguments.answer, Path(arguments.folder))
        return
    made = paragraphs(max(arguments.sizes), _N_QUESTIONS)
    kind = "real and perturbed" if made.is_real else "made-up"
    print(f"{kind} paragraphs, {np.mean([len(p.terms) for p in made.passages]):.0f} terms each")
    results: dict[int, dict[str, Figures]] = {}
    for size in arguments.sizes:
        systems = [name for name in arguments.systems if size <= _LARGEST.get(name, size)]
        results[size] = {name: _apart(name, made, size) for name in systems}
        print(f"\n{size:,} passages\n{table(results[size])}", flush=True)
    if arguments.plot:
        from tests.benchmarks.plot import plot

        plot(results, arguments.plot)


def table(results: dict[str, Figures]) -> str:
    """Return the figures as lines, each with the ratio of its p50 to that of the first system."""
    first = next(iter(results.values()))
    lines = [f"{'':12}" + "".join(f"{head:>11}" for head in _HEADS) + f"{'p50 ratio':>11}"]
    for name, figures in results.items():
        values = "".join(
            f"{value:11.3f}" if value < 100 else f"{value:11,.0f}" for value in asdict(figures).values()
        )
        lines.append(f"{name:12}{values}{figures.p50_ms / first.p50_ms:11.2f}")
    return "\n".join(lines)


def _measure(name: str, made: Paragraphs, size: int) -> Figures:
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where)
        peer = installed()[name](folder)
        prepared = peer.prepare(made.passages[:size])
        build_s = _seconds(lambda: (peer.add(prepared), peer.keep()))
        answered = _answered_apart(name, folder, made.questions)
        disk_mib = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20
        slow = build_s > 5 and name not in ("ours", "tantivy", "fts5")
        add_ms, durable_ms = _added_ms(peer, made.passages, size, 1 if slow else _N_ADDED)
        issue_ms = _issue_ms(peer, made.passages, size)
    return Figures(
        build_s,
        answered["p50"],
        answered["p99"],
        add_ms,
        durable_ms,
        issue_ms,
        answered["cold"],
        answered["mib"],
        disk_mib,
    )


def _added_ms(peer: Peer, passages: Sequence[Passage], size: int, n: int) -> tuple[float, float]:
    """Median milliseconds until one more passage is found by a word of its own, and until it is on the disk, too."""
    found_ms, kept_ms = [], []
    for i in range(n):
        prepared = peer.prepare([_new(passages[i], size + 1 + i)])
        ms = 1e3 * _seconds(lambda: _add(peer, prepared, size + 1 + i))  # noqa: B023 - called at once
        found_ms.append(ms)
        kept_ms.append(ms + 1e3 * _seconds(peer.keep))
    return float(np.median(found_ms)), float(np.median(kept_ms))


def _issue_ms(peer: Peer, passages: Sequence[Passage], size: int) -> float:
    first = size + 1 + _N_ADDED
    prepared = peer.prepare([_new(passages[i], first + i) for i in range(_ISSUE)])
    return 1e3 * _seconds(lambda: _add(peer, prepared, first + _ISSUE - 1))


def _add(peer: Peer, prepared: object, last: int) -> None:
    peer.add(prepared)
    if peer.search([f"新词{last}"])[0] != last:
        raise AssertionError(f"{type(peer).__name__} does not find what was added")


def _new(passage: Passage, id_: int) -> Passage:
    article_id = 1 << 40 | id_ // 5
    return replace(passage, id=id_, article_id=article_id, terms=(*passage.terms, f"新词{id_}"))


def _answered_apart(name: str, folder: Path, questions: Sequence[list[str]]) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.search", "--answer", name, "--folder", str(folder)]
    done = subprocess.run(command, input=json.dumps(questions), capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _answer(name: str, folder: Path) -> None:
    """Answer questions from the disk and print figures: the part of a run that serves."""
    questions = json.load(sys.stdin)
    peer = installed()[name](folder)
    before = _anonymous_mib()
    cold_ms = 1e3 * _seconds(lambda: (peer.open(), peer.search(questions[0])))
    for question in questions[:5]:
        peer.search(question)
    taken: list[float] = []
    for question in questions:
        taken.append(1e3 * _seconds(lambda: peer.search(question)))  # noqa: B023 - called at once
        if sum(taken) > 1e3 * _LONGEST_S:
            break
    p50, p99 = np.percentile(taken, (50, 99)).tolist()
    print(json.dumps({"p50": p50, "p99": p99, "cold": cold_ms, "mib": _anonymous_mib() - before}))


def _seconds(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def _apart(name: str, made: Paragraphs, size: int) -> Figures:
    """Measure in a forked process, which has the passages already and gives its memory back at its end."""
    context = mp.get_context("fork")
    here, there = context.Pipe()
    gc.collect()
    gc.freeze()
    process = context.Process(target=_send_figures, args=(there, name, made, size))
    process.start()
    there.close()
    figures: Figures = here.recv()
    process.join()
    return figures


def _send_figures(there: Connection, name: str, made: Paragraphs, size: int) -> None:
    there.send(_measure(name, made, size))


def _anonymous_mib() -> float:
    """Memory of this process that is no mapped file."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--systems", nargs="+", default=list(installed()), choices=list(installed()))
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--answer", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


assert len(_HEADS) == len(fields(Figures))

if __name__ == "__main__":
    main()
