"""People correct their questions, and the answers follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import tables
from bot.sandbox import Person, Sandbox
from bot.sandbox.refusals import Refusal
from bot.sandbox.weather import Refuse
from bot.sandbox.world import Chat, Message
from bot.sent import KEPT_FOR, Sent, SentMessages
from retrieval import Library
from tests.bot.sandbox.readers import shown
from tests.bot.sandbox.towns import Served, made, serving
from tests.journeys.conftest import sample_library  # noqa: F401

NAME = "@Gazette_Bot"
PHONE = "防汛值班电话是多少？"
SCHOOL = "新增了多少个公办学位？"
NOWHERE = "护照过期了怎么换"


@pytest.fixture
def served(sample_library: Path, tmp_path: Path) -> Iterator[Served]:  # noqa: F811
    """A sandbox whose bot serves throughout the story."""
    with serving(sample_library, tmp_path) as served:
        yield served


@pytest.fixture
def sandbox(served: Served) -> Sandbox:
    """Its sandbox alone."""
    return served.sandbox


def quoted(message: Message) -> str:
    """All that is quoted in a message."""
    return " ".join(shown(message).quotes)


def from_bot(person: Person, chat: Chat | None = None) -> list[Message]:
    """What the bot has said in a chat and has not deleted."""
    return [message for message in person.sees(chat) if message.sender is person.bot]


def test_an_answer_follows_its_question(sandbox: Sandbox) -> None:
    """To another answer, to none, to a search and back, always in the same message."""
    ann = sandbox.person("安")
    asked = ann.says(PHONE)
    answer = ann.reads()
    for words, expected in (
        (SCHOOL, "3240"),
        (NOWHERE, "不敢乱猜"),
        ("/search 防汛值班电话", "5550119"),
        ("/article 1", "A01"),
        (PHONE, "5550119"),
    ):
        ann.edits(asked, words)
        ann.wait_for(lambda expected=expected: expected in answer.text)

    assert from_bot(ann) == [answer]
    assert answer.reply_to == asked.id


def test_in_a_group_only_the_own_answer_changes(sandbox: Sandbox) -> None:
    """Two people's answers stay apart; compact as before, and in the same topic."""
    ann, bo = sandbox.person("安"), sandbox.person("柏")
    forum = sandbox.group("街坊", ann, bo, is_forum=True)
    topic = ann.opens_topic(forum, "上学")
    hers = ann.says(f"{NAME} {PHONE}", forum, topic=topic.id)
    her_answer = bo.reads(forum, topic=topic.id)
    while her_answer.sender is not ann.bot:
        her_answer = bo.reads(forum, topic=topic.id)
    bo.says(f"{NAME} {PHONE}", forum)
    ann.wait_for(lambda: len(from_bot(ann, forum)) == 2)
    his_answer = next(message for message in from_bot(ann, forum) if message is not her_answer)
    ann.edits(hers, f"{NAME} {SCHOOL}")
    ann.wait_for(lambda: "3240" in quoted(her_answer))

    assert her_answer.topic == topic.id
    assert len(shown(her_answer).quotes) == 1
    assert "5550119" in quoted(his_answer)
    assert his_answer.n_edits == 0


def test_an_edit_that_makes_a_question_is_answered(sandbox: Sandbox) -> None:
    """A message that was never meant for the bot becomes a question when its name is written in."""
    ann = sandbox.person("安")
    sandbox.bot.hears_all = True
    group = sandbox.group("街坊", ann)
    said = ann.says(PHONE, group)
    ann.edits(said, f"{NAME} {PHONE}")
    answer = ann.reads(group)

    assert "5550119" in quoted(answer)
    assert answer.reply_to == said.id


def test_an_edit_that_takes_the_name_away_changes_nothing(sandbox: Sandbox) -> None:
    """What was asked and answered stands, until the bot is named again."""
    ann = sandbox.person("安")
    sandbox.bot.hears_all = True
    group = sandbox.group("街坊", ann)
    asked = ann.says(f"{NAME} {PHONE}", group)
    answer = ann.reads(group)
    ann.edits(asked, "算了")
    ann.edits(asked, f"{NAME} {SCHOOL}")
    ann.wait_for(lambda: "3240" in quoted(answer))

    assert answer.n_edits == 1
    assert from_bot(ann, group) == [answer]


def test_a_deleted_answer_is_given_anew(sandbox: Sandbox) -> None:
    """When the answer is gone, the edited question gets a new one, and later edits change that."""
    ann = sandbox.person("安")
    asked = ann.says(PHONE)
    ann.deletes(ann.reads())
    ann.edits(asked, SCHOOL)
    anew = ann.reads()
    ann.edits(asked, PHONE)
    ann.wait_for(lambda: "5550119" in quoted(anew))

    assert from_bot(ann) == [anew]


def test_an_edit_without_other_words_changes_nothing(sandbox: Sandbox) -> None:
    """Telegram tells of an edit for a preview too: the page that somebody turned to stays."""
    ann = sandbox.person("安")
    asked = ann.says("/search 青砚区")
    found = ann.reads()
    ann.presses(found, "更多").answer()
    page = found.text
    ann.edits(asked, "/search 青砚区")
    ann.says("/help")
    ann.reads()

    assert found.text == page


def test_the_answer_is_found_after_a_restart(sample_library: Path, tmp_path: Path) -> None:  # noqa: F811
    """Which answer belongs to which question stands in the database; a kill within an edit repeats nothing."""
    with made(sample_library, tmp_path) as served:
        ann = served.sandbox.person("安")
        with served.town.open():
            asked = ann.says(PHONE)
            answer = ann.reads()
        ann.edits(asked, SCHOOL)
        with served.town.open():
            ann.wait_for(lambda: "3240" in quoted(answer))

    assert from_bot(ann) == [answer]


def test_a_refused_edit_sends_nothing_else(sandbox: Sandbox) -> None:
    """What Telegram refuses for another reason than that the answer is gone is let go."""
    ann = sandbox.person("安")
    asked = ann.says(PHONE)
    answer = ann.reads()
    sandbox.weather.will(Refuse(Refusal(400, "Bad Request: MESSAGE_TOO_LONG")), method="editMessageText")
    ann.edits(asked, SCHOOL)
    ann.edits(asked, NOWHERE)
    ann.wait_for(lambda: "不敢乱猜" in answer.text)

    assert from_bot(ann) == [answer]


def test_links_are_forgotten_after_two_days(database_url: str) -> None:
    """The newest answer to a message is found until nobody can edit it any more; then nothing of it is left."""
    now = dt.datetime(2024, 9, 3, 8, tzinfo=dt.UTC)
    with Library.open(database_url) as library:
        tables.migrate(library.database)
        sent = SentMessages(library.database)
        for message_id in (5, 9, 9):
            sent.note(Sent(-100, message_id, 3, "0" * 16), 1, 1, now)
        newest = sent.answer_to(-100, 3)
        n_early, n_late = sent.prune(now + KEPT_FOR), sent.prune(now + KEPT_FOR + dt.timedelta(seconds=1))

        assert newest == Sent(-100, 9, 3, "0" * 16)
        assert (n_early, n_late) == (0, 2)
        assert sent.answer_to(-100, 3) is None
