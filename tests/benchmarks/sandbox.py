"""How many messages a second does the sandbox take from python-telegram-bot, and how much memory does it need?

    python -m tests.benchmarks.sandbox [MESSAGES]

On a busy machine the rate says little; the milliseconds of processor time per message, start included, say more.
The sandbox runs in a process of its own; the sender is one python-telegram-bot `Bot` with 8 calls in the air.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import httpx
from telegram import Bot
from telegram.request import HTTPXRequest

N_PEOPLE = 100
N_AT_ONCE = 8
GOAL_PER_S = 400
GOAL_MB = 100


def main() -> None:
    """Print the rate and the peak memory as one JSON line."""
    n_messages = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    command = [sys.executable, "-m", "bot.sandbox"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            place = json.loads(process.stdout.readline())
            seconds = asyncio.run(_send(place["url"], place["token"], n_messages))
            megabytes, cpu_s = _peak_megabytes(process.pid), _cpu_seconds(process.pid)
        finally:
            process.terminate()
    report = {"messages": n_messages, "per_s": round(n_messages / seconds), "peak_mb": round(megabytes)}
    report |= {
        "sandbox_cpu_ms": round(1000 * cpu_s / n_messages, 2),
        "sender_cpu_ms": round(1000 * time.process_time() / n_messages, 2),
    }
    print(json.dumps(report | {"goal_per_s": GOAL_PER_S, "goal_mb": GOAL_MB}))


async def _send(url: str, token: str, n_messages: int) -> float:
    people = _meet_people(url)
    request = HTTPXRequest(connection_pool_size=N_AT_ONCE, pool_timeout=60)
    numbers = iter(range(n_messages))
    async with Bot(token, base_url=f"{url}/bot", request=request) as bot:

        async def send() -> None:
            for number in numbers:
                text = f"<b>第{number}条</b> 城区防汛工作已经部署，请注意出行安全。"
                await bot.send_message(people[number % N_PEOPLE], text, parse_mode="HTML")

        started = time.perf_counter()
        await asyncio.gather(*(send() for _ in range(N_AT_ONCE)))
        return time.perf_counter() - started


def _meet_people(url: str) -> list[int]:
    with httpx.Client(base_url=url) as client:
        names = [f"读者{number}" for number in range(N_PEOPLE)]
        people = [client.post("/sandbox/people", json={"first_name": name}).json()["id"] for name in names]
        for person in people:
            key = client.get("/sandbox/chats", params={"as": person}).json()[0]["key"]
            client.post(f"/sandbox/chats/{key}/say", json={"as": person, "text": "/start"}).raise_for_status()
    return people


def _peak_megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    peak = next(line for line in lines if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
