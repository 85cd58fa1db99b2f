"""What is kept about a person is told, given out and deleted; who is banned is met with silence; logs hold no words."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot import tables
from bot.sandbox import Person
from bot.sandbox.world import Chat, Message
from retrieval import Database
from tests.bot.sandbox.towns import Served, made, under_way
from tests.journeys.conftest import sample_library  # noqa: F401
from tests.waiting import eventually

ANSWERED = "新增了多少个公办学位？"
UNANSWERED = "鲸鱼座流星雨几点开始？"
SEARCHED = "青砚区"
NOW = dt.datetime(2026, 11, 24, 4, 0, tzinfo=dt.UTC).replace(tzinfo=None)
# Words of a person that stand nowhere else.
WORDS = ("公办学位？", "鲸鱼座", "沙枣树")


@dataclass
class Office:
    """A served town with one administrator of the bot."""

    served: Served
    admin: Person


@pytest.fixture
def office(sample_library: Path, tmp_path: Path) -> Iterator[Office]:  # noqa: F811
    """The bot serves throughout the story."""
    with made(sample_library, tmp_path) as served:
        admin = served.sandbox.person("管")
        admin.starts()
        with served.town.open(admin_ids=(admin.user.id,)):
            hears(admin)
            yield Office(served, admin)


def hears(person: Person, chat: Chat | None = None) -> Message:
    """The next message of the bot."""
    while (message := person.reads(chat)).sender is not person.bot:
        pass
    return message


def asks(person: Person, words: str, chat: Chat | None = None) -> Message:
    """Say something, and return what the bot answers."""
    person.says(words, chat)
    return hears(person, chat)


def presses(person: Person, message: Message, label: str) -> str:
    """Press a button and return the toast."""
    return str(person.presses(message, label).answer().get("text", ""))


def rows_of(
    served: Served, person_id: int, words: tuple[str, ...] = WORDS
) -> dict[str, list[dict[str, Any]]]:
    """Every row of the bot's tables that names the person by an id or holds one of their words."""
    found: dict[str, list[dict[str, Any]]] = {}
    with Database.open(served.town.database_url) as database, database.read() as connection:
        for table in tables.metadata.sorted_tables:
            for row in connection.execute(sa.select(table)).mappings():
                shown = json.dumps(dict(row), default=str, ensure_ascii=False)
                if str(person_id) in shown or any(word in shown for word in words):
                    found.setdefault(table.name, []).append(dict(row))
    return found


def lasting(served: Served, person: Person) -> dict[str, list[dict[str, Any]]]:
    """What is kept of another person, without what passes while they are answered."""
    found = rows_of(served, person.user.id, ("天鹅",))
    return {name: rows for name, rows in found.items() if name not in ("bot_updates", "bot_lanes")}


def lives_a_life(served: Served, ann: Person) -> None:
    """Ask, search, subscribe, choose, vote, report and wait for news: in private and in a group."""
    group = served.sandbox.group("街坊", ann, kind="supergroup")
    asks(ann, "/language zh-hans")
    answer = asks(ann, ANSWERED)
    presses(ann, answer, "👍")
    asks(ann, UNANSWERED)
    asks(ann, f"/search {SEARCHED}")
    presses(ann, asks(ann, "/subscribe 沙枣树"), "订阅")
    asks(ann, "/when 每天 19:30")
    in_group = asks(ann, f"@Gazette_Bot {ANSWERED}", group)
    presses(ann, in_group, "👎")
    presses(ann, in_group, "引文有误")
    eventually(lambda: not under_way(served))
    plant_what_takes_days(served, ann.user.id)


