"""How long from the start of `bulletin-bot run` to its first answer, and how much memory does it take?

    python -m tests.benchmarks.start [PARAGRAPHS]

A database is filled with made-up paragraphs, a question waits in a Bot API emulator on loopback, and the real command
is started in a process of its own, as an operator starts it. Both figures stand beside their goals.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from retrieval import Article, Issue, Library, Reading, Source
from retrieval.model import Headline, Page, Paragraph
from retrieval.text import tokens
from retrieval.text.sentences import sentences
from tests.benchmarks import corpus
from tests.bot.emulator import TOKEN
from tests.bot.people import telegram

GOAL_S = 3.0
GOAL_MIB = 350
_ARTICLES_PER_ISSUE = 50


def main() -> int:
    """Print one JSON object; 1 when a goal is missed."""
    n_paragraphs = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        question = fill(Path(folder), n_paragraphs)
        seconds, mebibytes = start(Path(folder), question)
    report = {"paragraphs": n_paragraphs, "first_answer_s": round(seconds, 2), "rss_mib": round(mebibytes)}
    print(json.dumps(report | {"goal_s": GOAL_S, "goal_mib": GOAL_MIB}))
    return int(seconds > GOAL_S or mebibytes > GOAL_MIB)


def fill(folder: Path, n_paragraphs: int) -> str:
    """Save issues until the library holds `n_paragraphs`; return a question that one of them answers."""
    made = list(corpus.articles(n_paragraphs))
    with Library.open(_address(folder)) as library:
        for number, start in enumerate(range(0, len(made), _ARTICLES_PER_ISSUE)):
            library.save(
                _reading(number, made[start : start + _ARTICLES_PER_ISSUE]),
                tokens.terms,
                tokens.fingerprint(),
                bulletin="试验日报",
            )
    return "".join(made[len(made) // 2].paragraphs[0][0][:8])


def start(folder: Path, question: str) -> tuple[float, float]:
    """Return seconds from the start of the process to its first answer, and its resident memory then, in MiB."""
    environment = os.environ | {
        "DATA_DIR": str(folder),
        "DATABASE_URL": _address(folder),
        "TELEGRAM_BOT_TOKEN": TOKEN,
    }
    with telegram() as server:
        person = server.person("ann")
        person.says(question)
        environment["TELEGRAM_API_URL"] = server.url
        begun = time.perf_counter()
        command = [str(Path(sys.executable).with_name("bulletin-bot")), "run"]
        with subprocess.Popen(command, env=environment, cwd=folder, stderr=subprocess.DEVNULL) as process:
            try:
                answer = person.reads()
                seconds = time.perf_counter() - begun
                mebibytes = _resident_mib(process.pid)
            finally:
                process.terminate()
    if not answer.quotes:
        raise SystemExit(f"the first answer quotes nothing: {answer.text}")
    return seconds, mebibytes


def _reading(number: int, articles: list[corpus.Article]) -> Reading:
    date = dt.date(2020, 1, 1) + dt.timedelta(days=number)
    source = Source(f"{date}.txt", str(number).encode(), f"/made/{date}.txt")
    return Reading(source, Issue("试验日报", date, (Page("A01", tuple(map(_article, articles))),)))


def _article(article: corpus.Article) -> Article:
    texts = ["".join("".join(sentence) + "。" for sentence in paragraph) for paragraph in article.paragraphs]
    paragraphs = tuple(Paragraph(text, tuple(sentences(text))) for text in texts)
    return Article(Headline("".join(article.title)), paragraphs)


def _address(folder: Path) -> str:
    return f"sqlite:///{folder}/bulletins.sqlite3"


def _resident_mib(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    sys.exit(main())
