"""The command menu, in private chats and in groups, in each language Telegram can tell apart."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.view.notices import command_menu
from bot.view.texts import Lang

# Telegram knows languages by two letters, so that Traditional Chinese cannot have a menu of its own.
LANGUAGES: tuple[tuple[str | None, Lang], ...] = ((None, Lang.HANS), ("en", Lang.EN))
IN_GROUPS = ("search", "latest", "subscribe", "subscriptions", "when", "help")

log = logging.getLogger(__name__)


async def show_menu(bot: Bot, admin_ids: Sequence[int] = ()) -> None:
    """Register the commands; without them the bot works all the same, so a refusal is only logged."""
    try:
        for code, lang in LANGUAGES:
            menu = command_menu(lang)
            await register(bot, menu, BotCommandScopeAllPrivateChats(), code)
            in_groups = tuple(entry for entry in menu if entry[0] in IN_GROUPS)
            await register(bot, in_groups, BotCommandScopeAllGroupChats(), code)
    except TelegramError as error:
        log.warning("the command menu could not be registered: %s", error)
    for admin_id in admin_ids:
        await show_admin_menu(bot, admin_id)


async def show_admin_menu(bot: Bot, admin_id: int) -> None:
    """Register an administrator's commands in their own chat, which is there only once they wrote to the bot."""
    try:
        for code, lang in LANGUAGES:
            await register(bot, command_menu(lang, is_admin=True), BotCommandScopeChat(admin_id), code)
    except TelegramError as error:
        log.info("administrator %s gets no menu of their own yet: %s", admin_id, error)


async def register(
    bot: Bot, menu: tuple[tuple[str, str], ...], scope: BotCommandScope, code: str | None
) -> None:
    """Register one menu for one scope and language."""
    await bot.set_my_commands(menu, scope=scope, language_code=code)
