"""@bot in a group the bot is no member of: Telegram calls it as a guest, for one answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bans import Bans
from bot.context import now
from bot.sandbox import Person, Sandbox
from bot.sandbox.world import Chat, Message
from retrieval import Database
from tests.bot.sandbox.neighbours import NAME, next_from_bot
from tests.bot.sandbox.readers import shown
from tests.bot.sandbox.towns import Served, made
from tests.journeys.conftest import sample_library  # noqa: F401

QUESTION = "防汛值班电话是多少？"


@pytest.fixture
def served(sample_library: Path, tmp_path: Path) -> Iterator[Served]:  # noqa: F811
    """A sandbox whose bot is let be a guest, and serves throughout the story."""
    with made(sample_library, tmp_path) as served:
        served.sandbox.bot.is_guest = True
        with served.town.open():
            yield served


def guests(served: Served, *names: str) -> tuple[Chat, list[Person]]:
    """People in a group the bot is no member of."""
    people = [served.sandbox.person(name) for name in names]
    return served.sandbox.group("没有机器人的群", *people, with_bot=False, kind="supergroup"), people


def from_guest(sandbox: Sandbox, chat: Chat) -> list[Message]:
    """What the bot said there."""
    return [message for message in chat.messages.values() if message.sender is sandbox.bot]


def test_a_guest_answers_below_the_question(served: Served) -> None:
    """One quote with where it stands, and a button that goes on in private, wherever the name stands."""
    group, (ann, _) = guests(served, "安", "柏")
    for said in (f"{NAME} {QUESTION}", f"请问 {NAME} {QUESTION}", f"{QUESTION} {NAME.upper()}"):
        asked = ann.says(said, group)
        answer = next_from_bot(ann, group)

        assert len(shown(answer).quotes) == 1
        assert "5550119" in answer.text
        assert "《青砚时报》" in answer.text
        assert answer.reply_to == asked.id
        assert answer.buttons[0]["url"].startswith("https://t.me/Gazette_Bot?start=a")


def test_a_guest_is_silent_until_called(served: Served) -> None:
    """Nobody else's words reach it; what the bulletins do not say is said honestly."""
    group, (ann, bo) = guests(served, "安", "柏")
    ann.says(QUESTION, group)
    bo.says(f"@other_bot {QUESTION}", group)
    bo.says("office@gazette_bot.example", group)
    asked = bo.says(f"{NAME} 火星移民局的签证怎么办", group)
    answer = next_from_bot(ann, group)

    assert answer.reply_to == asked.id
    assert "公报里没有写到这件事" in answer.text
    assert from_guest(served.sandbox, group) == [answer]


def test_where_it_is_a_member_it_is_no_guest(served: Served) -> None:
    """One call, one answer."""
    ann = served.sandbox.person("安")
    home = served.sandbox.group("街坊", ann, kind="supergroup")
    first = ann.says(f"{NAME} {QUESTION}", home)
    answer = next_from_bot(ann, home)
    group, _ = guests(served, "柏")
    ann.joins(group)
    ann.says(f"{NAME} {QUESTION}", group)
    next_from_bot(ann, group)

    assert answer.reply_to == first.id
    assert from_guest(served.sandbox, home) == [answer]
    assert len(served.sandbox.journal.calls("answerGuestQuery")) == 1


def test_a_guest_keeps_to_what_its_caller_chose(served: Served) -> None:
    """Their language; and silence for who is banned."""
    group, (ann, bo) = guests(served, "安", "柏")
    ann.says("/language English")
    ann.reads()
    ann.says(f"{NAME} {QUESTION}", group)
    answer = next_from_bot(ann, group)
    with Database.open(served.town.database_url) as database:
        Bans(database).ban(bo.user.id, 1, now())
    bo.says(f"{NAME} {QUESTION}", group)
    again = ann.says(f"{NAME} 垃圾分类", group)
    last = next_from_bot(ann, group)

    assert answer.buttons[0]["text"] == "Full text"
    assert last.reply_to == again.id
    assert from_guest(served.sandbox, group) == [answer, last]
