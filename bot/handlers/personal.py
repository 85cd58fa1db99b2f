"""/privacy, /export_my_data, /delete_me: what is kept about a person, given to them, and deleted."""

from __future__ import annotations

from telegram import Update

from bot.alerts.subscriptions import KEEP_DRAFTS
from bot.context import Context, in_thread, now
from bot.handlers.hearing import heard_in
from bot.handlers.menu import show_menu_of
from bot.handlers.places import message_under
from bot.inbox import KEEP_HANDLED
from bot.replies import acknowledge, edit, reply
from bot.view.notices import render_notice, toast
from bot.view.own_callbacks import Forget
from bot.view.personal import render_export, render_forget, render_privacy


async def tell_privacy(update: Update, context: Context) -> None:
    """Say what is kept, anywhere."""
    message = render_privacy(
        lang=heard_in(update, context).lang,
        keep_days=context.services.settings.keep_buttons_days,
        draft_days=KEEP_DRAFTS.days,
        handled_days=KEEP_HANDLED.days,
    )
    await reply(update, context, [message])


async def export(update: Update, context: Context) -> None:
    """Give a person everything that is kept about them, where nobody else reads it."""
    heard, user = heard_in(update, context), update.effective_user
    if heard.group_bot is not None or user is None:
        await reply(update, context, [render_notice("own_private", lang=heard.lang)])
        return
    everything = await in_thread(context.services.people.everything, user.id, now())
    await reply(update, context, [render_export(everything, lang=heard.lang)])


async def ask_to_forget(update: Update, context: Context) -> None:
    """Say what would be deleted, with the button that does it."""
    heard = heard_in(update, context)
    key = "own_private" if heard.group_bot is not None else ""
    shown = render_notice(key, lang=heard.lang) if key else render_forget(lang=heard.lang)
    await reply(update, context, [shown])


async def press_forget(update: Update, context: Context, callback: Forget) -> None:
    """Delete everything about who pressed, in private; what they see afterwards is that it is done."""
    query = update.callback_query
    message = message_under(query) if query else None
    if query is None or message is None or message.chat.type != message.chat.PRIVATE:
        return
    lang = context.lang
    if not callback.is_sure:
        await edit(query, context, render_notice("forget_not", lang=lang))
        await acknowledge(query, toast("cancelled", lang=lang), is_loud=False)
        return
    parts, person_id = context.services, query.from_user.id
    await in_thread(parts.people.forget, person_id, now())
    await edit(query, context, render_notice("forgotten", lang=lang))
    await acknowledge(query, toast("forgotten", lang=lang), is_loud=False)
    is_operator = person_id in parts.settings.admin_ids
    await show_menu_of(context.bot, person_id, message.chat.type, None, is_operator=is_operator)
