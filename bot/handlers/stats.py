"""/stats: how much of everything there is, for administrators."""

from __future__ import annotations

from telegram import Update

from bot.alerts.reports import figures
from bot.context import Context, in_thread
from bot.handlers.hearing import heard_in
from bot.handlers.places import is_operator
from bot.handlers.start import refuse_command
from bot.replies import reply
from bot.view.reports import render_stats


async def show_stats(update: Update, context: Context) -> None:
    """Show the figures; to anybody else there is no such command."""
    if not is_operator(update, context):
        await refuse_command(update, context)
        return
    parts = context.services
    counted = await in_thread(figures, parts.library) | await in_thread(parts.feedback.counts)
    await reply(update, context, [render_stats(counted, lang=heard_in(update, context).lang)])
