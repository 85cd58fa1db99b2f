"""Each person, and each group, is spoken to in its own language, everywhere; what is quoted never changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import Person, Sandbox
from bot.sandbox.methods.commands import command_menu
from bot.sandbox.world import Chat, Message
from tests.bot.sandbox.readers import shown
from tests.bot.sandbox.towns import Served, made, serving
from tests.journeys.conftest import district, sample_library  # noqa: F401
from tests.journeys.papers import FLOOD, District

QUESTION = "防汛值班电话是多少？"
HEADS = {
    "zh-hans": "报上是这样写的：",
    "zh-hant": "報上是這樣寫的：",
    "en": "This is what was printed:",
}


@pytest.fixture
def served(sample_library: Path, tmp_path: Path) -> Iterator[Served]:  # noqa: F811
    """A sandbox whose bot serves throughout the story."""
    with serving(sample_library, tmp_path) as served:
        yield served


@pytest.fixture
def sandbox(served: Served) -> Sandbox:
    """Its sandbox alone."""
    return served.sandbox


def menu(person: Person, chat: Chat | None = None) -> dict[str, str]:
    """The command menu this person sees there."""
    found = command_menu(person.bot, chat or person.private, person.user)
    return {entry["command"]: entry["description"] for entry in found}


def hears(person: Person, group: Chat) -> Message:
    """The next message of the bot in a group."""
    while (message := person.reads(group)).sender is not person.bot:
        pass
    return message


def quotes(message: Message) -> tuple[str, ...]:
    """What is quoted in a message."""
    return shown(message).quotes


@pytest.mark.parametrize(
    ("code", "lang"),
    [
        ("zh-hans", "zh-hans"),
        ("zh-CN", "zh-hans"),
        ("zh-hant", "zh-hant"),
        ("zh-TW", "zh-hant"),
        ("zh-HK", "zh-hant"),
        ("en-GB", "en"),
        ("ru", "zh-hans"),
    ],
)
def test_the_client_decides_until_somebody_chooses(sandbox: Sandbox, code: str, lang: str) -> None:
    """The frame is in the language of the client, the quotes are the same for all."""
    ann, bo = sandbox.person("Ann", language_code=code), sandbox.person("波")
    ann.says(QUESTION)
    bo.says(QUESTION)
    answer, same = ann.reads(), bo.reads()

    assert HEADS[lang] in answer.text
    assert quotes(answer) == quotes(same) != ()


def test_a_button_changes_it_for_good(served: Served) -> None:
    """Texts, buttons, toasts, pages turned later, inline offers and the menu; also after a new start of the bot."""
    ann = served.sandbox.person("安")
    ann.says("/language")
    panel = ann.reads()
    answer = ann.presses(panel, "繁體中文").answer()
    ann.wait_for(lambda: "繁體中文" in panel.text)
    ann.wait_for(lambda: menu(ann).get("help") == "怎麼用")
    ann.says("/search 青砚区")
    found = ann.reads()
    ann.presses(found, "更多").answer()
    offered = ann.types_inline("垃圾分类").content["button"]["text"]

    assert answer == answer | {"text": "好，以後就這麼說。", "show_alert": False}
    assert [b["text"] for b in panel.buttons][:3] == ["简体中文", "✓ 繁體中文", "English"]
    assert "這裡是第4–6處" in ann.wait_for(lambda: found.text if "4–6" in found.text else "")
    assert offered == "去私聊裡接著問"


def test_it_can_be_named_and_given_back_to_the_client(sandbox: Sandbox) -> None:
    """By words in any script; the last button leaves it to the client again."""
    ann = sandbox.person("安")
    ann.says("语言 英文")
    english = ann.reads()
    ann.says("/language 繁体")
    traditional = ann.reads()
    ann.presses(traditional, "跟隨各人的 Telegram").answer()
    ann.wait_for(lambda: "简体中文" in traditional.text)
    ann.wait_for(lambda: menu(ann).get("help") == "怎么用")
    ann.says("/language 火星文")

    assert english.text.startswith("I speak English here")
    assert "（跟随您的 Telegram）" in traditional.text
    assert "我现在说简体中文" in ann.reads().text


def test_a_group_speaks_what_its_administrators_chose(sandbox: Sandbox) -> None:
    """Before that each person is answered in their own; a member cannot choose; an anonymous administrator can."""
    ann, bo = sandbox.person("安"), sandbox.person("Bo", language_code="en")
    group = sandbox.group("街坊", ann, bo, kind="supergroup")
    ask = "/search@Gazette_Bot 防汛值班电话"
    bo.says(ask, group)
    before = hears(bo, group).text
    bo.says("/language@Gazette_Bot en", group)
    refused = hears(bo, group).text
    ann.hides(group)
    ann.says("/language@Gazette_Bot 繁體中文", group)
    chosen = hears(bo, group)
    bo.says(ask, group)
    after = hears(bo, group).text
    ann.hides(group, is_hidden=False)
    toast = bo.presses(chosen, "English").answer()["text"]
    bo.says(QUESTION)

    assert "Only" not in before
    assert "“防汛值班电话”" in before
    assert "administrators" in refused
    assert "請管理員點下面的按鈕" in chosen.text
    assert "「防汛值班电话」" in after
    assert "管理員" in toast
    assert HEADS["en"] in bo.reads().text
    ann.wait_for(lambda: menu(ann, group).get("language") == "換語言 Language")
    assert "language" not in menu(bo, group)
    assert menu(bo, group)["help"] == "怎麼用"


def test_everyone_sees_the_commands_that_are_theirs(sandbox: Sandbox) -> None:
    """By place, by office and by language; a reader of Traditional Chinese has theirs from /start on."""
    ann, bo = sandbox.person("安"), sandbox.person("Bo", language_code="en")
    chan = sandbox.person("陳", language_code="zh-hant")
    group = sandbox.group("街坊", ann, bo)
    chan.starts()
    chan.wait_for(lambda: menu(chan).get("help") == "怎麼用")

    assert menu(ann)["help"] == "怎么用"
    assert menu(bo)["help"] == "How to use me"
    assert {"start", "article", "language"} <= set(menu(ann))
    assert "subscribe" in menu(ann, group)
    assert "subscribe" not in menu(bo, group)
    assert menu(bo, group)["search"].startswith("Look up words")
    assert "stats" not in menu(ann)


def test_alerts_come_in_the_chosen_language(district: District) -> None:  # noqa: F811
    """What was subscribed to in one language is told of in the one that was chosen since; the quote is as printed."""
    ann = district.sandbox.person("安")
    with district.opens():
        district.subscribes(ann, "防汛")
        ann.says("/language en")
        district.reads(ann)
        district.publishes(FLOOD)
        told = district.reads(ann)

    assert "News about your subscription" in told.text
    assert "防汛值班电话是5550119" in told.text


def test_an_operator_keeps_their_language_and_commands(
    sample_library: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    """An administrator's menu has their own commands, in the language they chose, after a new start too."""
    with made(sample_library, tmp_path) as served:
        ann = served.sandbox.person("安")
        ann.starts()
        with served.town.open(admin_ids=(ann.user.id,)):
            ann.wait_for(lambda: menu(ann).get("stats") == "统计")
            ann.says("/language zh-hant")
            ann.wait_for(lambda: menu(ann).get("stats") == "統計")
        served.sandbox.bot.commands.clear()
        with served.town.open(admin_ids=(ann.user.id,)):
            ann.wait_for(lambda: menu(ann).get("stats") == "統計")

    assert menu(ann)["help"] == "怎麼用"
