"""Ours and its peers over the same passages and questions: build, search, add and memory, in one table.

    python -m tests.benchmarks.search [--sizes 1000 10000 100000] [--systems ours tantivy ...]

Each system runs in a process of its own. All timings are of this run: on a busy machine trust the ratios.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing as mp
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from retrieval.model import Passage
from tests.benchmarks import corpus
from tests.benchmarks.peers import Peer, installed

_N_QUESTIONS = 200
_LONGEST_S = 15.0  # a slow system answers fewer questions
_N_ADDED = 20


@dataclass(frozen=True)
class Figures:
    """What one system did at one size: seconds to build, milliseconds else, MiB of memory it took."""

    build_s: float
    p50_ms: float
    p99_ms: float
    add_ms: float
    memory_mib: float


def main() -> None:
    """Print one table a size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--systems", nargs="+", default=list(installed()))
    arguments = parser.parse_args()
    passages = corpus.passages(max(arguments.sizes))
    print(f"{np.mean([len(p.terms) + 2 * len(p.title_terms) for p in passages]):.0f} terms a passage")
    for size in arguments.sizes:
        questions = corpus.questions(_N_QUESTIONS, size)
        results = {name: _apart(name, passages[:size], questions) for name in arguments.systems}
        print(
            f"\n{size:,} passages, {np.mean([len(q) for q in questions]):.0f} terms a question\n{table(results)}"
        )


def table(results: dict[str, Figures]) -> str:
    """Return the figures as lines, each with the ratio of its p50 to that of the first system."""
    first = next(iter(results.values()))
    lines = [f"{'':10}{'build s':>9}{'p50 ms':>9}{'p99 ms':>9}{'add ms':>10}{'MiB':>7}{'p50 ratio':>11}"]
    lines += [
        f"{name:10}{f.build_s:9.2f}{f.p50_ms:9.3f}{f.p99_ms:9.3f}{f.add_ms:10.3f}{f.memory_mib:7.0f}"
        f"{f.p50_ms / first.p50_ms:11.2f}"
        for name, f in results.items()
    ]
    return "\n".join(lines)


def measure(peer: Peer, passages: Sequence[Passage], questions: Sequence[list[str]]) -> Figures:
    """Return what the peer does; an addition counts once a search has found it."""
    before = _resident_mib()
    build_s = _seconds(lambda: peer.build(passages))
    gc.collect()
    memory_mib = _resident_mib() - before
    for question in questions[:3]:
        peer.search(question)
    taken = _search_ms(peer, questions)
    p50_ms, p99_ms = np.percentile(taken, (50, 99)).tolist()
    return Figures(build_s, p50_ms, p99_ms, _add_ms(peer, passages, build_s), memory_mib)


def _search_ms(peer: Peer, questions: Sequence[list[str]]) -> list[float]:
    taken: list[float] = []
    for question in questions:
        taken.append(1e3 * _seconds(lambda question=question: peer.search(question)))  # type: ignore[misc]
        if sum(taken) > 1e3 * _LONGEST_S:
            break
    return taken


def _add_ms(peer: Peer, passages: Sequence[Passage], build_s: float) -> float:
    """Return the median time until a new passage is found by a word of its own."""
    taken: list[float] = []
    for i in range(_N_ADDED if build_s < 1 else 3):
        word = f"新词{i}"
        new = replace(
            passages[i], id=len(passages) + i + 1, article_id=-1 - i, terms=(*passages[i].terms, word)
        )

        def added(new: Passage = new, word: str = word) -> None:
            peer.add(new)
            if peer.search([word])[0] != new.id:
                raise AssertionError(f"{type(peer).__name__} does not find what was added")

        taken.append(1e3 * _seconds(added))
    return float(np.median(taken))


def _seconds(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def _apart(name: str, passages: Sequence[Passage], questions: Sequence[list[str]]) -> Figures:
    """Measure in a forked process, which has the passages already and gives its memory back at its end."""
    context = mp.get_context("fork")
    here, there = context.Pipe()
    gc.freeze()
    process = context.Process(target=_send_figures, args=(there, name, passages, questions))
    process.start()
    there.close()
    figures: Figures = here.recv()
    process.join()
    return figures


def _send_figures(
    there: Connection, name: str, passages: Sequence[Passage], questions: Sequence[list[str]]
) -> None:
    there.send(measure(installed()[name](), passages, questions))


def _resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
