"""Who may ask how often, and what is missing where the bot does not answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from tests.bot.sandbox.neighbours import NAME, WHO, from_bot, next_from_bot, sets
from tests.bot.sandbox.towns import serving
from tests.journeys.conftest import sample_library  # noqa: F401


@pytest.fixture
def sandbox(sample_library: Path, tmp_path: Path) -> Iterator[Sandbox]:  # noqa: F811
    """A sandbox whose bot serves throughout the story."""
    with serving(sample_library, tmp_path) as served:
        yield served.sandbox


@pytest.fixture
def strict(sample_library: Path, tmp_path: Path) -> Iterator[Sandbox]:  # noqa: F811
    """The same, with so few questions a minute that a slow machine earns none while the story is told."""
    with serving(sample_library, tmp_path, asks_per_min=4) as served:
        yield served.sandbox


def test_who_asks_too_often_is_told_once(strict: Sandbox) -> None:
    """Half the group's limit is one person's; then a word, then silence; others, and private chats, go on."""
    ann, bo = strict.person("安"), strict.person("柏")
    group = strict.group("街坊", ann, bo)
    for _ in range(6):
        bo.says(f"/help{NAME}", group)
    last = ann.says(f"/search{NAME} 防汛", group)
    ann.wait_for(lambda: any(message.reply_to == last.id for message in from_bot(ann, group)))
    texts = [message.text for message in from_bot(ann, group)]
    bo.says("/help")

    assert len(texts) == 4
    assert "您问得太快了" in texts[2]
    assert bo.reads().text


def test_a_group_that_asks_too_much_is_told_once(strict: Sandbox) -> None:
    """However many people it is; who has a private chat is still answered there."""
    people = [strict.person(name) for name in ("安", "柏", "岑")]
    group = strict.group("街坊", *people)
    for person in people:
        for _ in range(2):
            person.says(f"/help{NAME}", group)
    people[0].wait_for(lambda: len(from_bot(people[0], group)) == 5)
    people[2].says(f"/latest{NAME}", group)
    people[2].says("/help")
    people[2].reads()
    texts = [message.text for message in from_bot(people[0], group)]

    assert ["群里问得太快了" in text for text in texts] == [False] * 4 + [True]


def test_a_group_may_leave_asking_to_its_administrators(sandbox: Sandbox) -> None:
    """Others are told once that they can ask in private; the wait between two questions holds for administrators."""
    ann, bo = sandbox.person("安"), sandbox.person("柏")
    group = sandbox.group("街坊", ann, bo, kind="supergroup")
    ann.says(f"/settings{NAME}", group)
    panel = next_from_bot(ann, group)
    sets(ann, panel, "谁能问", "只有管理员")
    sets(ann, panel, "提问间隔", "5 分钟")
    for _ in range(2):
        bo.says(f"{NAME} {WHO}", group)
    told = next_from_bot(ann, group)
    asked = ann.says(f"{NAME} {WHO}", group)
    answer = next_from_bot(ann, group)
    for _ in range(2):
        ann.says(f"{NAME} {WHO}", group)
    waiting = next_from_bot(ann, group)
    ann.edits(asked, f"{NAME} 防汛值班电话是多少？")
    ann.wait_for(lambda: "防汛" in answer.text)

    assert "只有管理员能问我" in told.text
    assert "请和我私聊" in waiting.text
    assert len(from_bot(ann, group)) == 4


def test_who_opens_too_much_is_told(strict: Sandbox) -> None:
    """A button that sends one more message counts as a request; pages turn as often as one likes."""
    ann = strict.person("安")
    ann.says("/search 青砚区")
    found = ann.reads()
    opened = [ann.presses(found, "全文 1") for _ in range(4)]
    turned = ann.presses(found, "更多").answer()["text"]

    assert [press.answer()["text"] for press in opened] == [""] * 3 + ["请稍等一会儿再点。"]
    assert turned == ""


def test_what_is_missing_is_named_with_what_to_do(sandbox: Sandbox) -> None:
    """Privacy mode, silence, closed topics and the right to delete; nothing once the bot is an administrator."""
    ann, bo = sandbox.person("安"), sandbox.person("柏")
    sandbox.bot.hears_all = False
    forum = sandbox.group("街坊", ann, bo, is_forum=True)
    topic = ann.opens_topic(forum, "防汛")
    ann.closes_topic(forum, topic)
    ann.says(f"/settings{NAME}", forum)
    sets(ann, next_from_bot(ann, forum), "自动删除", "一天后")
    bo.says(f"/status{NAME}", forum)
    missing = next_from_bot(ann, forum).text
    ann.reopens_topic(forum, topic)
    ann.promotes(sandbox.bot, forum)
    bo.says(f"/status{NAME}", forum)
    fine = next_from_bot(ann, forum).text
    bo.says("状态")
    private = bo.reads().text

    assert "隐私模式开着" in missing
    assert "/setprivacy" in missing
    assert "1 个话题关闭了" in missing
    assert "删除消息" in missing
    assert "一切正常" in fine
    assert "我是管理员" in fine
    assert "收录公报" in private


def test_where_it_may_not_write_it_says_so_in_private(sandbox: Sandbox) -> None:
    """In a closed topic nothing can be answered; whoever asks for the status is told what to do in private."""
    ann = sandbox.person("安")
    ann.starts()
    ann.reads()
    forum = sandbox.group("街坊", ann, is_forum=True)
    topic = ann.opens_topic(forum, "防汛")
    ann.closes_topic(forum, topic)
    ann.says(f"/status{NAME}", forum, topic=topic.id)
    told = ann.reads()

    assert "1 个话题关闭了" in told.text
    assert from_bot(ann, forum) == []