def plant_what_takes_days(served: Served, person_id: int) -> None:
    """What a short story does not leave behind: news that wait, something decided, an update not yet handled."""
    waiting = {"update_id": 1, "message": {"from": {"id": person_id}, "text": "鲸鱼座"}}
    later = NOW + dt.timedelta(days=9999)
    planted: list[tuple[sa.Table, dict[str, Any]]] = [
        (tables.lanes, {"lane": -77, "claim": "elsewhere:1:1", "claimed_until": later}),
        (tables.updates, {"update_id": 1, "received_at": NOW, "raw": json.dumps(waiting), "n_starts": 0, "n_sent": 0, "lane": -77}),
        (
            tables.outbox,
            {"chat_id": person_id, "thread_id": 0, "parcel": "i1", "state": "waiting", "due_at": later, "version": 0, "n_tries": 0},
        ),
        (
            tables.alerts,
            {"chat_id": person_id, "thread_id": 0, "issue_id": 1, "parcel": "i1", "body": '{"rules": [["words", "沙枣树"]]}', "planned_at": NOW},
        ),
        (
            tables.arrivals,
            {"origin": "x", "sha256": "x", "name": "x", "way": "upload", "state": "discarded", "summary": "{}", "came_at": NOW, "decided_by": person_id},
        ),
        (tables.turns, {"chat_id": -5, "person_id": person_id, "full_at": later}),
        (tables.bans, {"id": 5, "banned_by": person_id, "banned_at": NOW}),
    ]  # fmt: skip
    with Database.open(served.town.database_url) as database, database.write() as connection:
        for table, row in planted:
            connection.execute(table.insert().values(row))


# These name nobody: how far the library was told of, what an administrator says to all, addresses that are asked.
OF_NOBODY = {
    *("bot_planning", "bot_announced", "bot_broadcasts", "bot_fetches", "bot_closed_topics", "bot_replicas"),
    # It names a chat for as long as one of its updates is being answered.
    "bot_lanes",
}


def test_nothing_of_a_person_is_left(office: Office) -> None:
    """After /delete_me no table of the bot holds their id or a word of theirs; before it every table that could did."""
    served, ann, bo = office.served, office.served.sandbox.person("安"), office.served.sandbox.person("波")
    lives_a_life(served, ann)
    asks(bo, UNANSWERED.replace("鲸鱼", "天鹅"))
    # A reply is written down just after it arrived.
    eventually(lambda: "bot_sent" in lasting(served, bo))
    before, others = rows_of(served, ann.user.id), lasting(served, bo)
    panel = asks(ann, "/delete_me")
    toast = presses(ann, panel, "全部删掉")
    ann.wait_for(lambda: "都删掉了" in panel.text)
    eventually(lambda: not rows_of(served, ann.user.id))

    assert {table.name for table in tables.metadata.sorted_tables} - OF_NOBODY == set(before)
    assert toast == "都删掉了。"
    assert lasting(served, bo) == others != {}


def test_one_may_keep_everything(office: Office) -> None:
    """Nothing goes before the button is pressed, nor by the other button; and nobody presses for another."""
    served, ann = office.served, office.served.sandbox.person("安")
    presses(ann, asks(ann, "/subscribe 沙枣树"), "订阅")
    before = rows_of(served, ann.user.id)["bot_subscriptions"]
    panel = asks(ann, "删除我的数据")
    presses(ann, panel, "不删了")
    ann.wait_for(lambda: "什么也没删" in panel.text)

    assert rows_of(served, ann.user.id)["bot_subscriptions"] == before != []


def test_everything_kept_is_given_out(office: Office) -> None:
    """One JSON document with every row that names the person, and no other's."""
    served, ann = office.served, office.served.sandbox.person("安")
    lives_a_life(served, ann)
    kept = rows_of(served, ann.user.id)
    message = asks(ann, "/export_my_data")
    file = (message.media or {})["document"]
    given = json.loads(served.sandbox.exchange.files.by_id(file["file_id"]).content)
    shown = json.dumps(given, ensure_ascii=False)
    n_given = sum(len(rows) for name, rows in given["kept"].items() if name != "messages_being_answered")

    assert file["file_name"] == "my_data.json"
    assert given["person_id"] == ann.user.id
    assert all(word in shown for word in WORDS)
    assert n_given == sum(len(rows) for name, rows in kept.items() if name != "bot_updates")
    assert given["kept"]["messages_being_answered"][0]["update_id"] == 1


def test_a_group_is_no_place_for_it(office: Office) -> None:
    """What is kept is explained anywhere; giving out and deleting happen in private."""
    ann = office.served.sandbox.person("安")
    group = office.served.sandbox.group("街坊", ann, kind="supergroup")
    said = [
        asks(ann, f"/{name}@Gazette_Bot", group).text for name in ("privacy", "export_my_data", "delete_me")
    ]

    assert "我记下什么，记多久" in said[0]
    assert "留90天" in said[0]
    assert "和我私聊" in said[1]
    assert "和我私聊" in said[2]
    assert group.messages[max(group.messages)].buttons == []


