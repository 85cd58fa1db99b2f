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

from tests.bot.people import DEADLINE_S, Person
from tests.journeys.conftest import SECRET, Town


@contextmanager
def process(town: Town, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`bulletin-bot run` in a process of its own; killed at the end of the block if it still runs."""
    command = [sys.executable, "-m", "bot", "run"]
    clean = {
        name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "PYTHONPATH")
    }
    log = (folder / "bot.log").open("ab")
    running = subprocess.Popen(command, cwd=folder, env=clean | town.environment(), stdout=log, stderr=log)
    try:
        yield running
    finally:
        running.kill()
        running.wait(DEADLINE_S)
        log.close()


def answers_by_question(person: Person) -> dict[int, int]:
    """How many messages each question of a person was answered with."""
    counts: dict[int, int] = {}
    for shown in person.sees():
        assert shown.reply_to is not None
        counts[shown.reply_to] = counts.get(shown.reply_to, 0) + 1
    return counts


def test_sigkill_loses_nothing_and_repeats_nothing(town: Town, tmp_path: Path) -> None:
    """Killed with updates acknowledged but unanswered, the next start answers each exactly once."""
    telegram = town.telegram
    people = [telegram.person(name) for name in "甲乙丙"]
    with process(town, tmp_path) as bot:
        asked_before = {person.who["id"]: person.says("防汛值班电话是多少？") for person in people}
        for person in people:
            person.reads()
        telegram.hold("sendMessage")
        asked = {person.who["id"]: person.says_all("/latest", "秋季新增了多少学位？") for person in people}
        last = telegram.shim.newest_update()
        telegram.wait("acknowledgement", lambda: telegram.is_acknowledged(last))
        bot.send_signal(signal.SIGKILL)
        bot.wait(DEADLINE_S)
    telegram.drop("sendMessage")
    with process(town, tmp_path):
        for person in people:
            asked[person.who["id"]] += person.says_all("流感疫苗什么时候开始接种？")
            for _ in asked[person.who["id"]]:
                person.reads()

    for person in people:
        ids = [asked_before[person.who["id"]], *asked[person.who["id"]]]
        assert answers_by_question(person) == dict.fromkeys(ids, 1)
        assert [shown.reply_to for shown in person.sees()] == ids
    assert b"Traceback" not in (tmp_path / "bot.log").read_bytes()
    assert b"Test-token" not in (tmp_path / "bot.log").read_bytes()


def test_sigterm_finishes_replies_and_keeps_the_rest(town: Town, tmp_path: Path) -> None:
    """A stop ends within its grace with code 0; what was not answered then is answered at the next start."""
    telegram = town.telegram
    ann = telegram.person("安")
    with process(town, tmp_path) as bot:
        first = ann.says("防汛值班电话是多少？")
        ann.reads()
        telegram.hold("sendMessage")
        asked = ann.says_all("/latest", "/help")
        last = telegram.shim.newest_update()
        telegram.wait("acknowledgement", lambda: telegram.is_acknowledged(last))
        bot.send_signal(signal.SIGTERM)
        telegram.release("sendMessage")

        assert bot.wait(DEADLINE_S) == 0
    with process(town, tmp_path):
        for _ in asked:
            ann.reads()

    assert answers_by_question(ann) == dict.fromkeys([first, *asked], 1)


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

    assert answers_by_question(ann) == {asked: 1}


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


def test_an_update_that_comes_twice_is_answered_once(town: Town) -> None:
    """The same update_id brought again is acknowledged and not answered again."""
    if town.mode == "polling":
        # Over polling the emulator refuses to queue an id twice; the kill above covers a redelivery.
        town = Town(town.telegram, town.database_url, "webhook", town.port)
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
    assert answers_by_question(ann) == {5: 1, last: 1}


def test_a_webhook_takes_nothing_from_strangers(town: Town) -> None:
    """Without the secret, in another form or far too long, a request is refused and answers nothing."""
    town = Town(town.telegram, town.database_url, "webhook", town.port)
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
