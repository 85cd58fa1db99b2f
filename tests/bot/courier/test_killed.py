"""A bot is killed while Telegram has its message: the courier writes down what Telegram says, once, and goes."""

from __future__ import annotations

import datetime as dt
import signal
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot import tables
from bot.alerts.outbox import Outbox
from bot.claims import NAMESPACE, abandoned, new_claim
from bot.courier import wire
from bot.courier.calls import Courier, courier
from bot.courier.notes import Answer, Delivered, Note, Taken, packed
from bot.courier.wire import Hello
from bot.courier.writing import write_down
from bot.inbox import Inbox
from bot.sent import Sent, SentMessages
from retrieval import Database, Library
from tests.bot.alerts.district import FLOOD, NOON, District, words
from tests.bot.courier.telegrams import Telegram, telegram
from tests.bot.people import DEADLINE_S

NOW = dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)
UPDATE = {"update_id": 5, "message": {"message_id": 40, "chat": {"id": 7}, "text": "防汛"}}
ANSWER = Answer(update_id=5, nth=1, question_id=40, asked="ab")
TAKEN = Taken(chat_id=7, message_id=41)


@pytest.fixture
def server() -> Iterator[Telegram]:
    """A Telegram of this test's own, that holds its answers."""
    with telegram() as server:
        server.answers.clear()
        yield server


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The bot's tables, with one update that came."""
    with Database.open(database_url) as database:
        tables.migrate(database)
        Inbox(database).receive([UPDATE], NOW)
        yield database


def gives(beside: Courier, server: Telegram, note: Note | None) -> None:
    """A bot says hello and gives a message to its courier."""
    call: dict[str, Any] = {"url": f"{server.address}sendMessage", "method": "POST", "files": {}}
    frame = call | {"n": 1, "fields": {"chat_id": "7", "text": "汛"}, "timeouts": {}, "note": packed(note)}
    beside.line.sendall(wire.written({"hello": asdict(beside.hello)}) + wire.written(frame))
    assert server.asked.wait(DEADLINE_S)


def n_noted(database: Database) -> list[tuple[int, int]]:
    """How many replies are noted for the update, and which message is remembered as its answer."""
    known = SentMessages(database).answer_to(7, 40)
    return [(SentMessages(database).noted([5])[5], known.message_id if known else 0)]


def test_what_telegram_took_is_written_down(database_url: str, database: Database, server: Telegram) -> None:
    """The line breaks while Telegram has the message; its answer is noted as the bot would have, and the courier ends."""
    with courier(Hello(database_url, timeout_s=20, n_connections=2)) as beside:
        gives(beside, server, ANSWER)
        beside.line.close()
        server.answers.set()
        beside.end()

    assert n_noted(database) == [(1, 41)]


def test_what_telegram_refused_is_not(database_url: str, database: Database, server: Telegram) -> None:
    """A message that Telegram did not take is still owed."""
    server.status, server.said = 429, '{"ok": false, "error_code": 429, "parameters": {"retry_after": 3}}'
    with courier(Hello(database_url, timeout_s=20, n_connections=2)) as beside:
        gives(beside, server, ANSWER)
        beside.line.close()
        server.answers.set()
        beside.end()

    assert n_noted(database) == [(0, 0)]


@pytest.mark.skipif(not NAMESPACE.exists(), reason="this machine does not tell its process namespace")
def test_its_claims_stand_while_the_courier_is_there(tmp_path: Path, server: Telegram) -> None:
    """A bot that is gone has abandoned nothing until its courier has ended; a signal does not end it."""
    ours = new_claim()
    with courier(Hello(f"sqlite:///{tmp_path}/none.sqlite3", timeout_s=20, n_connections=2)) as beside:
        # A bot with a number that no process has.
        gone = f"{ours[:8]}{2**22 + 1:08x}{new_claim(beside.pid)[16:]}"
        gives(beside, server, None)
        beside._process.send_signal(signal.SIGTERM)
        beside.line.close()
        assert abandoned([gone], ours) == []
        server.answers.set()
        beside.end()

    assert abandoned([gone], ours) == [gone]


def test_what_the_bot_wrote_itself_is_left_alone(database_url: str, database: Database) -> None:
    """Noted twice is noted once, a second message of an answer is one more, and an unknown update is nobody's."""
    SentMessages(database).note(Sent(7, 41, 40, "ab"), 5, 1, NOW)
    second = Answer(update_id=5, nth=2, question_id=40, asked="ab")
    unknown = Answer(update_id=6, nth=1)

    assert write_down(database_url, {ANSWER: TAKEN, unknown: TAKEN}, DEADLINE_S) == 0
    assert write_down(database_url, {ANSWER: TAKEN, second: Taken(7, 42)}, DEADLINE_S) == 1
    assert write_down(database_url, {second: Taken(7, 42)}, DEADLINE_S) == 0
    assert n_noted(database) == [(2, 42)]


def test_a_parcel_is_settled_as_sent(database_url: str) -> None:
    """What a killed bot delivered is not delivered again; a parcel that another one holds now is left to it."""
    with Library.open(database_url) as library:
        _check_parcels(District.over(library), database_url)


def _check_parcels(district: District, database_url: str) -> None:
    for chat_id in (1, 2):
        district.wants(chat_id, words("防汛"))
    district.publish("a", FLOOD)
    district.plan()
    (mine,) = district.outbox.claim(1, new_claim(), NOON)
    (others,) = district.outbox.claim(1, new_claim(), NOON)
    taken = {
        Delivered(mine.id, mine.claim, mine.version): Taken(1, 8),
        Delivered(others.id, mine.claim, others.version): Taken(2, 9),
    }

    assert write_down(database_url, taken, DEADLINE_S) == 1
    assert write_down(database_url, taken, DEADLINE_S) == 0
    wanted = sa.select(tables.outbox.c.state, tables.outbox.c.message_id).order_by(tables.outbox.c.id)
    with Database.open(database_url) as database, database.read() as connection:
        states = {tuple(row) for row in connection.execute(wanted)}
    assert states == {("sent", 8), ("waiting", None)}
    assert Outbox(district.library.database).held([others.claim]) == {others.id}


def test_a_database_that_is_away_is_waited_for_and_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Without a database nothing is raised: what may come twice is said in the log."""
    nowhere = tmp_path / "file"
    nowhere.write_text("")

    assert write_down(f"sqlite:///{nowhere}/deeper/b.sqlite3", {ANSWER: TAKEN}, 0.1) == 0
    assert "may come twice" in caplog.text
