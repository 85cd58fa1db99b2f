"""Two hundred groups talk: does the bot answer what it is asked, nothing else, and does its event loop never stall?

    python -m tests.benchmarks.groups [--groups 200] [--per-s 20] [--seconds 60] [--every 50]

The sandbox runs in this process, the bot as `bulletin-bot run` does in one of its own, with privacy mode off, so that
it hears every message. One message in fifty is for it, by mention, command or reply, in random groups. A stall is how
much later than asked the event loop wakes a task that sleeps 5 ms at a time; on a busy machine it says little, and how
long the loop itself computed meanwhile (`busy`) says more. Prints one JSON line; 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import signal
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot import application, settings
from bot.sandbox import Person, Sandbox
from bot.sandbox.world import Chat, Message
from bot.services import services
from tests.benchmarks.alerts.processes import process
from tests.benchmarks.alerts.town import begin

TICK_S = 0.005
START_S, ANSWER_S = 60.0, 30.0
GOALS = {"missed": 0, "unasked": 0, "twice": 0, "stall_p99_ms": 50.0}
QUESTIONS = ("防汛值班电话是多少？", "谁主持了会议", "新增了多少个公办学位？", "流感疫苗什么时候开始接种？")
CHATTER = (
    "今天天气真好",
    "谁知道几点开门？",
    "防汛值班电话是多少？",
    "/help@other_bot",
    "@other_bot 防汛",
    "收到",
    "哈哈哈",
)


@dataclass(frozen=True)
class Group:
    """A group, and who is in it beside the bot."""

    chat: Chat
    people: tuple[Person, ...]


def main() -> int:
    """Print the figures as one JSON line; 1 when a goal is missed."""
    given = argparse.ArgumentParser()
    given.add_argument("--groups", type=int, default=200)
    given.add_argument("--per-s", type=float, default=20)
    given.add_argument("--seconds", type=float, default=60)
    given.add_argument("--every", type=int, default=50)
    given.add_argument("--bot", type=Path)
    wanted = given.parse_args()
    if wanted.bot is not None:
        wanted.bot.write_text(json.dumps(asyncio.run(serve_watched())))
        return 0
    report = measure(wanted.groups, wanted.per_s, wanted.seconds, wanted.every)
    print(json.dumps(report | {f"goal_{name}": goal for name, goal in GOALS.items()}))
    return int(any(report[name] > goal for name, goal in GOALS.items()))


def measure(n_groups: int, per_s: float, seconds: float, every: int) -> dict[str, float]:
    """What became of the messages of so many seconds, and the stalls of the bot meanwhile."""
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as name, Sandbox.start() as sandbox:
        folder, database_url = Path(name), f"sqlite:///{name}/bulletins.sqlite3"
        begin(database_url)
        sandbox.bot.hears_all = True
        groups = [gather(sandbox, n) for n in range(n_groups)]
        report = folder / "stalls.json"
        command = f"tests.benchmarks.groups --bot {report}"
        with process(sandbox, database_url, folder, per_s=30, command=command) as bot:
            first = ask(sandbox, groups[0], chance)
            sandbox.world.wait_for(lambda: answers(sandbox, groups[0].chat, first), START_S)
            bot.send_signal(signal.SIGUSR1)
            asked, n_said, took_s = talk(sandbox, groups, chance, per_s, seconds, every)
            sandbox.world.wait_for(lambda: all(answers(sandbox, m.chat, m) for m in asked), ANSWER_S)
            bot.send_signal(signal.SIGTERM)
            bot.wait(START_S)
        stalls = json.loads(report.read_text())
    counts = [len(answers(sandbox, message.chat, message)) for message in asked]
    n_sent = sum(
        message.sender is sandbox.bot for group in groups for message in group.chat.messages.values()
    )
    return {
        "groups": n_groups,
        "messages": n_said,
        "per_s": round(n_said / took_s, 1),
        "asked": len(asked),
        "answered": sum(count > 0 for count in counts),
        "missed": sum(count == 0 for count in counts),
        "twice": sum(count > 1 for count in counts),
        "unasked": n_sent - sum(counts) - 1,
        **stalls,
    }


def gather(sandbox: Sandbox, n: int) -> Group:
    """A group of three people with the bot."""
    people = tuple(sandbox.person(f"{name}{n}") for name in ("安", "柏", "岑"))
    return Group(sandbox.group(f"群{n}", *people, kind="supergroup"), people)


def talk(
    sandbox: Sandbox, groups: list[Group], chance: random.Random, per_s: float, seconds: float, every: int
) -> tuple[list[Message], int, float]:
    """People talk at an even pace; the messages that were for the bot, how many there were, and how long it took."""
    asked: list[Message] = []
    ticking = threading.Event()
    began_at = time.monotonic()
    n_said = round(per_s * seconds)
    for number in range(n_said):
        ticking.wait(max(0.0, began_at + number / per_s - time.monotonic()))
        group = chance.choice(groups)
        if number % every == 0:
            asked.append(ask(sandbox, group, chance))
        else:
            chance.choice(group.people).says(chance.choice(CHATTER), group.chat)
    return asked, n_said, time.monotonic() - began_at


def ask(sandbox: Sandbox, group: Group, chance: random.Random) -> Message:
    """Somebody asks the bot, in one of the ways people do."""
    name, question = sandbox.bot.username, chance.choice(QUESTIONS)
    earlier = [message for message in group.chat.messages.values() if message.sender is sandbox.bot]
    ways = [f"@{name} {question}", f"@{name}{question}", f"/search@{name} 防汛"]
    person = chance.choice(group.people)
    if earlier and chance.random() < 0.5:
        return person.says(question, group.chat, reply_to=earlier[-1])
    return person.says(chance.choice(ways), group.chat)


def answers(sandbox: Sandbox, chat: Chat, asked: Message) -> list[Message]:
    """What the bot replied to a message."""
    with sandbox.world.lock:
        said = list(chat.messages.values())
    return [message for message in said if message.sender is sandbox.bot and message.reply_to == asked.id]


async def serve_watched() -> dict[str, float]:
    """Serve as `bulletin-bot run` does until SIGTERM; then return how late the loop woke since SIGUSR1, milliseconds."""
    late_ms: list[float] = []
    busy_ms: list[float] = []
    stop = application.stop_on_signals()
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, begin_anew, late_ms, busy_ms)
    watching = asyncio.create_task(watch(late_ms, busy_ms))
    with services(settings.load()) as parts:
        await application.serve(parts, stop)
    watching.cancel()
    p50, p99 = np.percentile(late_ms, (50, 99)).round(2).tolist()
    return {
        "stall_p50_ms": p50,
        "stall_p99_ms": p99,
        "stall_max_ms": round(max(late_ms), 2),
        "busy_p99_ms": round(float(np.percentile(busy_ms, 99)), 2),
        "busy_max_ms": round(max(busy_ms), 2),
    }


def begin_anew(*figures: list[float]) -> None:
    """Forget what was noted so far."""
    for noted in figures:
        noted.clear()


async def watch(late_ms: list[float], busy_ms: list[float]) -> None:
    """Note how much later than asked the loop wakes this task, and how long it computed, until cancelled."""
    while True:
        began_at, computed = time.perf_counter(), time.thread_time()
        await asyncio.sleep(TICK_S)
        busy_ms.append(1e3 * (time.thread_time() - computed))
        late_ms.append(1e3 * (time.perf_counter() - began_at - TICK_S))


if __name__ == "__main__":
    sys.exit(main())
