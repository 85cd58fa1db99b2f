"""Buttons: pages, articles, and those that are old, forged or pressed twice."""

from __future__ import annotations

from tests.bot.people import Telegram
from tests.journeys.conftest import Town

WORDS = "青砚区"


def test_pages_turn_in_place_and_back(open_town: Telegram) -> None:
    """更多 turns to the next page in the same message, 上一页 back to the very same first page."""
    ann = open_town.person("安")
    ann.says(f"/search {WORDS}")
    first = ann.reads()
    ann.presses(first, "更多")
    second = ann.reads_edit(first)
    ann.presses(second, "上一页")
    again = ann.reads_edit(second)

    assert second.text != first.text
    assert (again.text, again.buttons) == (first.text, first.buttons)
    assert len(ann.sees()) == 1


def test_every_press_is_answered_and_twice_is_harmless(open_town: Telegram) -> None:
    """A button pressed twice edits nothing the second time, and both presses are answered without a word."""
    ann = open_town.person("安")
    ann.says(f"/search {WORDS}")
    first = ann.reads()
    presses = [ann.presses(first, "更多") for _ in range(3)]

    assert [ann.hears(press) for press in presses] == ["", "", ""]
    assert ann.now(first).n_edits == 1


def test_old_messages_page_on_after_a_restart(town: Town) -> None:
    """The pages of an answer are the same ones after the bot was stopped and started."""
    ann = town.telegram.person("安")
    with town.open():
        ann.says(f"/search {WORDS}")
        first = ann.reads()
        ann.presses(first, "更多")
        second = ann.reads_edit(first)
        ann.presses(second, "上一页")
        ann.reads_edit(second)
    with town.open():
        ann.presses(first, "更多")
        again = ann.reads_edit(ann.now(first))

        assert (again.text, again.buttons) == (second.text, second.buttons)


def test_an_article_opens_below_and_turns_to_its_neighbours(open_town: Telegram) -> None:
    """全文 leaves the answer and opens the article below it; 下一篇 and 上一篇 turn that article in place."""
    ann = open_town.person("安")
    ann.says("防汛值班电话是多少？")
    answer = ann.reads()
    ann.presses(answer, "全文")
    article = ann.reads()
    ann.presses(article, "下一篇")
    other = ann.reads_edit(article)
    ann.presses(other, "上一篇")
    back = ann.reads_edit(other)

    assert ann.now(answer) == answer
    assert other.bold != article.bold
    assert (back.text, back.buttons) == (article.text, article.buttons)


def test_stale_and_forged_buttons_are_said_kindly(open_town: Telegram) -> None:
    """Data that names nothing, another chat's answer or an article that is gone is answered with a word."""
    ann, bo = open_town.person("安"), open_town.person("柏")
    ann.says(f"/search {WORDS}")
    hers = ann.reads()
    bo.says("/help")
    his = bo.reads()
    more = hers.data_of("更多")
    presses = [
        bo.presses_data(his, data)
        for data in ("", "x", "p:999999:1", "a:999999:0", "n:999999:+", "p:1:-1", "a:1:0:0", "😀" * 16, more)
    ]

    assert all(bo.hears(press) for press in presses)
    assert len(bo.sees()) == 1
    assert bo.now(his) == his


def test_a_query_that_is_too_old_is_let_go(open_town: Telegram) -> None:
    """When Telegram no longer wants the answer to a press, the bot goes on."""
    ann = open_town.person("安")
    ann.says(f"/search {WORDS}")
    first = ann.reads()
    words = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    open_town.refuse("answerCallbackQuery", words)
    ann.presses(first, "更多")
    second = ann.reads_edit(first)

    assert ann.hears(ann.presses(second, "上一页")) == ""


def test_a_message_that_cannot_be_edited_is_said_kindly(open_town: Telegram) -> None:
    """When the message under the button is gone, the press is answered with a word."""
    ann = open_town.person("安")
    ann.says(f"/search {WORDS}")
    first = ann.reads()
    open_town.refuse("editMessageText", "Bad Request: message to edit not found")

    assert ann.hears(ann.presses(first, "更多"))


def test_pages_of_a_group_stay_short(open_town: Telegram) -> None:
    """In a group 更多 turns to one more quote, for whoever asked; the others are told so, and it stays."""
    ann, bo = open_town.group("街坊", open_town.person("安"), open_town.person("柏"))
    ann.says("@Gazette_Bot 谁主持了会议")
    first = ann.reads()
    told = bo.hears(bo.presses(first, "更多"))
    kept = ann.now(first)
    ann.presses(first, "更多")
    second = ann.reads_edit(first)

    assert "别人问的" in told
    assert kept == first
    assert len(first.quotes) == len(second.quotes) == 1
    assert first.quotes != second.quotes
