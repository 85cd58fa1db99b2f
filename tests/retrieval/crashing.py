"""A process that files issues, corrects them, merges and saves its index without a pause, to be killed at any moment.

    python -m tests.retrieval.crashing FOLDER SEED

It prints one line when it is at work. `killed` runs it and kills it; `faults` says what the next start gets wrong.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

from retrieval.engine import LocalEngine, loose
from retrieval.indexing import Current
from retrieval.store import Library
from retrieval.text import tokens
from tests.retrieval.store.pages import NOW, PAPER, reading

_WORDS = "防汛 会议 召开 学校 放假 道路 维修 疫苗 接种 市场 开业 停水 通知 街道 社区 书记 讲话 项目 竣工 验收".split()
_N_NAMES = 40
_PROJECT = Path(__file__).parents[2]


def main() -> None:
    """Work until killed."""
    folder, chance = Path(sys.argv[1]), random.Random(sys.argv[2])
    loose.MOST = 200  # merges go through the background, as those of a large library do
    with library(folder) as held:
        current = Current.open(held, folder / "index")
        tokens.terms("the dictionary is loaded before the clock starts")
        print("at work", flush=True)
        for n in count():
            name = f"{chance.randrange(_N_NAMES)}.txt"
            texts = [
                "".join(chance.choices(_WORDS, k=12)) + f"第{n}号。" for _ in range(chance.randint(1, 6))
            ]
            held.save(
                reading(name, (chance.choice(_WORDS), texts)),
                tokens.terms,
                tokens.fingerprint(),
                bulletin=PAPER,
                now=NOW,
            )
            current.catch_up()
            if chance.random() < 0.1:
                current.settle()


def library(folder: Path) -> Library:
    """The library that is worked on."""
    return Library.open(f"sqlite:///{folder}/library.sqlite3")


def killed(folder: Path, seed: str, after_s: float) -> None:
    """Let the process work for some time and kill it, as a power cut would."""
    command = [sys.executable, "-m", "tests.retrieval.crashing", str(folder), seed]
    with subprocess.Popen(command, cwd=_PROJECT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"at work\n"
        until = time.monotonic() + after_s
        while time.monotonic() < until:
            pass
        process.kill()


def faults(folder: Path) -> list[str]:
    """Compare the index as it opens with one that is made from the library alone; nothing if both say the same."""
    with library(folder) as held:
        made, opened = Current.open(held).engine, Current.open(held, folder / "index")
        found = _differences(made, opened.engine, "as opened")
        opened.settle()
        kept = LocalEngine.open(folder / "index", tokens.fingerprint())
        return found + _differences(made, kept, "as saved again")


def kept_revision(folder: Path) -> int:
    """The revision that survived on the disk."""
    return LocalEngine.open(folder / "index", tokens.fingerprint()).revision


def _differences(expected: LocalEngine, engine: LocalEngine, when: str) -> list[str]:
    found = []
    if (expected.revision, len(expected)) != (engine.revision, len(engine)):
        found.append(
            f"{when}: revision {engine.revision}, {len(engine)} passages; not {expected.revision}, {len(expected)}"
        )
    for word in _WORDS:
        query = tokens.terms(f"{word}通知书记")
        ours, theirs = engine.snapshot.scores(query), expected.snapshot.scores(query)
        if ours.keys() != theirs.keys() or any(abs(ours[i] - theirs[i]) > 1e-9 for i in ours):
            found.append(f"{when}: other scores for {word}")
        best = [(round(hit.score, 9), hit.passage) for hit in expected.search(query, 10)]
        if [(round(hit.score, 9), hit.passage) for hit in engine.search(query, 10)] != best:
            found.append(f"{when}: another order for {word}")
    return found


if __name__ == "__main__":
    main()
