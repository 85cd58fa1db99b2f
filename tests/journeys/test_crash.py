"""Kills, stops and lost connections: no update is lost, and none is answered twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from retrieval import Database
from tests.bot.people import DEADLINE_S
from tests.journeys.conftest import SECRET, Town

polling = pytest.mark.parametrize("town", ["polling"], indirect=True)
webhook = pytest.mark.parametrize("town", ["webhook"], indirect=True)


@contextmanager
def process(town: Town, folder: Path, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """`bulletin-bot run` in a process of its own; killed at the end of the block if it still runs."""
    command = [sys.executable, "-m", "bot.cli", "run"]
    clean = {
        name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "PYTHONPATH")
    }
    log = (folder / "bot.log").open("ab")
    running = subprocess.Popen(
        command, cwd=folder, env=clean | town.environment() | more, stdout=log, stderr=log
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait(DEADLINE_S)
        log.close()


def test_sigkill_loses_nothing_and_repeats_nothing(town: Town, tmp_path: Path) -> None:
    """Killed with updates acknowledged but unanswered, the next start answers each exactly once.

    One person's article was sent already, and only the end of its update was missing: it is not sent again.
    """
    telegram = town.telegram
    people = [telegram.person(name) for name in "甲乙丙"]
    asked: dict[int, list[int]] = {}
    with process(town, tmp_path) as bot:
        for person in people:
            asked[person.who["id"]] = person.says_all("防汛值班电话是多少？")
            answer = person.reads()
        telegram.hold("answerCallbackQuery")
        people[-1].presses(answer, "全文")
        article = people[-1].reads()
        # What a kill can repeat is what Telegram took a moment before, so that moment has to be over.
        telegram.wait_until_held("answerCallbackQuery")
        telegram.hold("sendMessage")
        for person in people:
            asked[person.who["id"]] += person.says_all("/latest", "秋季新增了多少学位？")
        telegram.wait_until_acknowledged()
        bot.send_signal(signal.SIGKILL)
        bot.wait(DEADLINE_S)
    telegram.drop("sendMessage")
    telegram.drop("answerCallbackQuery")
    with process(town, tmp_path):
        for person in people:
            asked[person.who["id"]] += person.says_all("流感疫苗什么时候开始接种？")
            for _ in range(3):
                person.reads()
    asked[people[-1].who["id"]].insert(1, article.reply_to or 0)

    for person in people:
        assert [shown.reply_to for shown in person.sees()] == asked[person.who["id"]]
    assert b"Traceback" not in (tmp_path / "bot.log").read_bytes()
    assert b"Test-token" not in (tmp_path / "bot.log").read_bytes()


@polling
def test_sigterm_finishes_replies_and_keeps_the_rest(town: Town, tmp_path: Path) -> None:
    """A stop ends within its grace with code 0; what was not answered then is answered at the next start."""
    telegram = town.telegram
    ann = telegram.person("安")
    with process(town, tmp_path) as bot:
        asked = ann.says_all("防汛值班电话是多少？")
        ann.reads()
        telegram.hold("sendMessage")
        asked += ann.says_all("/latest", "/help", "/start")
        telegram.wait_until_acknowledged()
        bot.send_signal(signal.SIGTERM)
        telegram.release("sendMessage")

        assert bot.wait(10) == 0
    with town.open():
        for _ in range(3):
            ann.reads()

    assert [shown.reply_to for shown in ann.sees()] == asked


@polling
def test_what_nobody_expected_is_said_kindly(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """When the library breaks while the bot serves, the person is told, the log has the trace and no words."""
    with town.open():
        ann = town.telegram.person("安")
        ann.says("/help")
        ann.reads()
        with Database.open(town.database_url) as database, database.write() as connection:
            connection.exec_driver_sql("ALTER TABLE articles RENAME TO away")
        asked = ann.says("/article 12")
        apology = ann.reads()
        press = ann.presses_data(apology, "a:12:0")

        assert apology.reply_to == asked
        assert ann.hears(press)
    assert "LibraryError" in caplog.text
    assert "/article 12" not in caplog.text


@polling
def test_a_refused_token_ends_the_bot(town: Town, tmp_path: Path) -> None:
    """A token Telegram refuses ends the bot with code 1 and the variable's name, never the token."""
    town.telegram.refuse("getMe", "Unauthorized", 401)
    with process(town, tmp_path) as bot:
        code = bot.wait(DEADLINE_S)
    log = (tmp_path / "bot.log").read_text()

    assert code == 1
    assert "TELEGRAM_BOT_TOKEN" in log
    assert "Test-token" not in log
    assert "Traceback" not in log


def test_the_network_goes_away_and_comes_back(town: Town) -> None:
    """Flood limits, gateway errors and conflicts delay answers; each still comes once."""
    telegram = town.telegram
    with town.open():
        ann = telegram.person("安")
        telegram.refuse("sendMessage", "Too Many Requests: retry after 1", 429, retry_after=1)
        telegram.refuse("sendMessage", "Bad Gateway", 502)
        telegram.refuse("getUpdates", "Conflict: terminated by other getUpdates request", 409)
        asked = ann.says("/help")
        assert ann.reads().reply_to == asked
    assert len(ann.sees()) == 1


@webhook
def test_a_person_who_blocks_the_bot_holds_up_nobody(town: Town) -> None:
    """A refusal for good ends that answer only; the person's next question is answered again."""
    telegram = town.telegram
    with town.open():
        ann = telegram.person("安")
        telegram.refuse("sendMessage", "Forbidden: bot was blocked by the user", 403)
        ann.says("/help")
        telegram.wait("refusal", lambda: not telegram.shim.refusals)
        asked = ann.says("/help")

        assert ann.reads().reply_to == asked


@webhook
def test_an_update_that_comes_twice_is_answered_once(town: Town) -> None:
    """The same update_id brought again is acknowledged and not answered again."""
    ann = town.telegram.person("安")
    update = {"update_id": 77, "message": ann.message(5, "/help")}
    with town.open():
        town.telegram.wait_for_call("setWebhook")
        for _ in range(3):
            sent = post(town, update)
            assert sent.status_code == 200
        ann.reads()
        last = ann.says("/latest")

        assert ann.reads().reply_to == last
    assert [shown.reply_to for shown in ann.sees()] == [5, last]


@webhook
def test_a_webhook_takes_nothing_from_strangers(town: Town) -> None:
    """Without the secret, in another form or far too long, a request is refused and answers nothing."""
    ann = town.telegram.person("安")
    update = {"update_id": 77, "message": ann.message(5, "/help")}
    with town.open():
        town.telegram.wait_for_call("setWebhook")
        refused = [
            post(town, update, secret="wrong").status_code,
            post(town, update, secret="").status_code,
            post(town, [update]).status_code,
            post(town, {"update_id": "77"}).status_code,
            httpx.post(town.settings().webhook_url, content=b"{", headers=header(SECRET)).status_code,
            httpx.post(
                town.settings().webhook_url, content=b" " * (1 << 21), headers=header(SECRET)
            ).status_code,
            httpx.get(town.settings().webhook_url).status_code,
        ]
        last = ann.says("/latest")
        assert ann.reads().reply_to == last

    assert refused == [403, 403, 400, 400, 400, 413, 405]


def post(town: Town, update: object, secret: str = SECRET) -> httpx.Response:
    """Bring an update to the bot's webhook, as Telegram does."""
    return httpx.post(str(town.settings().webhook_url), json=update, headers=header(secret))


def header(secret: str) -> dict[str, str]:
    """The header Telegram repeats the secret in."""
    return {"X-Telegram-Bot-Api-Secret-Token": secret}
