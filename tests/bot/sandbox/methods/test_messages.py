"""Messages: their limits, their buttons, their places, and who may be written to."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.asking import Refused, ask, keyboard, refuses


def test_limits_of_a_message(sandbox: Sandbox, ann: Person) -> None:
    """4096 UTF-16 units pass and one more does not; captions end at 1024; blank text is empty."""
    chat = {"chat_id": ann.user.id}

    assert len(ask(sandbox, "sendMessage", text="😀" * 2048, **chat)["text"]) == 2048
    assert ask(sandbox, "sendMessage", text=f"<b>{'报' * 4096}</b>", parse_mode="HTML", **chat)
    refuses(sandbox, "400 Bad Request: message is too long", "sendMessage", text="😀" * 2048 + "a", **chat)
    refuses(sandbox, "400 Bad Request: message text is empty", "sendMessage", text=" \n", **chat)
    refuses(sandbox, "400 Bad Request: message text is empty", "sendMessage", **chat)
    refuses(
        sandbox,
        "400 Bad Request: unsupported parse_mode",
        "sendMessage",
        text="x",
        parse_mode="BBCode",
        **chat,
    )
    file = ("公报.txt", "内容".encode())
    assert ask(sandbox, "sendDocument", document=file, caption="报" * 1024, **chat)["caption"]
    too_long = "400 Bad Request: message caption is too long"
    refuses(sandbox, too_long, "sendDocument", document=file, caption="报" * 1025, **chat)
    words = '400 Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 0'
    refuses(sandbox, words, "sendMessage", text="<p>x</p>", parse_mode="HTML", **chat)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (keyboard([{"text": "全文", "callback_data": "全" * 22}]), "BUTTON_DATA_INVALID"),
        (keyboard([{"text": "全文", "callback_data": ""}]), "BUTTON_DATA_INVALID"),
        (keyboard([{"text": " ", "callback_data": "a"}]), "BUTTON_TEXT_INVALID"),
        (keyboard([{"text": "a", "callback_data": "a"}] * 9), "REPLY_MARKUP_TOO_LONG"),
        (keyboard(*[[{"text": "a", "callback_data": "a"}]] * 101), "REPLY_MARKUP_TOO_LONG"),
        ("[]", "object expected as reply markup"),
        ("{", "can't parse reply keyboard markup JSON object"),
        (
            keyboard([{"text": "a"}]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
    ],
)
def test_buttons_that_telegram_refuses(sandbox: Sandbox, ann: Person, markup: Any, words: str) -> None:
    """64 bytes of data, 8 buttons in a row, 100 in all, a label each."""
    refuses(
        sandbox,
        f"400 Bad Request: {words}",
        "sendMessage",
        chat_id=ann.user.id,
        text="x",
        reply_markup=markup,
    )


def test_the_largest_keyboard_passes(sandbox: Sandbox, ann: Person) -> None:
    """64 bytes of data and 100 buttons, 8 to a row, are within the limits."""
    row = [{"text": "a", "callback_data": "a" * 64}] * 8
    markup = keyboard(*[row] * 12, row[:4])
    sent = ask(sandbox, "sendMessage", chat_id=ann.user.id, text="x", reply_markup=markup)

    assert sum(map(len, sent["reply_markup"]["inline_keyboard"])) == 100


def test_editing_and_deleting(sandbox: Sandbox, ann: Person) -> None:
    """A message changes in place, not when nothing changes, and not when it is someone else's or gone."""
    chat = {"chat_id": ann.user.id}
    sent = ask(sandbox, "sendMessage", text="一", **chat)
    place = {**chat, "message_id": sent["message_id"]}
    edited = ask(
        sandbox,
        "editMessageText",
        text="二",
        reply_markup=keyboard([{"text": "a", "url": "http://x.cn"}]),
        **place,
    )

    assert (edited["text"], "edit_date" in edited) == ("二", True)
    assert "reply_markup" not in ask(sandbox, "editMessageReplyMarkup", **place)
    with pytest.raises(Refused, match="message is not modified"):
        ask(sandbox, "editMessageText", text="二", **place)
    refuses(
        sandbox,
        "400 Bad Request: message to edit not found",
        "editMessageText",
        text="三",
        message_id=99,
        **chat,
    )
    refuses(
        sandbox,
        "400 Bad Request: message can't be edited",
        "editMessageText",
        text="三",
        message_id=1,
        **chat,
    )
    assert ask(sandbox, "deleteMessage", **place) is True
    refuses(sandbox, "400 Bad Request: message to delete not found", "deleteMessage", **place)
    refuses(sandbox, "400 Bad Request: message to edit not found", "editMessageText", text="三", **place)


