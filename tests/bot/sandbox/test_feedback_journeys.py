"""What people think of an answer is counted once a person; a wrong quote is told by its ids, never by the question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.feedback import MAX_REPORTS_A_DAY
from bot.sandbox import Person
from bot.sandbox.world import Chat, Message
from retrieval import Database
from tests.bot.sandbox.readers import shown
from tests.bot.sandbox.towns import Served, made
from tests.journeys.conftest import sample_library  # noqa: F401

ASKED = "防汛值班电话是多少？"
# Answered by more than one quote.
SEVERAL = "新增了多少个公办学位？"


@dataclass
class Office:
    """A served town with one administrator of the bot."""

    served: Served
    admin: Person

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What the database holds."""
        with Database.open(self.served.town.database_url) as database, database.read() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement)]

    def told(self, word: str) -> Message:
        """The first message to the administrator that holds a word, waited for."""
        return self.admin.wait_for(lambda: next((m for m in self.admin.sees() if word in m.text), None))


@pytest.fixture
def office(sample_library: Path, tmp_path: Path) -> Iterator[Office]:  # noqa: F811
    """The bot serves throughout the story."""
    with made(sample_library, tmp_path) as served:
        admin = served.sandbox.person("管")
        admin.starts()
        with served.town.open(admin_ids=(admin.user.id,)):
            assert "您好" in admin.reads().text
            yield Office(served, admin)


def answer_to(person: Person, words: str = ASKED, chat: Chat | None = None) -> Message:
    """What the bot answers."""
    person.says(words, chat)
    while (message := person.reads(chat)).sender is not person.bot:
        pass
    return message


def presses(person: Person, message: Message, label: str) -> str:
    """Press a button and return the toast."""
    return str(person.presses(message, label).answer().get("text", ""))


def test_one_vote_a_person_and_answer(office: Office) -> None:
    """The latest counts; the same again counts once; the message and its other buttons stay as they are."""
    ann = office.served.sandbox.person("安")
    answer = answer_to(ann)
    before = list(answer.buttons)
    said = [presses(ann, answer, label) for label in ("👍", "👍", "👎", "👎", "👍")]

    assert said == ["谢谢，记下了。", "已经记下了。", "好，改过来了。", "已经记下了。", "好，改过来了。"]
    assert office.rows("SELECT user_id, value FROM bot_votes") == [(ann.user.id, 1)]
    assert list(answer.buttons) == before
    assert answer.n_edits == 0


def test_everyone_in_a_group_votes_for_themselves(office: Office) -> None:
    """Whoever asked; the row is there once, below one quote."""
    ann, bo = office.served.sandbox.person("安"), office.served.sandbox.person("波")
    group = office.served.sandbox.group("街坊", ann, bo, kind="supergroup")
    answer = answer_to(ann, f"@Gazette_Bot {ASKED}", group)
    presses(ann, answer, "👍")
    presses(bo, answer, "👎")

    assert office.rows("SELECT value FROM bot_votes ORDER BY user_id") == [(1,), (-1,)]
    assert [b["text"] for b in answer.buttons][-3:] == ["👍", "👎", "引文有误"]
    assert all(len(row) <= 8 for row in (answer.markup or {})["inline_keyboard"])


def test_a_wrong_quote_is_told_by_its_ids(office: Office) -> None:
    """Of several quotes the person says which; administrators learn article, paragraph, bulletin and page alone."""
    ann = office.served.sandbox.person("安")
    answer = answer_to(ann, SEVERAL)
    n = len(shown(answer).quotes)
    before = list(answer.buttons)
    presses(ann, answer, "引文有误")
    ann.wait_for(lambda: any("第1条有误" in b["text"] for b in answer.buttons))
    labels = [b["text"] for b in answer.buttons]
    thanks = presses(ann, answer, "第1条有误")
    ann.wait_for(lambda: list(answer.buttons) == before)
    told = office.told("引文有误")
    article, paragraph = office.rows("SELECT article_id, paragraph FROM bot_reports")[0]

    assert n > 1
    assert labels[-n - 1 :] == [*(f"第{at}条有误" for at in range(1, n + 1)), "都没错"]
    assert "不带您的问题" in thanks
    assert f"文章 {article}，段 {paragraph}" in told.text
    assert "青砚时报" in told.text
    assert "版" in told.text
    assert SEVERAL.rstrip("？") not in told.text
    assert str(ann.user.id) not in told.text
    assert shown(told).quotes[0][:20] in shown(answer).quotes[0]


def test_none_is_wrong_after_all(office: Office) -> None:
    """The row comes back, and nobody is told."""
    ann = office.served.sandbox.person("安")
    answer = answer_to(ann, SEVERAL)
    before = list(answer.buttons)
    presses(ann, answer, "引文有误")
    ann.wait_for(lambda: list(answer.buttons) != before)
    presses(ann, answer, "都没错")
    ann.wait_for(lambda: list(answer.buttons) == before)

    assert office.rows("SELECT * FROM bot_reports") == []


def test_the_same_quote_is_told_once(office: Office) -> None:
    """Others who say so too change the message; a person counts once."""
    sandbox = office.served.sandbox
    ann, bo = sandbox.person("安"), sandbox.person("波")
    group = sandbox.group("街坊", ann, bo, kind="supergroup")
    answer = answer_to(ann, f"@Gazette_Bot {ASKED}", group)
    first = presses(ann, answer, "引文有误")
    told = office.told("有1人说")
    again, second = presses(ann, answer, "引文有误"), presses(bo, answer, "引文有误")
    office.admin.wait_for(lambda: "有2人说" in told.text)

    assert (first == second, "已经说过" in again) == (True, True)
    assert sum("人说这条引文" in m.text for m in office.admin.sees()) == 1


@pytest.mark.parametrize(
    "data", ["e:1:zzzz.0", "e:1:1.zz", "v:+:", "e:0:1.0", "e:1:0.0", "v:*:1.0", "g:xx", "x:maybe"]
)
def test_forged_buttons_come_to_nothing(office: Office, data: str) -> None:
    """What is not there is said kindly; nothing is kept and nobody told."""
    ann = office.served.sandbox.person("安")
    answer = answer_to(ann)
    with office.served.sandbox.world.lock:
        query = ann._ask_callback(answer, data)
    heard = ann.wait_for(lambda: query.answer)

    assert heard["text"] in ("这个按钮太久了，请把问题再发一遍。", "这篇文章已经不在了。")
    assert office.rows("SELECT user_id FROM bot_votes UNION SELECT user_id FROM bot_reports") == []


def test_nobody_floods_the_administrators(office: Office) -> None:
    """One person reports so many quotes a day and no more."""
    ann = office.served.sandbox.person("安")
    answer = answer_to(ann)
    places = office.rows("SELECT article_id, position FROM paragraphs")[: MAX_REPORTS_A_DAY + 1]
    said = []
    for article_id, position in places:
        with office.served.sandbox.world.lock:
            query = ann._ask_callback(answer, f"e:1:{base36(article_id)}.{base36(position)}")
        said.append(ann.wait_for(lambda query=query: query.answer)["text"])

    assert len(set(said[:-1])) == 1
    assert "明天" in said[-1]


def base36(number: int) -> str:
    """A small number in base 36."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (base36(number // 36) if number >= 36 else "") + digits[number % 36]


def test_figures_for_administrators(office: Office) -> None:
    """/stats tells how many liked it and how many not."""
    ann = office.served.sandbox.person("安")
    presses(ann, answer_to(ann), "👎")

    assert "👎 1 个" in answer_to(office.admin, "/stats").text