def test_what_is_said_to_be_wiped_is_wiped(office: Office) -> None:
    """An update that is answered has no words left in the inbox, however it was answered."""
    served, ann = office.served, office.served.sandbox.person("安")
    for words in (ANSWERED, UNANSWERED, "/search 沙枣树", "/dance", "@Gazette_Bot"):
        asks(ann, words)
    ann.types_inline("沙枣树")

    def raws() -> list[str]:
        with Database.open(served.town.database_url) as database, database.read() as connection:
            return list(connection.scalars(sa.select(tables.updates.c.raw)))

    eventually(lambda: not any(raws()))
    assert len(raws()) >= 6


def test_who_is_banned_is_met_with_silence(office: Office) -> None:
    """In private, in groups, inline, by buttons; until they are let in again."""
    sandbox, admin = office.served.sandbox, office.admin
    ann, bo = sandbox.person("安"), sandbox.person("波")
    group = sandbox.group("街坊", ann, bo, kind="supergroup")
    answer = asks(ann, ANSWERED)
    said = asks(admin, f"/ban {ann.user.id}").text
    ann.says("/latest")
    ann.says(f"@Gazette_Bot {ANSWERED}", group)
    ann.says("🙂🙂")
    with sandbox.world.lock:
        pressed = ann._ask_callback(answer, "v:+:1.0")
    last = asks(bo, f"@Gazette_Bot {ANSWERED}", group)
    with pytest.raises(TimeoutError):
        ann.types_inline("防汛", timeout_s=1)
    n_before = len([m for m in ann.sees() if m.sender is ann.bot])
    listed = asks(admin, "/admins").text
    asks(admin, f"/unban {ann.user.id}")
    ann.says("/help")
    ann.wait_for(lambda: "怎么用" in [m for m in ann.sees() if m.sender is ann.bot][-1].text)

    assert f"不再理会 {ann.user.id}" in said
    assert str(ann.user.id) in listed
    assert pressed.answer is None
    assert n_before == 1
    assert [m for m in group.messages.values() if m.sender is ann.bot] == [last]


def test_a_whole_group_can_be_banned(office: Office) -> None:
    """Its people are answered elsewhere."""
    sandbox = office.served.sandbox
    ann = sandbox.person("安")
    group = sandbox.group("街坊", ann, kind="supergroup")
    asks(office.admin, f"/ban {group.id}")
    ann.says(f"@Gazette_Bot {ANSWERED}", group)
    answer = asks(ann, ANSWERED)

    assert "3240" in answer.text
    assert [m for m in group.messages.values() if m.sender is ann.bot] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("/ban", "写上编号"),
        ("/ban 安", "写上编号"),
        ("/ban 12 34", "写上编号"),
        ("/ban ADMIN", "是管理员"),
        ("/unban 12", "没有被拉黑"),
        ("/ban １２３", "不再理会 123"),
        ("/admins", "每分钟最多问20次"),
    ],
)
def test_what_administrators_write(office: Office, words: str, said: str) -> None:
    """A word that is no id, one of their own, one nobody banned: each is said."""
    assert said in asks(office.admin, words.replace("ADMIN", str(office.admin.user.id))).text


@pytest.mark.parametrize("words", ["/ban 1", "/unban 1", "/admins", "/stats", "/delivery", "/broadcast x"])
def test_nobody_else_finds_these_commands(office: Office, words: str) -> None:
    """To others there is no such command."""
    assert "没有这个命令" in asks(office.served.sandbox.person("安"), words).text


def test_logs_hold_no_words(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever people write, no line of the log has it: not at the usual level."""
    ann = office.served.sandbox.person("安芷薇")
    with caplog.at_level(logging.INFO):
        lives_a_life(office.served, ann)
        for words in (ANSWERED, UNANSWERED, "/search 沙枣树", "/dance 沙枣树", "x" * 4000, '/search "沙枣树'):
            asks(ann, words)
        ann.types_inline("沙枣树")
        ann.sends_document("沙枣树.pdf", b"%PDF-", caption="鲸鱼座")
        hears(ann)
    lines = "\n".join(record.getMessage() + (record.exc_text or "") for record in caplog.records)

    assert caplog.records != []
    assert not any(word in lines for word in (*WORDS, "安芷薇", "x" * 100))
