"""/settings, 设置: how this chat wants to be answered, in one message with buttons."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message as TelegramMessage
from telegram import Update

from bot.chats import Chat, Habits
from bot.context import Context, in_thread, now
from bot.handlers.hearing import heard_in
from bot.handlers.language import choose
from bot.handlers.places import may_manage, message_under
from bot.replies import acknowledge, edit, reply
from bot.services import Services
from bot.view.message import Message
from bot.view.notices import render_notice, toast
from bot.view.own_callbacks import ChooseLanguage
from bot.view.settings import render_settings
from bot.view.settings_callbacks import (
    ALL,
    BY_CLIENT,
    MAIN,
    OpenSettings,
    SetSetting,
    SettingsCallback,
    mark_of,
)
from bot.view.texts import Lang


async def show_settings(update: Update, context: Context) -> None:
    """Show the settings of this chat to whoever may change them."""
    heard, message = heard_in(update, context), update.effective_message
    if message is None:
        return
    if not await may_manage(update, context):
        await reply(update, context, [render_notice("settings_admins", lang=heard.lang)])
        return
    await reply(update, context, [await in_thread(panel, context.services, message, MAIN, heard.lang)])


async def press_settings(update: Update, context: Context, callback: SettingsCallback) -> None:
    """Open a menu of the settings, or give one a value and show it chosen."""
    query = update.callback_query
    message = message_under(query) if query else None
    if query is None:
        return
    if message is None or not await may_manage(update, context):
        await acknowledge(query, toast("stale" if message is None else "admins", lang=context.lang))
        return
    if isinstance(callback, SetSetting):
        await keep(update, context, message, callback)
    await edit(query, context, await in_thread(panel, context.services, message, callback.menu, context.lang))
    done = "" if isinstance(callback, OpenSettings) else toast("changed", lang=context.lang)
    await acknowledge(query, done, is_loud=False)


async def keep(update: Update, context: Context, message: TelegramMessage, wanted: SetSetting) -> None:
    """Keep one setting of a chat."""
    if wanted.menu == "lang":
        lang = None if wanted.value == BY_CLIENT else Lang(wanted.value)
        await choose(update, context, message, ChooseLanguage(lang))
        return
    await in_thread(keep_habit, context.services, message, wanted, context.lang)


def keep_habit(parts: Services, message: TelegramMessage, wanted: SetSetting, lang: Lang) -> None:
    """Keep one habit of a chat."""
    habits = met(parts, message, lang).habits
    parts.chats.set_habits(message.chat.id, changed(habits, wanted, parts.library.bulletins()))


def changed(habits: Habits, wanted: SetSetting, bulletins: tuple[str, ...]) -> Habits:
    """The habits after a setting got a value; a bulletin that is gone changes nothing."""
    match wanted.menu:
        case "from":
            return replace(habits, bulletins=toggled(habits.bulletins, wanted.value, bulletins))
        case "form":
            return replace(habits, is_compact=wanted.value == "compact")
        case "wait":
            return replace(habits, wait_s=int(wanted.value))
        case "delete":
            return replace(habits, delete_after_s=60 * int(wanted.value) or None)
    return replace(habits, is_admins_only=wanted.value != ALL)


def toggled(chosen: tuple[str, ...] | None, mark: str, bulletins: tuple[str, ...]) -> tuple[str, ...] | None:
    """The chosen bulletins with the one of this mark added or taken away; None, that is all, when none is left."""
    if mark == ALL:
        return None
    one = {name for name in bulletins if mark_of(name) == mark}
    # Those that are no more would be chosen for ever, because no button takes them away.
    left = (set(chosen or ()) & set(bulletins)) ^ one
    return tuple(sorted(left)) if left and (one or chosen is not None) else None


def panel(parts: Services, message: TelegramMessage, menu: str, lang: Lang) -> Message:
    """The settings of the chat of a message, or the values of one."""
    names = parts.library.bulletins()
    chat = parts.chats.find(message.chat.id) or Chat(message.chat.id, message.chat.type, lang)
    return render_settings(chat, names, lang=lang, menu=menu)


def met(parts: Services, message: TelegramMessage, lang: Lang) -> Chat:
    """The chat of a message, known from now on."""
    return parts.chats.meet(message.chat.id, message.chat.type, lang, now())
