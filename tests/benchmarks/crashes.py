"""kill -9 of the bot, of a deliverer and of PostgreSQL at random moments of a mixed load: is anything lost?

python -m tests.benchmarks.crashes [--kills N] [--seed N]     one line of JSON; exit code 1 when anything is lost

Issues are dropped into a watched folder, people ask, chats are told of each issue. Two bots (one of them leads) and a
deliverer share a PostgreSQL whose commits survive the kill of its processes. Whoever is killed is started again. Then
everything is given the time to end, and counted:

alerts_lost    chats that were not told of an issue        alerts_twice   of one more than once, by name
unfindable     paragraphs that a search for their own word does not find first, by an index made anew and by the bot's
half           issues of which not every paragraph, or more than that, is there
unanswered     questions without an answer                 answered_twice with more than one
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import os
import random
import re
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot import tables
from bot.sandbox import Sandbox
from retrieval import Current, Database, Library, LibraryError, parse_search, search
from tests.benchmarks.alerts.processes import process
from tests.benchmarks.alerts.town import begin, settle, subscribe
from tests.benchmarks.mixed_load import N_PARAGRAPHS, Load, Server, server_to_kill

N_CHATS = 12
TODAY = dt.date(2026, 11, 25)
REST = re.compile(r"还有 (\d+) 篇")
LAST_S = 240.0
WORKER = "tests.benchmarks.alerts.worker"


def main() -> int:
    """Run the campaign and print what was lost."""
    given = argparse.ArgumentParser()
    given.add_argument("--kills", type=int, default=100)
    given.add_argument("--seed", type=int, default=4)
    options = given.parse_args()
    report = measure(options.kills, random.Random(options.seed))
    print(json.dumps(report, ensure_ascii=False))
    return 0 if report["ok"] else 1


def measure(n_kills: int, chance: random.Random) -> dict[str, Any]:
    """Set the scene, kill, wait for the end, count."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(server_to_kill())
        sandbox = stack.enter_context(Sandbox.start())
        begin(server.url)
        town = settle(sandbox, N_CHATS)
        with Database.open(server.url) as database:
            subscribe(database, sorted(town.live), ["防汛"])
        papers = folder / "papers"
        papers.mkdir()
        load = Load(sandbox, [sandbox.person(f"问者{n}") for n in range(8)], papers, chance)
        killed = _campaign(stack, load, server, folder, n_kills)
        return _count(load, server.url, folder, town.live) | {"kills": dict(killed), "seed_kills": n_kills}


def _campaign(
    stack: contextlib.ExitStack, load: Load, server: Server, folder: Path, n_kills: int
) -> Counter[str]:
    starting = {name: _starter(load, server, folder, name) for name in ("bot", "second", "deliverer")}
    running = {name: stack.enter_context(start()) for name, start in starting.items()}
    loading = threading.Thread(target=load.run, daemon=True)
    loading.start()
    killed: Counter[str] = Counter()
    try:
        while sum(killed.values()) < n_kills:
            threading.Event().wait(load.chance.uniform(0.2, 4.0))
            name = load.chance.choice(("bot", "bot", "second", "deliverer", "postgres"))
            killed[name] += 1
            if name == "postgres":
                server.kill()
                # A process that was just starting may have given up without a database.
                gone = [n for n, started in running.items() if started.poll() is not None]
            else:
                running[name].send_signal(signal.SIGKILL)
                running[name].wait()
                gone = [name]
            for name in gone:
                running[name] = stack.enter_context(starting[name]())
    finally:
        load.ended.set()
        loading.join()
    _until(lambda: _revive(stack, starting, running) and _is_done(load, server.url), LAST_S)
    return killed


def _starter(load: Load, server: Server, folder: Path, name: str) -> Any:
    own = folder / name
    own.mkdir()
    more = {
        "WATCH_FOLDERS": str(load.folder),
        "REQUEST_TIMEOUT_S": "5",
        "POLL_TIMEOUT_S": "5",
        "ASKS_PER_MIN": "0",
    }
    command = WORKER if name == "deliverer" else "bot.cli run"
    return lambda: process(load.sandbox, server.url, own, per_s=200, command=command, more=more)


def _revive(stack: contextlib.ExitStack, starting: dict[str, Any], running: dict[str, Any]) -> bool:
    """Start again whoever ended without a database, as a service manager would."""
    for name, started in running.items():
        if started.poll() is not None:
            running[name] = stack.enter_context(starting[name]())
    return True


