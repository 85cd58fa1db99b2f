"""/subscriptions, 我的订阅: all of them, with buttons to pause, change and delete each."""

from __future__ import annotations

import datetime as dt

from telegram import Update

from bot.alerts.subscriptions import Place
from bot.chats import Chat
from bot.context import Context, in_thread, now
from bot.handlers.hearing import heard_in
from bot.handlers.places import place_of
from bot.replies import reply
from bot.services import Services
from bot.view.message import Message
from bot.view.subscription import render_subscriptions
from bot.view.texts import Lang


async def list_subscriptions(update: Update, context: Context) -> None:
    """List the subscriptions of this chat or topic."""
    heard, message = heard_in(update, context), update.effective_message
    if message is None:
        return
    listed_ = await in_thread(listed, context.services, place_of(message), heard.lang, now())
    await reply(update, context, [listed_])


def listed(parts: Services, place: Place, lang: Lang, now_: dt.datetime) -> Message:
    """The list."""
    chat = parts.chats.find(place.chat_id) or Chat(place.chat_id)
    return render_subscriptions(parts.subscriptions.of(place), chat, now_, lang=lang)
