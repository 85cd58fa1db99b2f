"""The token and the secret stay in the process: not in what it logs, serves, writes, says or leaves behind."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from retrieval import Database
from tests.bot.emulator import TOKEN
from tests.bot.people import DEADLINE_S
from tests.journeys.conftest import SECRET, Town, free_port, sample_library, sample_server_library, town
from tests.journeys.test_crash import process

__all__ = ["sample_library", "sample_server_library", "town"]

NEEDLES = tuple(shape.encode() for shape in (TOKEN, quote(TOKEN, safe=""), TOKEN.partition(":")[2], SECRET))


def test_a_full_run_leaks_nothing(town: Town, tmp_path: Path) -> None:
    """Answers, refusals, broken lines, a broken database, a refused token and an abort: the secrets are nowhere.

    Looked at: all the process logged at its most talkative, its figures and health, every message it sent, and
    every file it left, a dump of its memory among them if there were one.
    """
    port, form = free_port(), "json" if town.mode == "webhook" else "text"
    work = tmp_path / "work"
    work.mkdir()
    more = telling_all(work, port, form)
    core = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (core[1], core[1]))
    try:
        with process(town, work, **more) as bot:
            served = a_full_run(town, port)
            bot.send_signal(signal.SIGABRT)
            bot.wait(DEADLINE_S)
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, core)
    with process(town, work, **more) as bot:
        town.telegram.refuse("getMe", "Unauthorized", 401)
        bot.wait(DEADLINE_S)
    said = " ".join(str(call.fields) for call in town.telegram.shim.calls if call.method != "setWebhook")
    log = (work / "bot.log").read_bytes()
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    assert len(log) > 5000
    assert b"Traceback" in log
    assert b"Fatal Python error: Aborted" in log
    assert b"bulletin_bot_questions_total" in served
    assert "值班电话" not in log.decode()
    for needle in NEEDLES:
        assert needle not in served + said.encode()
        assert [path for path, content in files.items() if needle in content] == []


def test_no_memory_is_dumped() -> None:
    """Whatever the machine allows, a process of ours that dies writes no picture of its memory."""
    limit = "resource.getrlimit(resource.RLIMIT_CORE)"
    allowed = f"resource.setrlimit(resource.RLIMIT_CORE, ({limit}[1], {limit}[1]))"
    program = f"import resource\nfrom bot.supervision import leave_no_dump\n{allowed}\nleave_no_dump()\nprint({limit}[0])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60, check=True)

    assert done.stdout == b"0\n"


def telling_all(work: Path, port: int, form: str) -> dict[str, str]:
    """Settings under which a bot says as much as it ever can; Python, too, of a crash and of a slow loop."""
    python = {"PYTHONFAULTHANDLER": "1", "PYTHONASYNCIODEBUG": "1"}
    more = {"LOG_LEVEL": "DEBUG", "LOG_FORMAT": form, "METRICS_PORT": str(port), "DATA_DIR": str(work)}
    return python | more


def a_full_run(town: Town, port: int) -> bytes:
    """What happens to a bot in its life; all it served over HTTP."""
    telegram = town.telegram
    ann = telegram.person("安")
    ann.says("防汛值班电话是多少？")
    answer = ann.reads()
    ann.presses(answer, "全文")
    ann.reads()
    telegram.refuse("sendMessage", "Bad Gateway", 502)
    telegram.refuse("getUpdates", "Conflict: terminated by other getUpdates request", 409)
    ann.says("/search 防汛")
    ann.reads()
    with Database.open(town.database_url) as database, database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE articles RENAME TO away")
    ann.says("/latest")
    ann.reads()
    with Database.open(town.database_url) as database, database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO articles")
    served = [
        httpx.get(f"http://127.0.0.1:{port}/{path}") for path in ("metrics", "healthz", "readyz", "nothing")
    ]
    return b"".join(answer.content + str(answer.headers).encode() for answer in served)


@pytest.mark.parametrize("words", [["doctor"], ["run"], ["ask", "防汛"]])
def test_commands_say_nothing_of_them(words: list[str], tmp_path: Path) -> None:
    """With addresses that lead nowhere, each command fails or not, and shows no token, secret or password."""
    environment = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": "http://127.0.0.1:9",
        "WEBHOOK_URL": "https://example.org/hook",
        "WEBHOOK_SECRET": SECRET,
        "DATABASE_URL": "postgresql+psycopg://bot:hidden-word@127.0.0.1:9/none?connect_timeout=2",
        "PROXY_URL": "http://bot:hidden-word@127.0.0.1:9",
        "LOG_LEVEL": "DEBUG",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", *words],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        timeout=60,
    )
    said = done.stdout + done.stderr

    assert said
    assert done.returncode != 0
    for needle in (*NEEDLES, b"hidden-word"):
        assert needle not in said