def test_replies_and_quotes(sandbox: Sandbox, ann: Person) -> None:
    """A quote must stand in what is replied to; a target that is gone refuses the message unless it may go without."""
    asked = ann.says("垃圾分类什么时候开始？")
    chat = {"chat_id": ann.user.id, "text": "答"}
    sent = ask(sandbox, "sendMessage", reply_parameters={"message_id": asked.id, "quote": "什么时候"}, **chat)

    assert sent["quote"] == {"text": "什么时候", "position": 4, "is_manual": True}
    assert sent["reply_to_message"]["message_id"] == asked.id
    wrong = {"message_id": asked.id, "quote": "何时"}
    refuses(sandbox, "400 Bad Request: QUOTE_TEXT_INVALID", "sendMessage", reply_parameters=wrong, **chat)
    gone: dict[str, Any] = {"message_id": 999}
    refuses(
        sandbox,
        "400 Bad Request: message to be replied not found",
        "sendMessage",
        reply_parameters=gone,
        **chat,
    )
    gone["allow_sending_without_reply"] = True
    assert "reply_to_message" not in ask(sandbox, "sendMessage", reply_parameters=gone, **chat)


def test_who_may_be_written_to(sandbox: Sandbox, ann: Person) -> None:
    """Not to strangers, not first, not to who blocked or kicked the bot, not to bots."""
    bob, eve = sandbox.person("Bob"), sandbox.person("Eve")
    group = sandbox.group("邻里", ann, bob, kind="supergroup")
    say = {"text": "x"}
    refuses(sandbox, "400 Bad Request: chat not found", "sendMessage", chat_id=eve.user.id, **say)
    refuses(sandbox, "400 Bad Request: chat not found", "sendMessage", chat_id="@nowhere", **say)
    refuses(sandbox, "400 Bad Request: chat_id is empty", "sendMessage", **say)
    first = "403 Forbidden: bot can't initiate conversation with a user"
    refuses(sandbox, first, "sendMessage", chat_id=bob.user.id, **say)
    ann.blocks()
    refuses(sandbox, "403 Forbidden: bot was blocked by the user", "sendMessage", chat_id=ann.user.id, **say)
    ann.unblocks()
    assert ask(sandbox, "sendMessage", chat_id=ann.user.id, **say)
    ann.deactivates()
    refuses(sandbox, "403 Forbidden: user is deactivated", "sendMessage", chat_id=ann.user.id, **say)
    ann.removes(sandbox.bot, group)
    kicked = "403 Forbidden: bot was kicked from the supergroup chat"
    refuses(sandbox, kicked, "sendMessage", chat_id=group.id, **say)


def test_topics_stay_apart(sandbox: Sandbox, ann: Person) -> None:
    """A message goes to its topic, a reply to the topic of its target; closed and unknown topics refuse."""
    forum = sandbox.group("论坛", ann, is_forum=True)
    topic = ann.opens_topic(forum, "防汛")
    say = {"chat_id": forum.id, "text": "x"}
    asked = ann.says("/ask", forum, topic=topic.id)
    sent = ask(sandbox, "sendMessage", reply_parameters={"message_id": asked.id}, **say)

    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic.id, True)
    assert "message_thread_id" not in ask(sandbox, "sendMessage", **say)
    refuses(sandbox, "400 Bad Request: message thread not found", "sendMessage", message_thread_id=77, **say)
    ann.closes_topic(forum, topic)
    refuses(sandbox, "400 Bad Request: TOPIC_CLOSED", "sendMessage", message_thread_id=topic.id, **say)
    ann.reopens_topic(forum, topic)
    assert ask(sandbox, "sendMessage", message_thread_id=topic.id, **say)


def test_a_group_that_became_a_supergroup_names_it(sandbox: Sandbox, ann: Person) -> None:
    """The refusal carries the new id, and both chats tell of the move."""
    group = sandbox.group("邻里", ann)
    upgraded = ann.upgrades(group)
    words = "400 Bad Request: group chat was upgraded to a supergroup chat"
    refused = refuses(sandbox, words, "sendMessage", chat_id=group.id, text="x")

    assert refused.parameters == {"migrate_to_chat_id": upgraded.id}
    services = [update["message"] for update in ask(sandbox, "getUpdates") if "message" in update][-2:]
    assert services[0]["migrate_to_chat_id"] == upgraded.id
    assert services[1]["migrate_from_chat_id"] == group.id


def test_a_reply_keyboard_is_taken_but_not_echoed(sandbox: Sandbox, ann: Person) -> None:
    """Telegram sends back inline keyboards only; the page still learns of the other kind."""
    markup = {"keyboard": [[{"text": "公报"}]], "resize_keyboard": True}
    sent = ask(sandbox, "sendMessage", chat_id=ann.user.id, text="x", reply_markup=json.dumps(markup))

    assert "reply_markup" not in sent
    assert ann.private.messages[sent["message_id"]].markup == markup
