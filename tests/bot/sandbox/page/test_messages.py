"""What is said on the chat page: words, marks, buttons, replies, commands, offers and files."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.asking import ask
from tests.bot.sandbox.page.window import Open, lone_window


def test_words_stay_words(opens: Open) -> None:
    """Markup that people type is shown as they typed it, and the bot's bold is bold."""
    window = opens()
    window.says("<img src=x onerror=alert(1)> & <b>粗</b>")

    expect(window.newest.locator("strong")).to_have_text("<img src=x onerror=alert(1)> & <b>粗</b>")
    assert window.page.locator("#messages img").count() == 0


def test_a_pressed_button_changes_its_message_in_place(opens: Open) -> None:
    """The toast shows the bot's words; the message is another one now, and no new one came."""
    window = opens()
    window.says("你好")
    window.page.get_by_role("button", name="再说一次").click()

    expect(window.page.locator("#toast")).to_have_text("好的")
    expect(window.newest.locator(".words")).to_have_text("再说一次")
    expect(window.newest.locator("footer")).to_contain_text("已编辑")
    expect(window.messages).to_have_count(2)
    expect(window.page.get_by_role("button", name="再说一次")).to_have_count(0)


def test_reply_edit_and_delete(opens: Open, ann: Person) -> None:
    """A reply shows what it answers; Esc takes it back; the arrow up edits; a deleted message vanishes."""
    window = opens()
    window.says("一")
    expect(window.messages).to_have_count(2)
    window.tools(window.messages.first, "回复")
    expect(window.page.locator("#context")).to_contain_text("回复 安安")
    window.box.press("Escape")
    expect(window.page.locator("#context")).to_be_hidden()
    window.tools(window.messages.first, "回复")
    window.says("二")
    mine = window.page.locator(".mine")
    expect(mine.last.locator(".replied")).to_contain_text("一")
    window.box.press("ArrowUp")
    expect(window.box).to_have_value("二")
    window.says("三")
    expect(mine.last.locator(".words")).to_have_text("三")
    window.tools(mine.last, "删除")

    expect(mine).to_have_count(1)
    assert [message.text for message in ann.sees() if message.sender is ann.user] == ["一"]


def test_the_command_menu(opens: Open, town: Sandbox, ann: Person) -> None:
    """A slash opens it, letters narrow it, arrows move, Enter takes; a command with words waits for them."""
    menu = [
        {"command": "start", "description": "开始"},
        {"command": "quote", "description": "引用，例如 /quote 水"},
    ]
    chat = {"type": "chat", "chat_id": ann.user.id}
    window = opens()
    ask(town, "setMyCommands", commands=menu, scope=chat)
    options = window.page.locator("#popup [role=option]")
    window.page.get_by_role("button", name="命令菜单").click()
    expect(options).to_have_text(["/start开始", "/quote引用，例如 /quote 水"])
    window.box.press("Escape")
    expect(options).to_have_count(0)
    window.box.fill("/")
    window.box.press("ArrowDown")
    window.box.press("Enter")
    expect(window.box).to_have_value("/quote ")
    window.box.fill("/s")
    expect(options).to_have_count(1)
    window.box.press("Enter")

    expect(window.newest).to_contain_text("你好")


def test_the_inline_box(opens: Open) -> None:
    """What the bot offers is listed; the arrow and Enter send it in the speaker's name, via the bot."""
    window = opens()
    window.page.get_by_role("button", name="内联查询", exact=True).click()
    window.box.type("水")
    offer = window.page.locator("#popup").get_by_role("option", name="一条")
    expect(offer).to_be_visible()
    window.box.press("ArrowDown")
    window.box.press("Enter")

    sent = window.page.locator(".mine").last
    expect(sent).to_contain_text("经由 @bulletin_sandbox_bot")
    expect(sent.locator("em")).to_have_text("水")
    expect(window.box).to_have_value("")


