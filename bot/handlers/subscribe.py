"""/subscribe, 订阅 防汛: what a rule would have told of, and a button that saves it."""

from __future__ import annotations

import datetime as dt

from telegram import Update

from bot.alerts.filters import Mistake
from bot.alerts.preview import preview
from bot.alerts.subscriptions import Place
from bot.context import Context, in_thread, now
from bot.handlers.hearing import heard_in
from bot.handlers.places import may_manage, place_of
from bot.handlers.wishes import wish_in
from bot.replies import reply
from bot.services import Services
from bot.view.message import Message
from bot.view.notices import render_notice
from bot.view.subscription import render_mistake, render_preview
from bot.view.texts import Lang


async def subscribe(update: Update, context: Context) -> None:
    """Show what would be told, before anything is saved."""
    heard, message = heard_in(update, context), update.effective_message
    if message is None:
        return
    if not await may_manage(update, context):
        await reply(update, context, [render_notice("subscribe_admins", lang=heard.lang)])
        return
    drafted_ = await in_thread(drafted, context.services, place_of(message), heard.words, heard.lang, now())
    await reply(update, context, [drafted_])


def drafted(parts: Services, place: Place, words: str, lang: Lang, now_: dt.datetime) -> Message:
    """The preview of what the words ask for, kept as a draft; or what is wrong with them."""
    wish = wish_in(words, parts.library.bulletins())
    if isinstance(wish, Mistake):
        return render_mistake(wish, lang=lang)
    if wish.replaces is not None and parts.subscriptions.find(wish.replaces, place.chat_id) is None:
        return render_notice("subscribe_gone", lang=lang)
    shown = preview(parts.current, wish.rule, now_)
    draft_id = parts.subscriptions.draft(place, wish.rule, now_, wish.replaces)
    return render_preview(wish.rule, shown, draft_id, lang=lang, replaces=wish.replaces)
