"""@bot in any chat: what people are offered, what they paste, and what never crosses from one to another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import Person, Sandbox
from bot.view.message import Message
from tests.bot.emulator import BOT, TOKEN
from tests.bot.sandbox.readers import SandboxTelegram
from tests.bot.view.referee import accepted
from tests.journeys.conftest import Town, free_port, sample_library  # noqa: F401


@pytest.fixture
def sandbox(sample_library: Path, tmp_path: Path) -> Iterator[Sandbox]:  # noqa: F811
    """A sandbox whose bot serves throughout the story."""
    shutil.copy(sample_library, tmp_path / "town.sqlite3")
    with Sandbox.start(token=TOKEN, username=BOT["username"]) as sandbox:
        telegram = SandboxTelegram(sandbox)
        town = Town(telegram, f"sqlite:///{tmp_path}/town.sqlite3", "polling", free_port())  # type: ignore[arg-type]
        with town.open():
            yield sandbox


def titles(person: Person, words: str, offset: str = "") -> list[str]:
    """The titles of what the person is offered."""
    return [result["title"] for result in person.types_inline(words, offset=offset).results]


def test_a_quote_is_offered_and_pasted_with_its_place(sandbox: Sandbox) -> None:
    """The answer comes first; what is pasted is the quote, where it stands, and a way to the whole article."""
    ann, bo = sandbox.person("安"), sandbox.person("波")
    group = sandbox.group("没有机器人的群", ann, bo, with_bot=False)
    offered = ann.types_inline("防汛值班电话是多少", group)
    pasted = offered.choose()
    button = pasted.markup["inline_keyboard"][0][0]

    assert "5550119" in offered.results[0]["description"]
    assert "5550119" in pasted.text
    assert "《青砚时报》" in pasted.text
    assert button["url"].startswith(f"https://t.me/{BOT['username']}?start=a")
    assert any(message.text == pasted.text for message in bo.sees(group))


def test_nothing_typed_yet_gives_the_newest_headlines(sandbox: Sandbox) -> None:
    """In the order of /latest."""
    ann = sandbox.person("安")
    ann.says("/latest")
    listed = ann.reads().text

    assert titles(ann, "")[0] in listed.partition("2.")[0]


def test_the_offers_page_by_their_offset(sandbox: Sandbox) -> None:
    """Every place comes once, until there are no more; an offset that is none of ours gets nothing."""
    ann = sandbox.person("安")
    ids: list[str] = []
    offset = ""
    while True:
        page = ann.types_inline("青砚区", offset=offset)
        ids += [result["id"] for result in page.results]
        offset = page.content["next_offset"]
        if not offset:
            break

    assert len(ids) > 20
    assert len(set(ids)) == len(ids)
    assert titles(ann, "青砚区", "x") == titles(ann, "青砚区", "9999") == []


def test_conditions_count_here_too(sandbox: Sandbox) -> None:
    """And a mistake is told on the button, for there is no other place."""
    ann = sandbox.person("安")
    all_of_it, of_october = titles(ann, "青砚区"), titles(ann, "青砚区 日期:2024-10")
    wrong = ann.types_inline("青砚区 日期:等等").content

    assert 0 < len(of_october) < len(all_of_it)
    assert wrong["results"] == []
    assert "日期" in wrong["button"]["text"]


def test_going_on_in_private_asks_what_was_typed(sandbox: Sandbox) -> None:
    """The button's payload carries the question; one too long to carry is greeted instead."""
    ann = sandbox.person("安")
    short = ann.types_inline("防汛值班电话是多少").content["button"]["start_parameter"]
    long = ann.types_inline("防汛值班电话是多少" * 9).content["button"]["start_parameter"]
    ann.starts(short)
    answer = ann.reads()
    ann.starts(long)

    assert "5550119" in answer.text
    assert "您好" in ann.reads().text


@pytest.mark.parametrize("words", ["", "防汛", "<b>&", "青砚区", "🙂", "a" * 256])
def test_every_offer_is_taken_by_telegrams_parser(sandbox: Sandbox, words: str) -> None:
    """Whatever is typed."""
    for result in sandbox.person("安").types_inline(words).results:
        accepted(Message(result["input_message_content"]["message_text"]))
