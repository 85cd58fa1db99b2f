"""The command menus: in private, in groups, for administrators of groups, for the bot's own administrators.

Telegram knows languages by two letters, so that Traditional Chinese has no menu of its own. Who reads it, or chose a
language here, gets one for their chat alone.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
)
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.view.notices import Menu, command_menu
from bot.view.texts import Lang

LANGUAGES: tuple[tuple[str | None, Lang], ...] = ((None, Lang.HANS), ("en", Lang.EN))
SCOPES: tuple[tuple[BotCommandScope, Menu], ...] = (
    (BotCommandScopeAllPrivateChats(), "private"),
    (BotCommandScopeAllGroupChats(), "group"),
    (BotCommandScopeAllChatAdministrators(), "group_admin"),
)

log = logging.getLogger(__name__)


async def show_menu(bot: Bot, admin_ids: Sequence[int] = (), chosen: Mapping[int, str] | None = None) -> None:
    """Register the commands of every scope; `chosen` are the languages administrators chose for their own chats.

    Without menus the bot works all the same, so a refusal is only logged.
    """
    try:
        for code, lang in LANGUAGES:
            for scope, menu in SCOPES:
                await bot.set_my_commands(command_menu(lang, menu), scope=scope, language_code=code)
    except TelegramError as error:
        log.warning("the command menu could not be registered: %s", error)
    for admin_id in admin_ids:
        own = (chosen or {}).get(admin_id)
        await show_menu_of(bot, admin_id, ChatType.PRIVATE, Lang(own) if own else None, is_operator=True)


async def show_menu_of(bot: Bot, chat_id: int, kind: str, lang: Lang | None, *, is_operator: bool) -> None:
    """Register the commands of one chat in its language; without one, the menu of everybody is shown there again."""
    try:
        for scope, menu in scopes_of(chat_id, kind, is_operator=is_operator):
            for code, by_client in LANGUAGES:
                if lang is None and not is_operator:
                    await bot.delete_my_commands(scope=scope, language_code=code)
                else:
                    await bot.set_my_commands(
                        command_menu(lang or by_client, menu), scope=scope, language_code=code
                    )
    except TelegramError as error:
        log.info("chat %s gets no menu of its own: %s", chat_id, error)


def scopes_of(chat_id: int, kind: str, *, is_operator: bool) -> tuple[tuple[BotCommandScope, Menu], ...]:
    """What one chat shows: to the person in private, to members and administrators in a group; nothing in a channel."""
    if kind == ChatType.PRIVATE:
        return ((BotCommandScopeChat(chat_id), "operator" if is_operator else "private"),)
    if kind == ChatType.CHANNEL:
        return ()
    return (
        (BotCommandScopeChat(chat_id), "group"),
        (BotCommandScopeChatAdministrators(chat_id), "group_admin"),
    )
