"""The command menu, in private chats and in groups, in each language Telegram can tell apart."""

from __future__ import annotations

import logging

from telegram import Bot, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.view.notices import command_menu
from bot.view.texts import Lang

# Telegram knows languages by two letters, so that Traditional Chinese cannot have a menu of its own.
LANGUAGES: tuple[tuple[str | None, Lang], ...] = ((None, Lang.HANS), ("en", Lang.EN))
IN_GROUPS = ("search", "latest", "help")

log = logging.getLogger(__name__)


async def show_menu(bot: Bot) -> None:
    """Register the commands; without them the bot works all the same, so a refusal is only logged."""
    try:
        for code, lang in LANGUAGES:
            menu = command_menu(lang)
            await register(bot, menu, BotCommandScopeAllPrivateChats(), code)
            in_groups = tuple(entry for entry in menu if entry[0] in IN_GROUPS)
            await register(bot, in_groups, BotCommandScopeAllGroupChats(), code)
    except TelegramError as error:
        log.warning("the command menu could not be registered: %s", error)


async def register(
    bot: Bot, menu: tuple[tuple[str, str], ...], scope: BotCommandScope, code: str | None
) -> None:
    """Register one menu for one scope and language."""
    await bot.set_my_commands(menu, scope=scope, language_code=code)
