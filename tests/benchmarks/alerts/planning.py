"""How long does it take to plan an issue of 30 articles for 10,000 chats with 3 rules of words each?"""

from __future__ import annotations

import datetime as dt
import random
import tempfile
import time
from typing import Any

from bot.alerts import planning
from retrieval import Current, Library
from tests.benchmarks.alerts.town import LETTERS, begin, publish, subscribe

N_CHATS = 10_000
GOAL_S = 1.0


def measure() -> dict[str, Any]:
    """Once with rules of which few match, as rules are, and twice with every chat told of the issue.

    In the last all rules differ and none is a plain word; the goal is not set for it.
    """
    usual = _plan(["罕{n}见", "PAIR", "PAIR OR (PAIR -防汛)"])
    everyone = _plan(["罕{n}见", "PAIR", "防汛"])
    hardest = _plan(["罕{n}见 OR PAIR", "PAIR -罕{n}见", "防汛 -罕{n}见"])
    is_ok = max(usual["plan_s"], everyone["plan_s"]) <= GOAL_S
    return {"usual": usual, "everyone": everyone, "hardest": hardest, "goal_s": GOAL_S, "ok": is_ok}


def _plan(rules: list[str]) -> dict[str, float]:
    """The seconds of one plan; PAIR stands for letters the issue is made of, {n} for the chat's number."""
    chance = random.Random(7)
    pairs = ["".join(chance.choices(LETTERS, k=3)) for _ in range(500)]
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/planning.sqlite3"
        begin(url)
        with Library.open(url) as library:
            for start in range(1, N_CHATS, 100):
                words = [
                    rule.replace("PAIR", chance.choice(pairs)).replace("{n}", f"{start}.{{n}}")
                    for rule in rules
                ]
                subscribe(library.database, list(range(start, start + 100)), words)
            current = Current.open(library)
            publish(url, chance)
            current.catch_up()
            started = time.perf_counter()
            made = planning.plan(current, dt.datetime.now(dt.UTC))
            return {"plan_s": round(time.perf_counter() - started, 2), "alerts": len(made.notices)}
