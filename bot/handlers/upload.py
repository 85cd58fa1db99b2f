"""A document from an administrator: read at once, held until somebody decides. From others: only text is understood."""

from __future__ import annotations

import logging

from telegram import Document, Message, PhotoSize, Update
from telegram.error import TelegramError

from bot.context import Context, in_thread, now
from bot.handlers.places import is_operator
from bot.handlers.start import refuse_media
from bot.replies import reply
from bot.view.arrival import render_arrival
from bot.view.notices import render_notice
from retrieval import LibraryError, Source

# As much as Telegram gives to a bot.
LARGEST_FILE = 20 * 1024 * 1024

log = logging.getLogger(__name__)


async def take_upload(update: Update, context: Context) -> None:
    """Take in the document; every administrator is told what was read of it, through the outbox."""
    message, lang = update.message, context.lang
    sent = sent_in(message) if message else None
    if sent is None or not is_operator(update, context):
        await refuse_media(update, context)
        return
    if (sent.file_size or 0) > LARGEST_FILE:
        await reply(update, context, [render_notice("upload_too_large", lang=lang)])
        return
    source = await fetched(context, sent)
    if source is None:
        await reply(update, context, [render_notice("upload_failed", lang=lang)])
        return
    intake = context.services.intake
    known = await in_thread(intake.arrivals.known, source)
    if known is not None:
        await reply(update, context, [render_arrival(known, lang=lang)])
        return
    await reply(update, context, [render_notice("upload_taken", lang=lang)])
    await in_thread(intake.take, source, "upload", now())


def sent_in(message: Message) -> Document | PhotoSize | None:
    """The document of a message, or its photo in the largest size."""
    return message.document or (message.photo[-1] if message.photo else None)


async def fetched(context: Context, sent: Document | PhotoSize) -> Source | None:
    """The bytes as a source, named as its sender named it; None when Telegram does not give them."""
    name = (sent.file_name if isinstance(sent, Document) else None) or f"{sent.file_unique_id}.jpg"
    try:
        file = await context.bot.get_file(sent.file_id)
        content = bytes(await file.download_as_bytearray())
    except (TelegramError, LibraryError) as error:
        log.warning("a document does not come: %s", error)
        return None
    return Source(name, content, f"telegram:{name}")
