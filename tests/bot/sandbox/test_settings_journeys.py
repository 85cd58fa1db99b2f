"""A group decides how it is answered, and sees what the bot is missing there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.context import now
from bot.sandbox import Sandbox
from bot.sent import SentMessages
from retrieval import Database, Library, ingest_file
from tests.bot.sandbox.neighbours import NAME, WHO, from_bot, labels, next_from_bot, sets
from tests.bot.sandbox.readers import shown
from tests.bot.sandbox.towns import Served, made
from tests.journeys.conftest import sample_library  # noqa: F401
from tests.waiting import eventually

OTHER = "本报讯 9月2日，白鹭镇防汛值班电话改为5551234，全天有人值守。"


@pytest.fixture
def served(sample_library: Path, tmp_path: Path) -> Iterator[Served]:  # noqa: F811
    """A sandbox whose bot serves two bulletins throughout the story."""
    page = tmp_path / "白鹭晚报-2024-09-03-A01.txt"
    page.write_text(OTHER, encoding="utf-8")
    with made(sample_library, tmp_path) as served:
        with Library.open(served.town.database_url) as library:
            ingest_file(library, page, bulletin="白鹭晚报", published_on=dt.date(2024, 9, 3))
        with served.town.open():
            yield served


@pytest.fixture
def sandbox(served: Served) -> Sandbox:
    """Its sandbox alone."""
    return served.sandbox


def test_administrators_set_everything_in_one_message(sandbox: Sandbox) -> None:
    """A member cannot; an anonymous administrator can; the panel tells what is set, in the language that was set."""
    ann, bo = sandbox.person("安"), sandbox.person("柏")
    group = sandbox.group("街坊", ann, bo, kind="supergroup")
    bo.says(f"/settings{NAME}", group)
    refused = next_from_bot(bo, group)
    ann.hides(group)
    ann.says(f"/settings{NAME}", group)
    panel = next_from_bot(bo, group)
    by_member = bo.presses(panel, "答案").answer()["text"]
    for menu, value in (
        ("公报", "《白鹭晚报》"),
        ("答案", "完整，最多三段"),
        ("提问间隔", "10 秒"),
        ("自动删除", "1 小时后"),
        ("谁能问", "只有管理员"),
    ):
        sets(ann, panel, menu, value)
    before = panel.text
    ann.presses(panel, "语言").answer()
    ann.presses(panel, "English").answer()
    ann.presses(panel, "Back").answer()

    assert "只有群管理员" in refused.text
    assert by_member == "只有管理员能改。"
    assert "公报：《白鹭晚报》" in before
    assert "答案：完整，最多三段" in before
    assert "提问间隔：10 秒" in before
    assert "自动删除：1 小时后" in before
    assert "谁能问：只有管理员" in before
    assert "Delete answers: After an hour" in panel.text
    assert "Language: English" in panel.text


def test_only_the_chosen_bulletins_are_searched(sandbox: Sandbox) -> None:
    """By question, by search and in the newest articles; another chat finds both."""
    ann, bo = sandbox.person("安"), sandbox.person("柏")
    ann.says("/settings")
    panel = ann.reads()
    ann.presses(panel, "公报").answer()
    ann.presses(panel, "《白鹭晚报》").answer()
    texts = []
    for words in ("防汛值班电话是多少？", "/search 防汛值班电话", "/latest", "新增了多少个公办学位？"):
        ann.says(words)
        texts.append(ann.reads().text)
    bo.says("/search 防汛值班电话")
    both = bo.reads().text
    ann.presses(panel, "《青砚时报》").answer()
    two = labels(panel)
    ann.presses(panel, "全部").answer()

    assert all("白鹭" in text and "青砚时报" not in text for text in texts[:3])
    assert "3240" not in texts[3]
    assert "5550119" in both
    assert "5551234" in both
    assert two[:3] == ["全部", "✓ 《白鹭晚报》", "✓ 《青砚时报》"]
    assert labels(panel)[:3] == ["✓ 全部", "《白鹭晚报》", "《青砚时报》"]


def test_short_and_full_answers(sandbox: Sandbox) -> None:
    """A group gets one quote until it wants three; a person in private the other way round."""
    ann = sandbox.person("安")
    group = sandbox.group("街坊", ann)
    ann.says(f"{NAME} {WHO}", group)
    short = next_from_bot(ann, group)
    ann.says(f"/settings{NAME}", group)
    sets(ann, next_from_bot(ann, group), "答案", "完整，最多三段")
    ann.says(f"{NAME} {WHO}", group)
    full = next_from_bot(ann, group)
    ann.says("/settings")
    panel = ann.reads()
    sets(ann, panel, "答案", "简短，一段原话")
    ann.says(WHO)
    private = ann.reads()
    ann.presses(private, "更多").answer()

    assert len(shown(short).quotes) == 1
    assert len(shown(full).quotes) == 3
    assert len(shown(private).quotes) == 1
    assert labels(panel) == ["公报", "答案", "语言"]


def test_only_who_asked_turns_the_pages(sandbox: Sandbox) -> None:
    """Another member gets a kind word and nothing changes; an administrator may; the asker too."""
    ann, bo, cy = sandbox.person("安"), sandbox.person("柏"), sandbox.person("岑")
    group = sandbox.group("街坊", ann, bo, cy, kind="supergroup")
    bo.says(f"{NAME} {WHO}", group)
    answer = next_from_bot(ann, group)
    first = answer.text
    told = cy.presses(answer, "更多").answer()["text"]
    kept = answer.text
    bo.presses(answer, "更多").answer()
    second = answer.text
    by_admin = ann.presses(answer, "上一页").answer()["text"]

    assert "别人问的" in told
    assert kept == first != second
    assert (by_admin, answer.text) == ("", first)


def test_answers_are_deleted_when_the_group_wants_that(sample_library: Path, tmp_path: Path) -> None:  # noqa: F811
    """What is due is deleted, though the bot was stopped meanwhile; what came before the wish stays."""
    with made(sample_library, tmp_path) as served:
        ann = served.sandbox.person("安")
        group = served.sandbox.group("街坊", ann)
        with served.town.open():
            ann.says(f"{NAME} {WHO}", group)
            early = next_from_bot(ann, group)
            ann.says(f"/settings{NAME}", group)
            panel = next_from_bot(ann, group)
            sets(ann, panel, "自动删除", "5 分钟后")
            asked = ann.says(f"{NAME} {WHO}", group)
            late = next_from_bot(ann, group)
        with Database.open(served.town.database_url) as database:
            sent = SentMessages(database)
            held = sent.claim(9, now() + dt.timedelta(minutes=4))
            due = sent.claim(9, now() + dt.timedelta(minutes=6))
            sent.put_off(group.id, [late.id], now())
        with served.town.open():
            ann.wait_for(lambda: late.id not in group.messages)
            ann.edits(asked, f"{NAME} 防汛值班电话是多少？")
            anew = next_from_bot(ann, group)

    assert held == {}
    assert due == {group.id: [late.id]}
    assert from_bot(ann, group) == [early, panel, anew]


def test_settings_move_along_and_end_with_the_group(served: Served) -> None:
    """An upgrade to a supergroup keeps them; once thrown out, nothing is owed there any more."""
    sandbox = served.sandbox
    ann = sandbox.person("安")
    group = sandbox.group("街坊", ann)
    ann.says(f"/settings{NAME}", group)
    panel = next_from_bot(ann, group)
    sets(ann, panel, "答案", "完整，最多三段")
    sets(ann, panel, "自动删除", "5 分钟后")
    upgraded = ann.upgrades(group)
    ann.says(f"{NAME} {WHO}", upgraded)
    answer = next_from_bot(ann, upgraded)
    with Database.open(served.town.database_url) as database:
        sent = SentMessages(database)
        eventually(lambda: sent.answer_to(upgraded.id, answer.reply_to or 0) is not None)
        ann.removes(sandbox.bot, upgraded)
        eventually(lambda: sent.answer_to(upgraded.id, answer.reply_to or 0) is None)
        left = sent.claim(9, now() + dt.timedelta(days=1))
    n_calls = len(sandbox.journal.calls(chat=upgraded))
    ann.says(f"{NAME} {WHO}", upgraded)
    ann.says(WHO)
    ann.reads()

    assert len(shown(answer).quotes) == 3
    assert left == {}
    assert n_calls == len(sandbox.journal.calls(chat=upgraded))
