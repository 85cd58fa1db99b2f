"""The last resort: a kind word for the person, the scrubbed traceback for the log."""

from __future__ import annotations

import logging

from telegram import Update

from bot.context import Context
from bot.replies import acknowledge, reply
from bot.view.notices import render_notice, toast
from bot.view.texts import language

log = logging.getLogger(__name__)


async def apologise(update: object, context: Context) -> None:
    """Log what nobody expected, by ids only, and tell the person that it did not work."""
    if not isinstance(update, Update):
        log.error("an error outside of any update", exc_info=context.error)
        return
    log.error("update %s failed", update.update_id, exc_info=context.error)
    user = update.effective_user
    lang = language(user.language_code if user else None)
    if update.callback_query:
        await acknowledge(update.callback_query, toast("failed", lang=lang))
    elif update.message:
        await reply(update, context, [render_notice("failed", lang=lang)])