def test_the_inline_box_of_a_bot_that_has_nothing_to_say(chromium: Browser) -> None:
    """A bot that does not answer gets a friendly word, and Enter sends the words as they are."""
    with lone_window(chromium) as (_, ann, window):
        window.page.locator("#quote-entry").click()
        window.box.type("水")

        expect(window.page.locator("#popup")).to_contain_text("还不回答内联查询")
        window.box.press("Enter")
        assert ann.wait_for(ann.sees)[0].text == "@bulletin_sandbox_bot 水"


def test_a_file_goes_up_and_comes_down(opens: Open, tmp_path: Path) -> None:
    """The bot's copy of the file can be downloaded, byte for byte; its caption is text."""
    page = tmp_path / "公报.txt"
    page.write_bytes("内容\n".encode("gb18030"))
    window = opens()
    window.box.fill("第3期")
    window.page.locator("#file").set_input_files(page)
    expect(window.messages).to_have_count(2)
    expect(window.messages.first).to_contain_text("第3期")
    expect(window.newest).to_contain_text("<收到>")
    with window.page.expect_download() as download:
        window.newest.get_by_role("link", name="下载 回_公报.txt").click()

    assert Path(download.value.path()).read_bytes() == page.read_bytes()


def test_typing_and_a_notice(opens: Open, town: Sandbox, ann: Person) -> None:
    """The header tells that the bot is typing until it has written; a pressed button brings its toast."""
    ann.starts()
    window = opens()
    ask(town, "sendChatAction", chat_id=ann.user.id, action="typing")
    expect(window.page.locator("#subtitle")).to_have_text("正在输入……")
    keys = {"inline_keyboard": [[{"text": "要紧", "callback_data": "x"}]]}
    ask(town, "sendMessage", chat_id=ann.user.id, text="按一下", reply_markup=keys)
    expect(window.page.locator("#subtitle")).to_have_text("机器人")
    window.page.get_by_role("button", name="要紧").click()
    expect(window.page.locator("#toast")).to_have_text("好的")


def test_an_alert_waits(chromium: Browser) -> None:
    """What the bot says as an alert stands there until it is dismissed."""
    with lone_window(chromium) as (sandbox, ann, window):
        ann.starts()
        keys = {"inline_keyboard": [[{"text": "要紧", "callback_data": "x"}]]}
        ask(sandbox, "sendMessage", chat_id=ann.user.id, text="按一下", reply_markup=keys)
        window.page.get_by_role("button", name="要紧").click()
        (query,) = (u["callback_query"] for u in ask(sandbox, "getUpdates") if "callback_query" in u)
        ask(sandbox, "answerCallbackQuery", callback_query_id=query["id"], text="涨水了", show_alert=True)
        dialog = window.page.get_by_role("dialog")
        expect(dialog).to_contain_text("涨水了")
        dialog.get_by_role("button", name="知道了").click()

        expect(dialog).to_be_hidden()


def test_every_kind_of_mark(opens: Open, town: Sandbox, ann: Person) -> None:
    """Nested marks, links, code, quotes and spoilers look like what they are; tapped code goes into the box."""
    ann.starts()
    window = opens()
    html = (
        '<blockquote>引<b>粗<i>斜</i></b></blockquote>\n<a href="https://example.org/">链</a> <code>问题？</code> '
        "<u>线</u> <s>删</s> <tg-spoiler>藏</tg-spoiler>😀<b>后</b>\n<pre>块</pre>"
    )
    ask(town, "sendMessage", chat_id=ann.user.id, text=html, parse_mode="HTML")
    words = window.newest.locator(".words")
    expect(words.locator("blockquote strong em")).to_have_text("斜")
    expect(words.locator("blockquote")).to_have_text("引粗斜")
    expect(words.get_by_role("link", name="链")).to_have_attribute("href", "https://example.org/")
    expect(words.locator("strong").last).to_have_text("后")
    assert [words.locator(tag).text_content() for tag in ("u", "s", ".spoiler", "pre")] == [
        "线",
        "删",
        "藏",
        "块",
    ]
    words.get_by_role("button", name="问题？").click()

    expect(window.box).to_have_value("问题？")
