"""How a call may come, and what the account, chats, commands and files answer."""

from __future__ import annotations

import httpx

from bot.sandbox import Person, Sandbox
from bot.sandbox.methods.commands import command_menu
from tests.bot.sandbox.asking import ask, checked_result, refuses


def test_me_and_the_chats(sandbox: Sandbox, ann: Person) -> None:
    """The account, a private chat, a group's members and administrators all have Telegram's shape."""
    group = sandbox.group("邻里", ann, sandbox.person("Bob"))
    ann.promotes(sandbox.bot, group)

    assert ask(sandbox, "getMe")["username"] == sandbox.bot.username
    assert ask(sandbox, "getChat", chat_id=ann.user.id)["first_name"] == "Ann"
    assert ask(sandbox, "getChat", chat_id=group.id)["title"] == "邻里"
    statuses = [member["status"] for member in ask(sandbox, "getChatAdministrators", chat_id=group.id)]
    assert statuses == ["creator", "administrator"]
    assert ask(sandbox, "getChatMember", chat_id=group.id, user_id=ann.user.id)["status"] == "creator"
    assert ask(sandbox, "getChatMemberCount", chat_id=group.id) == 3
    assert ask(sandbox, "logOut") is True
    assert ask(sandbox, "close") is True


def test_a_call_may_come_in_any_form(sandbox: Sandbox, ann: Person) -> None:
    """A query string, a form, multipart and a JSON body all do the same; the method's case does not matter."""
    url = f"{sandbox.api_url}/bot{sandbox.token}/sendMessage"
    fields = {"chat_id": str(ann.user.id), "text": "公报 & 问答"}
    replies = [
        httpx.get(url, params=fields),
        httpx.post(url, data=fields),
        httpx.post(url, json={"chat_id": ann.user.id, "text": "公报 & 问答"}),
        httpx.post(url, data=fields, files={"unused": ("a.txt", b"a")}),
        httpx.post(url.replace("sendMessage", "SENDMESSAGE"), data=fields),
    ]

    assert [checked_result("sendMessage", reply)["text"] for reply in replies] == ["公报 & 问答"] * 5


def test_unknown_tokens_and_methods_are_not_found(sandbox: Sandbox) -> None:
    """A foreign token is unauthorized, a method that does not exist is 404, a broken body is 400."""
    refuses(sandbox, "401 Unauthorized", "getMe", token="123:wrong")
    refuses(sandbox, "404 Not Found: method not found", "sendNothing")
    url = f"{sandbox.api_url}/bot{sandbox.token}/sendMessage"

    assert httpx.post(url, content=b"{", headers={"content-type": "application/json"}).status_code == 400
    assert httpx.get(f"{sandbox.api_url}/bot{sandbox.token}").status_code == 404


def test_an_unknown_parameter_is_ignored_and_noted(sandbox: Sandbox, ann: Person) -> None:
    """Telegram says nothing to a misspelt parameter, so the journal does."""
    ask(sandbox, "sendMessage", chat_id=ann.user.id, text="x", parse_modus="HTML")

    assert sandbox.journal.unknown_parameters() == {("sendMessage", "parse_modus")}


def test_files_go_up_and_come_down(sandbox: Sandbox, ann: Person) -> None:
    """A document can be fetched by its path and sent again by its id; over 20 MB it cannot be fetched."""
    sent = ask(sandbox, "sendDocument", chat_id=ann.user.id, document=("公报.pdf", b"%PDF"))["document"]
    path = ask(sandbox, "getFile", file_id=sent["file_id"])["file_path"]
    again = ask(sandbox, "sendDocument", chat_id=ann.user.id, document=sent["file_id"])
    address = f"{sandbox.api_url}/file/bot{sandbox.token}/{path}"

    assert httpx.get(address).content == b"%PDF"
    assert again["document"]["file_id"] == sent["file_id"]
    assert httpx.get(address + "x").status_code == 404
    big = ann.sends_document("大.pdf", b"0" * (20 * 1024 * 1024 + 1)).media
    assert big is not None
    refuses(sandbox, "400 Bad Request: file is too big", "getFile", file_id=big["document"]["file_id"])
    refuses(sandbox, "400 Bad Request: invalid file_id", "getFile", file_id="nonsense")
    empty = ("空.pdf", b"")
    refuses(
        sandbox,
        "400 Bad Request: file must be non-empty",
        "sendDocument",
        chat_id=ann.user.id,
        document=empty,
    )
    png = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\x02\0\0\0\x03"
    assert ask(sandbox, "sendPhoto", chat_id=ann.user.id, photo=("a.png", png))["photo"][0]["height"] == 3


