"""/when, /when 每天 19:30: when a chat is told of news."""

from __future__ import annotations

import datetime as dt

from telegram import Message as TelegramMessage
from telegram import Update

from bot.alerts.schedule import due_at
from bot.chats import Chat
from bot.context import Context, in_thread, now
from bot.handlers.hearing import Heard, heard_in
from bot.handlers.places import may_manage
from bot.handlers.wishes import changed_in
from bot.replies import reply
from bot.services import Services
from bot.view.message import Message
from bot.view.notices import render_notice
from bot.view.subscription import render_when


async def set_when(update: Update, context: Context) -> None:
    """Change when this chat is told, or show it."""
    heard, message = heard_in(update, context), update.effective_message
    if message is None:
        return
    if heard.words and not await may_manage(update, context):
        await reply(update, context, [render_notice("subscribe_admins", lang=heard.lang)])
        return
    await reply(update, context, [await in_thread(told, context.services, heard, message, now())])


def told(parts: Services, heard: Heard, message: TelegramMessage, now_: dt.datetime) -> Message:
    """When the chat is told, after the words were heeded."""
    chat = parts.chats.meet(message.chat.id, message.chat.type, heard.lang, now_)
    if heard.words:
        changed = changed_in(heard.words, chat, now_)
        if changed is None:
            return render_notice("when_mistake", lang=heard.lang, asked=heard.words[:60])
        chat = keep(parts, changed, now_)
    return render_when(chat, now_, lang=heard.lang)


def keep(parts: Services, chat: Chat, now_: dt.datetime) -> Chat:
    """Keep a chat's settings; what waits for it comes when it wants it now."""
    parts.chats.change(chat)
    parts.outbox.hurry(chat.chat_id, due_at(chat, now_))
    return chat