def _is_done(load: Load, url: str) -> bool:
    """All issues are there and told, all updates handled, nothing waits."""
    waits = (
        sa.select(sa.func.count()).select_from(tables.updates).where(tables.updates.c.handled_at.is_(None))
    )
    owed = (
        sa.select(sa.func.count())
        .select_from(tables.outbox)
        .where(tables.outbox.c.state.in_(("waiting", "revising")))
    )
    came = sa.select(sa.func.count()).select_from(tables.arrivals)
    try:
        with Library.open(url) as library, library.database.read() as connection:
            behind = connection.scalar(sa.select(tables.planning.c.revision)) != library.revision()
            n_open = (connection.scalar(waits) or 0) + (connection.scalar(owed) or 0)
            has_all = (connection.scalar(came) or 0) >= len(load.issues)
    except LibraryError:
        return False
    is_heard = not load.sandbox.exchange.queue(load.sandbox.bot)
    return not behind and n_open == 0 and has_all and is_heard


def _count(load: Load, url: str, folder: Path, chats: set[int]) -> dict[str, Any]:
    told, answers = _seen(load.sandbox, chats)
    pairs = [(chat_id, names[0]) for chat_id in sorted(chats) for names in load.issues]
    times = Counter({(chat_id, name): sum(name in text for text in told[chat_id]) for chat_id, name in pairs})
    replies = Counter(answers)
    unfindable, half = _library(load, url, folder)
    report = {
        "issues": len(load.issues),
        "alerts": len(pairs),
        "alerts_lost": sum(_n_lost(told[id_], [names[0] for names in load.issues]) for id_ in chats),
        "alerts_twice": sum(max(0, times[pair] - 1) for pair in pairs),
        "paragraphs": len(load.issues) * N_PARAGRAPHS,
        "unfindable": unfindable,
        "half": half,
        "asked": len(load.asked),
        "unanswered": sum(not replies[key] for key in load.asked),
        "answered_twice": sum(max(0, replies[key] - 1) for key in load.asked),
    }
    lost = ("alerts_lost", "unfindable", "half", "unanswered")
    return report | {"ok": bool(load.issues) and not any(report[name] for name in lost)}


def _n_lost(told: list[str], names: list[str]) -> int:
    """Issues a chat was not told of. A message about very many names the first and counts the rest: 还有 N 篇."""
    unnamed = sum(not any(name in text for text in told) for name in names)
    counted = sum(int(n) for text in told for n in REST.findall(text))
    return max(0, unnamed - counted)


def _seen(sandbox: Sandbox, chats: set[int]) -> tuple[dict[int, list[str]], list[tuple[int, int]]]:
    """What each chat was told, and which messages were answered."""
    told: dict[int, list[str]] = {chat_id: [] for chat_id in chats}
    answers = []
    with sandbox.world.lock:
        for chat in sandbox.world.chats.values():
            for message in chat.messages.values():
                if message.sender is sandbox.bot and message.reply_to:
                    answers.append((chat.id, message.reply_to))
                elif message.sender is sandbox.bot and chat.id in told:
                    told[chat.id].append(message.text)
    return told, answers


def _library(load: Load, url: str, folder: Path) -> tuple[int, int]:
    """How many paragraphs cannot be found, and how many issues are not whole."""
    unfindable = half = 0
    with Library.open(url) as library:
        for current in (Current.open(library), Current.open(library, folder / "bot" / "index")):
            for names in load.issues:
                firsts = [search(current, parse_search(f'"{name}"', TODAY), 1) for name in names]
                unfindable += sum(
                    name not in "".join(q.excerpt.text for q in found)
                    for name, found in zip(names, firsts, strict=True)
                )
        every = {head.id for head in library.latest(10_000, has_repeats=True)}
        texts = [[p.text for p in article.paragraphs] for id_ in every if (article := library.article(id_))]
        for names in load.issues:
            here = [
                text for paragraphs in texts for text in paragraphs if any(name in text for name in names)
            ]
            half += len(here) != N_PARAGRAPHS
    return unfindable, half


def _until(met: Any, timeout_s: float) -> None:
    deadline = time.monotonic() + timeout_s
    while not met():
        if time.monotonic() > deadline:
            print("not all ended in time", file=sys.stderr)
            return
        threading.Event().wait(0.5)


if __name__ == "__main__":
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    sys.exit(main())
