"""/delivery: what became of the alerts of each issue, for administrators."""

from __future__ import annotations

from telegram import Update

from bot.alerts.reports import deliveries
from bot.context import Context, in_thread
from bot.handlers.hearing import heard_in
from bot.handlers.places import is_operator
from bot.handlers.start import refuse_command
from bot.replies import reply
from bot.view.reports import render_delivery


async def show_delivery(update: Update, context: Context) -> None:
    """Show the last issues; to anybody else there is no such command."""
    if not is_operator(update, context):
        await refuse_command(update, context)
        return
    issues = await in_thread(deliveries, context.services.library)
    await reply(update, context, [render_delivery(issues, lang=heard_in(update, context).lang)])
