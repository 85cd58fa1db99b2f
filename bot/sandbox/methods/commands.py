"""The command menu: setMyCommands, getMyCommands and deleteMyCommands, per scope and language.

A person sees the commands of the narrowest scope that has any, first in their language, then in none.
"""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.methods.call import Call
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import Bot, Chat, Json, User

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
PLAIN_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})


def set_my_commands(call: Call) -> bool:
    """Put a list of commands in a scope and a language; an empty list deletes it."""
    commands = call.json("commands", "bot commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse list of bot commands: Expected an Array of BotCommand")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("can't set too many bot commands")
    checked = [_checked(command) for command in commands]
    if checked:
        call.bot.commands[_key(call)] = checked
    else:
        call.bot.commands.pop(_key(call), None)
    call.exchange.world.tell("commands", "", {"bot_id": call.bot.id})
    return True


def get_my_commands(call: Call) -> list[Json]:
    """Return the commands of exactly this scope and language."""
    return call.bot.commands.get(_key(call), [])


def delete_my_commands(call: Call) -> bool:
    """Take the commands of this scope and language away."""
    call.bot.commands.pop(_key(call), None)
    call.exchange.world.tell("commands", "", {"bot_id": call.bot.id})
    return True


def command_menu(bot: Bot, chat: Chat, person: User) -> list[Json]:
    """Return the commands this person sees in this chat, as Telegram's clients choose them."""
    scopes = [f"chat {chat.id}", "all_private_chats"]
    if not chat.is_private:
        scopes = [f"chat_member {chat.id} {person.id}"]
        if chat.is_admin(person):
            scopes += [f"chat_administrators {chat.id}"]
        scopes += [f"chat {chat.id}"]
        if chat.is_admin(person):
            scopes += ["all_chat_administrators"]
        scopes += ["all_group_chats"]
    language = person.language_code[:2]
    for scope in [*scopes, "default"]:
        for code in (language, ""):
            if commands := bot.commands.get((scope, code)):
                return commands
    return []


def _key(call: Call) -> tuple[str, str]:
    language = call.text("language_code")
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    scope = call.json("scope", "bot command scope") or {"type": "default"}
    return _scope_key(call, scope), language


def _scope_key(call: Call, scope: Any) -> str:
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind in PLAIN_SCOPES:
        return str(kind)
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = Call(call.exchange, call.bot, scope).chat()
    if kind == "chat":
        return f"chat {chat.id}"
    if chat.is_private:
        raise bad_request(
            "can't change commands in private chats" if kind == "chat_member" else "chat not found"
        )
    member = f" {scope.get('user_id')}" if kind == "chat_member" else ""
    return f"{kind} {chat.id}{member}"


def _checked(command: Any) -> Json:
    name = str(command.get("command", "")).removeprefix("/") if isinstance(command, dict) else ""
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    description = str(command.get("description", "")).strip()
    if not 1 <= len(description) <= MAX_DESCRIPTION:
        raise bad_request(
            "BOT_COMMAND_DESCRIPTION_INVALID" if description else "command description must be non-empty"
        )
    return {"command": name, "description": description}
