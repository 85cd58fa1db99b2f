"""10,000 alerts: 2 % blocked, 1 % moved, 5 % of calls refused with 429, 2 % lose their answer, killed 20 times.

What comes twice must be what Telegram took without being heard: a kill repeats nothing.
The sandbox's clock runs several times as fast, and the bot's pace with it; leases and retries keep their real length.
"""

from __future__ import annotations

import random
import signal
import subprocess
import tempfile
import threading
from collections import Counter
from pathlib import Path
from typing import Any

from bot.sandbox import Sandbox
from retrieval import Database
from tests.benchmarks.alerts.processes import process
from tests.benchmarks.alerts.town import Climate, Town, begin, publish, sent, settle, states, subscribe

SCALE = 4.0
PER_S = 30.0
END_S = 420.0


def measure(n: int = 10_000, n_kills: int = 20) -> dict[str, Any]:
    """Run the campaign and count what was lost and what came twice."""
    chance = random.Random(20)
    with tempfile.TemporaryDirectory() as name, Sandbox.start(scale=SCALE) as sandbox:
        folder, url = Path(name), f"sqlite:///{name}/kills.sqlite3"
        begin(url)
        town = settle(sandbox, n, share_blocked=0.02, share_moved=0.01)
        with Database.open(url) as database:
            subscribe(database, [*town.live, *town.blocked, *town.moved], ["防汛"])
        publish(url, chance)
        climate = Climate(sandbox.clock, share_refused=0.05, share_reset=0.02, chance=chance)
        sandbox.exchange.weather = climate
        moments, n_reachable = random.Random(21), len(town.live) + len(town.moved)
        for number in range(n_kills):
            after = (number + moments.random()) * n_reachable / n_kills
            with process(sandbox, url, folder, per_s=PER_S * SCALE) as bot:
                _wait_for(sandbox, bot, lambda after=after: _n_sent(sandbox) >= after, END_S)
                bot.send_signal(signal.SIGKILL)
                bot.wait()
        with process(sandbox, url, folder, per_s=PER_S * SCALE) as bot:
            _wait_for(sandbox, bot, lambda: _is_done(url), END_S)
        return _report(sandbox, town, url, climate, n_kills)


def _report(sandbox: Sandbox, town: Town, url: str, climate: Climate, n_kills: int) -> dict[str, Any]:
    entries = sent(sandbox.journal.calls())
    got = Counter(int(entry.chat_id) for entry in entries)
    live = town.live | set(town.moved.values())
    lost = [chat_id for chat_id in live if not got[chat_id]]
    twice = sum(n - 1 for n in got.values() if n > 1)
    window = sandbox.journal.highest_rate(1.0, "sendMessage")
    counts = Counter(states(url).values())
    is_ok = not lost and twice <= climate.n_reset and window <= PER_S
    return {
        "live": len(live),
        "lost": len(lost),
        "twice": twice,
        "resets_after_storing": climate.n_reset,
        "kills": n_kills,
        "most_in_a_second": window,
        "refused_429": sum(entry.status == 429 for entry in sandbox.journal.calls("sendMessage")),
        "states": dict(counts),
        "ok": is_ok and counts["parked"] == len(town.blocked),
    }


def _n_sent(sandbox: Sandbox) -> int:
    return len({entry.chat_id for entry in sent(sandbox.journal.calls("sendMessage"))})


def _is_done(url: str) -> bool:
    return not set(states(url).values()) & {"waiting", "revising"} and bool(states(url))


def _wait_for(sandbox: Sandbox, bot: subprocess.Popen[bytes], met: Any, timeout_s: float) -> None:
    """Look every now and then, until it is so; a bot that ends by itself is an error."""
    ticking = threading.Event()
    for _ in range(int(timeout_s / 0.1)):
        if met():
            return
        if bot.poll() is not None:
            raise RuntimeError(f"the bot ended with {bot.returncode}")
        ticking.wait(0.1)
    raise TimeoutError(f"not done in {timeout_s} s")
