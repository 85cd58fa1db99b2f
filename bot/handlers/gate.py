"""Is a request let in? Around the handlers that answer what people ask."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update

from bot.context import Context, in_thread
from bot.sent import KEPT_FOR, digest
from bot.services import Services
from retrieval import LibraryError

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]

log = logging.getLogger(__name__)


def asks(handle: Handler) -> Handler:
    """`handle`, for requests that are let in."""

    @functools.wraps(handle)
    async def handled(update: Update, context: Context) -> None:
        edited = update.edited_message
        if edited is not None and not await in_thread(is_another, context.services, edited):
            return
        await handle(update, context)

    return handled


def is_another(parts: Services, edited: Message) -> bool:
    """True when an edited message asks for something else than what was answered, and not too late for that.

    Telegram tells of an edit for other reasons too, such as the preview of an address.
    """
    if (edited.edit_date or edited.date) - edited.date > KEPT_FOR:
        return False
    try:
        known = parts.sent.answer_to(edited.chat.id, edited.message_id)
    except LibraryError as error:
        log.warning("message %s: its answer cannot be looked up: %s", edited.message_id, error)
        return False
    return known is None or known.asked != digest(edited.text or edited.caption or "")
