"""How fast do alerts go out while 200 people ask, and how long do those wait, with and without alerts?

The sandbox holds the bot to Telegram's limits, on a clock that runs as fast as ours. Both loads are the same: each
person asks one question, spread evenly over the time.
"""

from __future__ import annotations

import random
import tempfile
import threading
from pathlib import Path
from typing import Any

from bot.sandbox import Person, Sandbox
from retrieval import Database
from tests.benchmarks.alerts.processes import memory_mb, process
from tests.benchmarks.alerts.town import begin, publish, sent, settle, subscribe

N_PEOPLE = 200
PER_S = 30
GOAL_SHARE = 0.97
GOAL_TIMES = 1.5
GOAL_GROWTH = 1.1
QUESTIONS = (
    "防汛值班电话是多少？",
    "秋季新增了多少学位？",
    "流感疫苗什么时候开始接种？",
    "停水影响多少户？",
    "招聘会在哪里举行？",
)


def measure(seconds: float = 60.0) -> dict[str, Any]:
    """First without alerts, then with more of them than the time has room for."""
    with tempfile.TemporaryDirectory() as name, Sandbox.start() as sandbox:
        folder, url = Path(name), f"sqlite:///{name}/rate.sqlite3"
        begin(url)
        sandbox.weather.floods()
        people = [sandbox.person(f"问者{n}") for n in range(N_PEOPLE)]
        town = settle(sandbox, int(PER_S * seconds * 1.5))
        with process(sandbox, url, folder, per_s=PER_S) as bot:
            _ask_once(people[0])
            before = _ask(sandbox, people, seconds, random.Random(3))
            with Database.open(url) as database:
                subscribe(database, sorted(town.live), ["防汛"])
            publish(url, random.Random(4))
            _until(lambda: len(_bulk(sandbox, town.live)) > PER_S)
            memory_before, started_at = memory_mb(bot.pid), sandbox.clock.now()
            during = _ask(sandbox, people, seconds, random.Random(3))
            ended_at, memory_after = sandbox.clock.now(), memory_mb(bot.pid)
        entries = [e for e in sent(sandbox.journal.calls()) if started_at <= e.at < ended_at]
        rate = len(entries) / (ended_at - started_at)
        refused = [e for e in sandbox.journal.calls("sendMessage", status=429) if e.at >= started_at]
    p95_before, p95_during = _p95(before), _p95(during)
    return {
        "per_s": round(rate, 2),
        "share_of_limit": round(rate / PER_S, 3),
        "p95_ms_without": round(1000 * p95_before),
        "p95_ms_with": round(1000 * p95_during),
        "times": round(p95_during / p95_before, 2),
        "unanswered": sum(wait is None for wait in before + during),
        "refused_429": len(refused),
        "memory_mb": [round(memory_before), round(memory_after)],
        "ok": rate >= GOAL_SHARE * PER_S
        and p95_during <= GOAL_TIMES * p95_before
        and None not in before + during
        and memory_after <= GOAL_GROWTH * memory_before,
    }


def _ask(sandbox: Sandbox, people: list[Person], seconds: float, chance: random.Random) -> list[float | None]:
    """Each person asks at a moment of their own; how long each waited for the answer, None when none came."""
    moments = sorted((chance.uniform(0, seconds - 2), n) for n in range(len(people)))
    started_at, asked, ticking = sandbox.clock.now(), {}, threading.Event()
    for moment, n in moments:
        ticking.wait(max(0.0, started_at + moment - sandbox.clock.now()))
        asked[n] = sandbox.clock.now()
        people[n].says(chance.choice(QUESTIONS))
    ticking.wait(max(0.0, started_at + seconds - sandbox.clock.now()))
    answers: dict[str, list[float]] = {}
    for entry in sent(sandbox.journal.calls("sendMessage")):
        answers.setdefault(entry.chat_id, []).append(entry.at)
    waits: list[float | None] = []
    for n, at in asked.items():
        later = [answered for answered in answers.get(str(people[n].user.id), []) if answered >= at]
        waits.append(min(later) - at if later else None)
    return waits


def _ask_once(person: Person) -> None:
    """The first question loads the dictionary, which is nobody's waiting time."""
    person.says(QUESTIONS[0])
    person.reads(timeout_s=60)


def _bulk(sandbox: Sandbox, chat_ids: set[int]) -> list[str]:
    return [e.chat_id for e in sent(sandbox.journal.calls("sendMessage")) if int(e.chat_id) in chat_ids]


def _until(met: Any, timeout_s: float = 60.0) -> None:
    ticking = threading.Event()
    for _ in range(int(timeout_s / 0.05)):
        if met():
            return
        ticking.wait(0.05)
    raise TimeoutError(f"not so in {timeout_s} s")


def _p95(waits: list[float | None]) -> float:
    known = sorted(wait for wait in waits if wait is not None)
    return known[int(0.95 * (len(known) - 1))]
