"""From a question to its rendered answer, alone and eight at once, and how long the event loop stands still meanwhile.

    python -m tests.benchmarks.asking [PARAGRAPHS] [FOLDER]

A library of made-up paragraphs is filled, or found in FOLDER from an earlier run, and asked about its own sentences
as the bot asks it: in threads beside an event loop that should run on undisturbed.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bot.context import in_thread
from bot.view.answer import render_abstention, render_answer
from retrieval import Answer, Current, Library, ask
from tests.benchmarks import corpus
from tests.benchmarks.start import fill

N_QUESTIONS = 150
N_AT_ONCE = 8
TICK_S = 0.002
GOALS = {"p50_ms": 15, "p99_ms": 60, "stall_ms": 50}


def main() -> int:
    """Print one JSON object; 1 when a goal is missed."""
    n_paragraphs = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "bulletins.sqlite3").exists():
            fill(folder, n_paragraphs)
        with Library.open(f"sqlite:///{folder}/bulletins.sqlite3") as library:
            current = Current.open(library, folder / "index")
            current.settle()
            report = measure(current, questions(n_paragraphs))
    print(json.dumps({"paragraphs": n_paragraphs} | report | {f"goal_{k}": v for k, v in GOALS.items()}))
    return int(any(report[name] > goal for name, goal in GOALS.items()))


def measure(current: Current, asked: list[str]) -> dict[str, float]:
    """Return milliseconds a question, and the longest stall of the event loop while eight ask."""
    for question in asked[:5]:
        answered(current, question)
    alone_ms = []
    for question in asked:
        started = time.perf_counter()
        answered(current, question)
        alone_ms.append(1e3 * (time.perf_counter() - started))
    stall_ms, together_ms = asyncio.run(_together(current, asked))
    p50, p99 = np.percentile(alone_ms, (50, 99)).round(2).tolist()
    together = float(np.percentile(together_ms, 50).round(2))
    return {"p50_ms": p50, "p99_ms": p99, "together_p50_ms": together, "stall_ms": round(stall_ms, 2)}


def answered(current: Current, question: str) -> str:
    """What the bot would send."""
    answer = ask(current, question)
    if isinstance(answer, Answer):
        return render_answer(answer, lang="zh-hans", paging_id=None, compact=False, bot_username=None).html
    return render_abstention(answer, lang="zh-hans", bot_username=None).html


def questions(n_paragraphs: int) -> list[str]:
    """Words of the paragraphs, asked for."""
    found: list[str] = []
    for article in corpus.articles(min(n_paragraphs, 5 * N_QUESTIONS)):
        found.append("".join(article.paragraphs[0][0][:6]) + "是什么时候")
    return found[:N_QUESTIONS]


async def _together(current: Current, asked: list[str]) -> tuple[float, list[float]]:
    waiting, taken_ms = iter(asked), []

    async def person() -> None:
        for question in waiting:
            started = time.perf_counter()
            await in_thread(answered, current, question)
            taken_ms.append(1e3 * (time.perf_counter() - started))

    people = asyncio.gather(*(person() for _ in range(N_AT_ONCE)))
    longest_s = 0.0
    while not people.done():
        started = time.perf_counter()
        await asyncio.sleep(TICK_S)
        longest_s = max(longest_s, time.perf_counter() - started - TICK_S)
    await people
    return 1e3 * longest_s, taken_ms


if __name__ == "__main__":
    sys.exit(main())
