"""/language, 语言: which language the bot speaks here. In private everyone's own; elsewhere administrators choose."""

from __future__ import annotations

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.constants import ChatType

from bot.context import Context, in_thread, now
from bot.handlers.hearing import heard_in
from bot.handlers.menu import show_menu_of
from bot.handlers.places import may_manage, message_under
from bot.handlers.reader import lang_of
from bot.replies import acknowledge, edit, reply
from bot.services import Services
from bot.view.language import render_language
from bot.view.message import Message
from bot.view.notices import render_notice, toast
from bot.view.own_callbacks import ChooseLanguage
from bot.view.texts import Lang, language_named


async def choose_language(update: Update, context: Context) -> None:
    """Show what is spoken here with buttons to change it; a language that is named is taken at once."""
    heard, message = heard_in(update, context), update.effective_message
    if message is None:
        return
    if heard.words and not await may_manage(update, context):
        await reply(update, context, [render_notice("language_admins", lang=heard.lang)])
        return
    wanted = language_named(heard.words)
    if wanted is not None:
        await choose(update, context, message, ChooseLanguage(wanted))
    shown = await in_thread(spoken, context.services, message, context.lang)
    await reply(update, context, [shown])


async def press_language(update: Update, context: Context, wanted: ChooseLanguage) -> None:
    """Take the language of a button, and show the choice in it."""
    query = update.callback_query
    message = message_under(query) if query else None
    if query is None or message is None:
        return
    if not await may_manage(update, context):
        await acknowledge(query, toast("admins", lang=context.lang))
        return
    await choose(update, context, message, wanted)
    await edit(query, context, await in_thread(spoken, context.services, message, context.lang))
    await acknowledge(query, toast("language", lang=context.lang), is_loud=False)


async def choose(update: Update, context: Context, message: TelegramMessage, wanted: ChooseLanguage) -> None:
    """Keep the choice, and answer this update in it already; the command menu of the chat follows."""
    parts, chat = context.services, message.chat
    await in_thread(parts.chats.choose_language, chat.id, chat.type, wanted.lang, now())
    context.lang = await in_thread(lang_of, parts, update)
    is_operator = chat.id in parts.settings.admin_ids
    await show_menu_of(context.bot, chat.id, chat.type, wanted.lang, is_operator=is_operator)


def spoken(parts: Services, message: TelegramMessage, lang: Lang) -> Message:
    """What is spoken in the chat of a message."""
    chosen = parts.chats.chosen_languages([message.chat.id]).get(message.chat.id)
    is_group = message.chat.type != ChatType.PRIVATE
    return render_language(Lang(chosen) if chosen else None, lang=lang, is_group=is_group)