def test_commands_are_kept_per_scope_and_language(sandbox: Sandbox, ann: Person) -> None:
    """Each scope and language has its own list; people see the narrowest one in their language."""
    group = sandbox.group("邻里", ann)
    start = [{"command": "start", "description": "开始"}]
    ask(sandbox, "setMyCommands", commands=start)
    ask(sandbox, "setMyCommands", commands=[{"command": "ask", "description": "问"}], language_code="zh")
    scope = {"type": "all_chat_administrators"}
    ask(sandbox, "setMyCommands", commands=[{"command": "rule", "description": "管"}], scope=scope)

    assert ask(sandbox, "getMyCommands") == start
    assert ask(sandbox, "getMyCommands", scope=scope)[0]["command"] == "rule"
    assert ask(sandbox, "getMyCommands", scope={"type": "all_group_chats"}) == []
    assert [c["command"] for c in command_menu(sandbox.bot, ann.private, ann.user)] == ["ask"]
    assert [c["command"] for c in command_menu(sandbox.bot, group, ann.user)] == ["rule"]
    eve = sandbox.person("Eve", language_code="en")
    assert command_menu(sandbox.bot, eve.private, eve.user) == start
    assert ask(sandbox, "deleteMyCommands", language_code="zh") is True
    assert ask(sandbox, "getMyCommands", language_code="zh") == []
    chinese = [{"command": "搜索", "description": "x"}]
    refuses(sandbox, "400 Bad Request: BOT_COMMAND_INVALID", "setMyCommands", commands=chinese)
    many = start * 101
    refuses(sandbox, "400 Bad Request: can't set too many bot commands", "setMyCommands", commands=many)


def test_actions_reactions_pins_and_leaving(sandbox: Sandbox, ann: Person) -> None:
    """What a bot does besides writing, and where it needs to be an administrator."""
    group = sandbox.group("邻里", ann)
    asked = ann.says("/ask", group)
    place = {"chat_id": group.id, "message_id": asked.id}

    assert ask(sandbox, "sendChatAction", chat_id=group.id, action="typing") is True
    wrong = "400 Bad Request: wrong parameter action in request"
    refuses(sandbox, wrong, "sendChatAction", chat_id=group.id, action="dancing")
    assert ask(sandbox, "setMessageReaction", reaction=[{"type": "emoji", "emoji": "👀"}], **place) is True
    bad = [{"type": "emoji", "emoji": "🗞"}]
    refuses(sandbox, "400 Bad Request: REACTION_INVALID", "setMessageReaction", reaction=bad, **place)
    rights = "400 Bad Request: not enough rights to manage pinned messages in the chat"
    refuses(sandbox, rights, "pinChatMessage", **place)
    refuses(sandbox, "400 Bad Request: message can't be deleted", "deleteMessage", **place)
    ann.promotes(sandbox.bot, group)
    assert ask(sandbox, "pinChatMessage", **place) is True
    assert ask(sandbox, "getChat", chat_id=group.id)["pinned_message"]["message_id"] == asked.id
    assert ask(sandbox, "unpinChatMessage", **place) is True
    assert ask(sandbox, "deleteMessage", **place) is True
    assert ask(sandbox, "leaveChat", chat_id=group.id) is True
    left = "403 Forbidden: bot is not a member of the group chat"
    refuses(sandbox, left, "sendMessage", chat_id=group.id, text="x")
