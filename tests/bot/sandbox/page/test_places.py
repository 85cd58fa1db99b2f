"""Where things are said on the chat page: chats, topics, speakers, windows of all sizes, and lines that break."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.asking import ask
from tests.bot.sandbox.page.window import DESK, PHONE, Open, lone_window


def test_a_group_in_which_one_speaks_as_each_of_three(opens: Open, town: Sandbox, ann: Person) -> None:
    """The bot keeps silent until it is named; whoever speaks sees the own words on the right."""
    bo, cy = town.person("小波"), town.person("阿超")
    town.group("邻里", ann, bo, cy)
    window = opens()
    window.opens("邻里")
    speaker = window.page.get_by_label("以谁的身份说话")
    expect(speaker.locator("option")).to_have_text(["安安", "小波", "阿超"])
    window.says("今天天气好")
    speaker.select_option(label="小波")
    expect(window.page.locator(".theirs .author")).to_have_text("安安")
    window.says("是啊 @bulletin_sandbox_bot")
    expect(window.newest.locator(".author")).to_have_text("公报小助手")

    expect(window.messages).to_have_count(3)
    expect(window.page.locator(".mine .words")).to_have_text("是啊 @bulletin_sandbox_bot")


def test_topics_are_apart(opens: Open, town: Sandbox, ann: Person) -> None:
    """What is said in one topic is not in another; elsewhere it is counted as new."""
    forum = town.group("论坛", ann, town.person("小波"), is_forum=True)
    flood, school = ann.opens_topic(forum, "防汛"), ann.opens_topic(forum, "上学")
    window = opens()
    window.opens("防汛")
    window.says("/start@bulletin_sandbox_bot")
    expect(window.newest).to_contain_text("你好")
    window.opens("上学")
    expect(window.messages).to_have_count(0)
    ask(town, "sendMessage", chat_id=forum.id, text="涨水了", message_thread_id=flood.id)
    expect(window.page.locator("#chats .unread")).to_have_text("1")
    ask(town, "sendMessage", chat_id=forum.id, text="开学了", message_thread_id=school.id)

    expect(window.page.locator("#messages .words")).to_have_text("开学了")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_long_words_do_not_stick_out(opens: Open, town: Sandbox, ann: Person, size: tuple[int, int]) -> None:
    """Neither a word without end nor a row of eight buttons makes the page wider than the window."""
    ann.starts()
    window = opens(size=size)
    keys = {"inline_keyboard": [[{"text": f"很长的按钮 {n}", "callback_data": "x"} for n in range(8)]]}
    ask(town, "sendMessage", chat_id=ann.user.id, text="x" * 3000, reply_markup=keys)
    expect(window.newest).to_contain_text("xxx")
    window.page.locator("#file").set_input_files({"name": "长" * 80 + ".txt", "mimeType": "", "buffer": b"x"})
    expect(window.page.locator(".mine .file")).to_be_visible()

    assert not window.overflows()


def test_a_phone_shows_one_pane_at_a_time(opens: Open, town: Sandbox, ann: Person) -> None:
    """The chat first, the list behind the arrow, and a chat again after a tap."""
    town.group("邻里", ann)
    window = opens(size=PHONE)
    expect(window.page.locator("#side")).to_be_hidden()
    window.page.get_by_role("button", name="返回聊天列表").click()
    expect(window.page.locator("#chat")).to_be_hidden()
    window.opens("邻里")

    expect(window.page.locator("#side")).to_be_hidden()


def test_the_list_of_chats_by_keyboard(opens: Open, town: Sandbox, ann: Person) -> None:
    """Arrow keys move along the list, with the focus to be seen, and Enter opens."""
    town.group("邻里", ann)
    window = opens()
    window.page.locator("#chats button").first.focus()
    window.page.keyboard.press("ArrowDown")
    focused = window.page.locator("#chats button:focus-visible")
    expect(focused).to_contain_text("邻里")
    assert focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    window.page.keyboard.press("Enter")

    expect(window.page.locator("#title")).to_have_text("邻里")
    expect(window.box).to_be_focused()


def test_a_reload_comes_back_to_the_same_place(opens: Open, town: Sandbox, ann: Person) -> None:
    """The address remembers chat and speaker; nothing said is lost."""
    town.group("邻里", ann)
    window = opens()
    window.opens("邻里")
    window.says("大家好")
    window.page.reload()

    expect(window.page.locator("#title")).to_have_text("邻里")
    expect(window.page.locator(".mine .words")).to_have_text("大家好")


def test_a_broken_line_is_told_and_mended(chromium: Browser) -> None:
    """While nothing is served the page says so; what happened meanwhile comes in afterwards."""
    with lone_window(chromium) as (sandbox, ann, window):
        with sandbox.outage():
            expect(window.page.locator("#offline")).to_be_visible()
            ask_later = ann.says("断线时写的")
        expect(window.page.locator("#offline")).to_be_hidden()

        expect(window.newest).to_contain_text(ask_later.text)


def test_nothing_is_fetched_from_elsewhere(opens: Open, town: Sandbox) -> None:
    """Every asset is shipped: the page asks the sandbox and nobody else."""
    window = opens()
    window.says("水")

    assert [url for url in window.asked if not url.startswith(f"{town.url}/")] == []
