"""What people can and cannot do."""

from __future__ import annotations

import pytest

from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.asking import ask


def test_reading_takes_each_message_of_others_once(sandbox: Sandbox, ann: Person) -> None:
    """One's own messages and service news are skipped; with nothing new the wait ends at its deadline."""
    for text in ("一", "二"):
        ask(sandbox, "sendMessage", chat_id=ann.user.id, text=text)

    assert [ann.reads().text, ann.reads().text] == ["一", "二"]
    with pytest.raises(TimeoutError):
        ann.reads(timeout_s=0.01)
    with pytest.raises(TimeoutError):
        ann.wait_for(lambda: len(ann.sees()) > 3, timeout_s=0.01)


def test_a_forum_is_read_by_topic(sandbox: Sandbox, ann: Person) -> None:
    """Other topics do not disturb."""
    forum = sandbox.group("论坛", ann, is_forum=True)
    topic = ann.opens_topic(forum, "防汛")
    ask(sandbox, "sendMessage", chat_id=forum.id, text="总")
    ask(sandbox, "sendMessage", chat_id=forum.id, text="汛", message_thread_id=topic.id)

    assert ann.reads(forum, topic=topic.id).text == "汛"


def test_what_telegram_does_not_let_people_do(sandbox: Sandbox, ann: Person) -> None:
    """Write where they are not, in channels, in closed topics, to a blocked bot; edit others' messages."""
    bob = sandbox.person("Bob")
    forum = sandbox.group("论坛", ann, is_forum=True)
    bob.joins(forum)
    topic = ann.opens_topic(forum, "防汛")
    ann.closes_topic(forum, topic)
    channel = sandbox.channel("通知", ann)
    refusals = [
        lambda: bob.says("x", channel),
        lambda: bob.says("x", forum, topic=topic.id),
        lambda: bob.edits(ann.says("x", forum), "y"),
        lambda: (ann.blocks(), ann.says("x")),
        lambda: (bob.leaves(forum), bob.says("x", forum)),
    ]
    for refused in refusals:
        with pytest.raises(PermissionError):
            refused()
    with pytest.raises(LookupError):
        bob.presses(ann.says("x", forum), "全文")


def test_service_messages_tell_who_came_and_went(sandbox: Sandbox, ann: Person) -> None:
    """Joining, leaving, being added and kicked, opening a topic and pinning are said in the chat."""
    forum = sandbox.group("论坛", ann, is_forum=True)
    bob = sandbox.person("Bob")
    bob.joins(forum)
    bob.leaves(forum)
    ann.adds(bob.user, forum)
    ann.removes(bob.user, forum)
    ann.pins(ann.says("x", forum))
    news = [key for message in ann.sees(forum) for key in (message.service or {})]

    assert news == [
        "new_chat_members",
        "new_chat_members",
        "left_chat_member",
        "new_chat_members",
        "left_chat_member",
        "pinned_message",
    ]


def test_inline_mode_tells_the_type_of_the_chat_only(sandbox: Sandbox, ann: Person) -> None:
    """The query names no chat; an unanswered one times out; who has it switched off is not asked."""
    group = sandbox.group("邻里", ann)
    with pytest.raises(TimeoutError):
        ann.types_inline(f"@{sandbox.bot.username} {'水' * 300}", group, timeout_s=0.01)
    query = ask(sandbox, "getUpdates", offset=-1)[0]["inline_query"]

    assert (query["chat_type"], len(query["query"]), "chat" in query) == ("group", 256, False)
    sandbox.bot.has_inline = False
    with pytest.raises(PermissionError):
        ann.types_inline("水")


@pytest.mark.parametrize("is_personal", [False, True])
def test_an_inline_answer_is_shown_again_without_asking_the_bot(
    sandbox: Sandbox, ann: Person, is_personal: bool
) -> None:
    """While cached, an answer goes to whoever types the same: to others too, unless it is personal."""
    bob = sandbox.person("Bob")
    with pytest.raises(TimeoutError):
        ann.types_inline("水", timeout_s=0.01)
    query = ask(sandbox, "getUpdates", offset=-1)[0]["inline_query"]
    answer = {"inline_query_id": query["id"], "results": [], "is_personal": is_personal, "cache_time": 60}
    ask(sandbox, "answerInlineQuery", **answer)

    assert ann.types_inline("水").results == []
    if is_personal:
        with pytest.raises(TimeoutError):
            bob.types_inline("水", timeout_s=0.01)
    else:
        assert bob.types_inline("水").results == []
    sandbox.clock.advance(61)
    with pytest.raises(TimeoutError):
        ann.types_inline("水", timeout_s=0.01)
