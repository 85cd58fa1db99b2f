"""Answers are deleted when their chat wants that: claimed from the database, in the lane that lets replies go first."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.connection import retry_after_s
from bot.context import BulletinApplication, in_thread, now
from bot.pacing import Lane
from retrieval import LibraryError

# As many as Telegram deletes in one call.
AT_ONCE = 100
IDLE_S = 1.0
AGAIN_AFTER = dt.timedelta(seconds=30)

log = logging.getLogger(__name__)


async def delete_when_due(application: BulletinApplication) -> None:
    """Delete what is due, until cancelled. What a stop leaves is still in the database."""
    while True:
        try:
            due = await in_thread(application.services.sent.claim, AT_ONCE, now())
            # Side by side: a chat that has to wait holds up no other.
            await asyncio.gather(*(delete(application, chat_id, ids) for chat_id, ids in due.items()))
        except LibraryError as error:
            log.warning("answers cannot be deleted yet: %s", error)
        await asyncio.sleep(IDLE_S)


async def delete(application: BulletinApplication, chat_id: int, message_ids: list[int]) -> None:
    """Delete some messages of one chat, and write down what became of them."""
    sent = application.services.sent
    try:
        await application.bot.delete_messages(chat_id, message_ids, rate_limit_args=Lane.BULK)
    except (Forbidden, ChatMigrated) as error:
        log.info("chat %s is out of reach, its answers stay: %s", chat_id, error)
        await in_thread(sent.forget_chat, chat_id)
    except BadRequest as error:
        if len(message_ids) > 1:
            # One that cannot be deleted must not keep the others.
            for message_id in message_ids:
                await delete(application, chat_id, [message_id])
            return
        log.info("chat %s: message %s stays: %s", chat_id, message_ids[0], error)
        await in_thread(sent.deleted, chat_id, message_ids)
    except TelegramError as error:
        wait = dt.timedelta(seconds=retry_after_s(error)) if isinstance(error, RetryAfter) else AGAIN_AFTER
        await in_thread(sent.put_off, chat_id, message_ids, now() + wait)
    else:
        await in_thread(sent.deleted, chat_id, message_ids)
