"""The last resort: a kind word for the person, the scrubbed traceback for the log."""

from __future__ import annotations

import logging
from typing import cast

from telegram import Update

from bot.context import BulletinApplication, Context, in_thread
from bot.handlers.reader import lang_of, person_of
from bot.replies import acknowledge, reply
from bot.view.notices import render_notice, toast
from bot.view.texts import Lang, language
from retrieval import LibraryError, UnreachableError

log = logging.getLogger(__name__)


async def apologise(update: object, context: Context) -> None:
    """Log what nobody expected, by ids only, and tell the person that it did not work."""
    if not isinstance(update, Update):
        log.error("an error outside of any update", exc_info=context.error)
        return
    if isinstance(context.error, UnreachableError):
        log.warning("update %s waits for the database: %s", update.update_id, context.error)
        cast(BulletinApplication, context.application).put_off(update.update_id)
        return
    log.error("update %s failed", update.update_id, exc_info=context.error)
    lang = await lang_in_trouble(update, context)
    if update.callback_query:
        await acknowledge(update.callback_query, toast("failed", lang=lang))
    elif update.message or update.edited_message:
        await reply(update, context, [render_notice("failed", lang=lang)])


async def lang_in_trouble(update: Update, context: Context) -> Lang:
    """The language of the person; that of their client when the database is what does not work."""
    try:
        return await in_thread(lang_of, context.services, update)
    except LibraryError:
        person = person_of(update)
        return language(person.language_code if person else None)
