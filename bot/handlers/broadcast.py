"""/broadcast words: first to the administrator alone, as everyone would see it, then on a button to every chat."""

from __future__ import annotations

from telegram import Update

from bot.alerts.broadcasts import parcel_of
from bot.alerts.reports import progress
from bot.context import Context, in_thread, now
from bot.handlers.hearing import heard_in
from bot.handlers.places import is_operator
from bot.handlers.start import refuse_command
from bot.replies import reply
from bot.services import Services
from bot.view.alert import render_broadcast
from bot.view.message import Message
from bot.view.notices import render_notice
from bot.view.reports import render_broadcast_draft, render_progress
from bot.view.texts import Lang


async def draft_broadcast(update: Update, context: Context) -> None:
    """Show what everyone would see, and ask; to anybody else there is no such command."""
    if not is_operator(update, context):
        await refuse_command(update, context)
        return
    heard = heard_in(update, context)
    await reply(update, context, await in_thread(drafted, context.services, heard.words, heard.lang))


def drafted(parts: Services, words: str, lang: Lang) -> list[Message]:
    """The broadcast itself, and the question whether to send it."""
    if not words:
        return [render_notice("broadcast_usage", lang=lang)]
    broadcast_id = parts.broadcasts.draft(words, now())
    draft = render_broadcast_draft(parts.broadcasts.n_chats(), broadcast_id, lang=lang)
    return [render_broadcast(words), draft]


def done(parts: Services, broadcast_id: int, what: str, lang: Lang) -> tuple[Message | None, str]:
    """What a button of a broadcast shows, and the name of its toast; no message when there is no such broadcast."""
    toast = ""
    if what == "go":
        toast = "started" if parts.broadcasts.go(broadcast_id, now()) else ""
    elif what == "cancel":
        toast = "cancelled" if parts.broadcasts.cancel(broadcast_id, now()) else "stale"
    if parts.broadcasts.state(broadcast_id) is None:
        return None, "stale"
    shown = progress(parts.library.database, parcel_of(broadcast_id))
    return render_progress(shown, broadcast_id, lang=lang), toast
