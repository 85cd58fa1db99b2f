"""Who hears what: privacy mode, members, channels, anonymous administrators."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import Person, Sandbox
from bot.sandbox.world import Chat
from tests.bot.sandbox.asking import ask


@pytest.fixture
def group(sandbox: Sandbox, ann: Person) -> Chat:
    """A supergroup with Ann, Bob, a second bot and privacy mode on."""
    group = sandbox.group("邻里", ann, sandbox.person("Bob"), kind="supergroup")
    ann.adds(sandbox.world.add_bot("other_bot", "Other"), group)
    return group


def heard(sandbox: Sandbox) -> list[str]:
    """Return the texts that reach the bot from groups and channels."""
    updates = ask(sandbox, "getUpdates")
    posts: list[dict[str, Any]] = [u.get("message") or u.get("channel_post") or {} for u in updates]
    return [post["text"] for post in posts if "text" in post and post["chat"]["type"] != "private"]


def test_privacy_mode_lets_through_what_is_meant_for_the_bot(
    sandbox: Sandbox, ann: Person, group: Chat
) -> None:
    """Commands with its name, replies to it and its name; not plain talk, nor another bot's commands."""
    name = sandbox.bot.username
    own = ask(sandbox, "sendMessage", chat_id=group.id, text="我在")
    ann.says("大家好", group)
    ann.says("/ask@other_bot 水", group)
    ann.says(f"/ask@{name} 水", group)
    ann.says("谢谢", group, reply_to=own["message_id"])
    ann.says(f"问问 @{name}", group)
    ann.says(f"问问@{name}", group)

    assert heard(sandbox) == [f"/ask@{name} 水", "谢谢", f"问问 @{name}"]


def test_a_bare_command_reaches_the_bot_that_spoke_last(sandbox: Sandbox, ann: Person, group: Chat) -> None:
    """With two bots in the group, `/ask` is for the one whose message is the newest."""
    other = next(bot for bot in sandbox.world.bots.values() if bot is not sandbox.bot)
    ann.says("/one", group)
    ask(sandbox, "sendMessage", chat_id=group.id, text="我在")
    ann.says("/two", group)
    ask(sandbox, "sendMessage", token=other.token, chat_id=group.id, text="我也在")
    ann.says("/three", group)

    assert heard(sandbox) == ["/two"]


def test_without_privacy_mode_or_as_administrator_everything_is_heard(
    sandbox: Sandbox, ann: Person, group: Chat
) -> None:
    """Both switch the filter off."""
    sandbox.bot.hears_all = True
    ann.says("一", group)
    sandbox.bot.hears_all = False
    ann.says("二", group)
    ann.promotes(sandbox.bot, group)
    ann.says("三", group)

    assert heard(sandbox) == ["一", "三"]
    assert ask(sandbox, "getMe")["can_read_all_group_messages"] is False


def test_the_bot_learns_of_its_own_standing(sandbox: Sandbox, ann: Person, group: Chat) -> None:
    """Added, promoted, kicked, blocked and unblocked: each is a my_chat_member update."""
    ann.promotes(sandbox.bot, group)
    ann.removes(sandbox.bot, group)
    ann.blocks()
    ann.unblocks()
    news = [update["my_chat_member"] for update in ask(sandbox, "getUpdates") if "my_chat_member" in update]
    moves = [(n["old_chat_member"]["status"], n["new_chat_member"]["status"]) for n in news]

    assert moves == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "kicked"),
        ("member", "kicked"),
        ("kicked", "member"),
    ]


def test_channel_posts_and_anonymous_administrators(sandbox: Sandbox, ann: Person, group: Chat) -> None:
    """A post comes from its channel; an anonymous administrator's message comes from the group."""
    channel = sandbox.channel("通知", ann)
    ann.says("停水通知", channel)
    ann.hides(group)
    ann.says(f"/ask@{sandbox.bot.username}", group)
    updates = ask(sandbox, "getUpdates")
    post = next(update["channel_post"] for update in updates if "channel_post" in update)
    command = updates[-1]["message"]

    assert post["sender_chat"]["id"] == channel.id
    assert "from" not in post
    assert (command["from"]["username"], command["sender_chat"]["id"]) == ("GroupAnonymousBot", group.id)
    sent = ask(sandbox, "sendMessage", chat_id=channel.id, text="第3期")
    assert sent["sender_chat"]["id"] == channel.id
    edited = {"chat_id": channel.id, "message_id": sent["message_id"], "text": "第4期"}
    assert ask(sandbox, "editMessageText", **edited)["text"] == "第4期"


def test_a_reaction_is_told_to_a_bot_that_asked(sandbox: Sandbox, ann: Person) -> None:
    """message_reaction comes only when it is named in allowed_updates."""
    message = ann.says("好")
    ask(sandbox, "getUpdates", allowed_updates=["message_reaction"])
    ann.reacts(message, "👍")

    assert ask(sandbox, "getUpdates", offset=-1)[0]["message_reaction"]["new_reaction"][0]["emoji"] == "👍"
