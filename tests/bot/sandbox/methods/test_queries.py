"""Answers to pressed buttons and to inline queries: once, in time, within the limits."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.asking import ask, keyboard, refuses

OLD = "query is too old and response timeout expired or query ID is invalid"


def test_a_press_is_answered_once_and_in_time(sandbox: Sandbox, ann: Person) -> None:
    """The second answer, an answer that comes too late and a text that is too long are refused."""
    markup = keyboard([{"text": "全文", "callback_data": "a"}])
    sent = ask(sandbox, "sendMessage", chat_id=ann.user.id, text="x", reply_markup=markup)
    message = ann.private.messages[sent["message_id"]]
    old = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    press = ann.presses(message, "全文")
    assert press.query is not None
    query_id = press.query.id
    long = {"text": "长" * 201}
    refuses(
        sandbox,
        "400 Bad Request: MESSAGE_TOO_LONG",
        "answerCallbackQuery",
        callback_query_id=query_id,
        **long,
    )
    assert ask(sandbox, "answerCallbackQuery", callback_query_id=query_id, text="好") is True
    assert press.answer()["text"] == "好"
    refuses(sandbox, old, "answerCallbackQuery", callback_query_id=query_id)
    late = ann.presses(message, "a").query
    assert late is not None
    sandbox.clock.advance(31)
    refuses(sandbox, old, "answerCallbackQuery", callback_query_id=late.id)
    updates = ask(sandbox, "getUpdates")

    assert [update["callback_query"]["data"] for update in updates[-2:]] == ["a", "a"]


def _article(number: int, **changes: Any) -> dict[str, Any]:
    content = {"message_text": f"<b>{number}</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": str(number), "title": "题", "input_message_content": content, **changes}


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([_article(n) for n in range(51)], "RESULTS_TOO_MUCH"),
        ([_article(1), _article(1)], "RESULT_ID_DUPLICATE"),
        ([_article(1, id="长" * 22)], "RESULT_ID_INVALID"),
        ([_article(1, title="")], "ARTICLE_TITLE_EMPTY"),
        ([_article(1, input_message_content={"message_text": " "})], "message text is empty"),
        ([_article(1, input_message_content={"message_text": "长" * 4097})], "MESSAGE_TOO_LONG"),
    ],
)
def test_inline_results_that_telegram_refuses(
    sandbox: Sandbox, ann: Person, results: Any, words: str
) -> None:
    """50 results, unique ids of at most 64 bytes, titles, and messages that could be sent."""
    query = sandbox.exchange.ask("inline", sandbox.bot, ann.user, {"query": "", "offset": ""})
    refuses(
        sandbox, f"400 Bad Request: {words}", "answerInlineQuery", inline_query_id=query.id, results=results
    )
    passing = [_article(n) for n in range(50)]

    assert ask(sandbox, "answerInlineQuery", inline_query_id=query.id, results=passing) is True


def test_a_guest_query_is_answered_once_and_in_time(sandbox: Sandbox, ann: Person) -> None:
    """A bot hears its name where it is no member, only when it is let be a guest, and answers there with one message."""
    group = sandbox.group("邻里", ann, with_bot=False)
    ann.says(f"@{sandbox.bot.username} 水", group)
    sandbox.bot.is_guest = True
    asked = ann.says(f"@{sandbox.bot.username} 电", group)
    updates = [u["guest_message"] for u in ask(sandbox, "getUpdates") if "guest_message" in u]
    query_id = updates[0]["guest_query_id"]
    refuses(
        sandbox,
        "400 Bad Request: ARTICLE_TITLE_EMPTY",
        "answerGuestQuery",
        guest_query_id=query_id,
        result=_article(1, title=""),
    )
    sent = ask(sandbox, "answerGuestQuery", guest_query_id=query_id, result=_article(1))
    edited = ask(sandbox, "editMessageText", inline_message_id=sent["inline_message_id"], text="好")
    refuses(
        sandbox, f"400 Bad Request: {OLD}", "answerGuestQuery", guest_query_id=query_id, result=_article(1)
    )
    answer = ann.sees(group)[-1]

    assert [update["text"] for update in updates] == [asked.text]
    assert ask(sandbox, "getMe")["supports_guest_queries"] is True
    assert (answer.text, answer.sender, answer.reply_to, edited) == ("好", sandbox.bot, asked.id, True)
