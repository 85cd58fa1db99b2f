"""/latest, 最新: the articles of the newest issues."""

from __future__ import annotations

from telegram import Update

from bot.answers import Listed
from bot.context import Context, in_thread, now
from bot.handlers.hearing import Heard, heard_in
from bot.replies import reply
from bot.services import Services
from bot.view.answer import render_latest
from bot.view.message import Message

PER_LIST = 5
MAX_LISTED = 40


async def list_latest(update: Update, context: Context) -> None:
    """List the newest articles."""
    heard = heard_in(update, context)
    message = await in_thread(newest, context.services, heard, update.update_id)
    await reply(update, context, [message])


def newest(parts: Services, heard: Heard, update_id: int) -> Message:
    """The first page of the list; a list with more pages is kept, so that it does not shift under its buttons."""
    heads = parts.library.latest(MAX_LISTED)
    paging_id = None
    if len(heads) > PER_LIST:
        paging_id = parts.answers.keep(Listed(heads), heard.chat_id, update_id, now())
    return render_latest(
        heads[:PER_LIST],
        lang=heard.lang,
        paging_id=paging_id,
        has_more=len(heads) > PER_LIST,
        bot_username=heard.group_bot,
    )
