"""Two processes deliver one outbox, on SQLite and on PostgreSQL: is anything sent twice, does any stay idle?"""

from __future__ import annotations

import datetime as dt
import random
import tempfile
import threading
from collections import Counter
from pathlib import Path
from typing import Any

from bot.alerts import planning
from bot.sandbox import Sandbox
from retrieval import Current, Database, Library
from tests import postgres
from tests.benchmarks.alerts.processes import process
from tests.benchmarks.alerts.town import begin, publish, sent, settle, states, subscribe

# Each process has half of what one token may send.
PER_S = 15.0
WORKER = "tests.benchmarks.alerts.worker"


def measure(n: int = 1200) -> dict[str, Any]:
    """Both databases, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        report = {"sqlite": _share(f"sqlite:///{name}/sharing.sqlite3", Path(name), n)}
    with tempfile.TemporaryDirectory() as name, postgres.server() as server:
        if server is not None:
            with postgres.database(server) as url:
                report["postgresql"] = _share(url, Path(name), n)
    is_ok = all(r["twice"] == 0 and r["lost"] == 0 for r in report.values()) and len(report) == 2
    return {**report, "ok": is_ok}


def _share(url: str, folder: Path, n: int) -> dict[str, int]:
    with Sandbox.start() as sandbox:
        begin(url)
        town = settle(sandbox, n)
        with Database.open(url) as database:
            subscribe(database, sorted(town.live), ["防汛"])
        publish(url, random.Random(5))
        with Library.open(url) as library:
            planning.plan(Current.open(library), dt.datetime.now(dt.UTC))
        with (
            process(sandbox, url, folder, per_s=PER_S, command=WORKER),
            process(sandbox, url, folder, per_s=PER_S, command=WORKER),
        ):
            _until_done(url)
        got = Counter(int(entry.chat_id) for entry in sent(sandbox.journal.calls()))
        return {
            "sent": len(got),
            "twice": sum(n - 1 for n in got.values()),
            "lost": len(town.live - set(got)),
            "most_in_a_second": sandbox.journal.highest_rate(1.0, "sendMessage"),
        }


def _until_done(url: str, timeout_s: float = 180.0) -> None:
    ticking = threading.Event()
    for _ in range(int(timeout_s / 0.5)):
        if set(states(url).values()) == {"sent"}:
            return
        ticking.wait(0.5)
    raise TimeoutError(f"not done in {timeout_s} s: {Counter(states(url).values())}")
