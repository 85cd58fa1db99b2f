"""What a handler sends goes out here: as a reply to the question, in its topic, once.

Each message accepted by Telegram is marked in the inbox at once, so an update that starts again after a kill
sends only what is still owed. Telegram's refusals end an answer; a network that is away only delays it.

When a question is edited its answer is edited too; where that answer is no more, a new one is sent.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Awaitable, Callable, Sequence

from telegram import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
    Update,
)
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.connection import jittered_s, retry_after_s
from bot.context import Context, in_thread, now
from bot.courier.notes import Answer, about
from bot.sent import Sent, digest
from bot.services import Services
from bot.view.message import Attachment, Button, Message, Picture
from retrieval import UnreachableError

MAX_TRIES = 20
# A longer wait than this would come after the person has given up, and it would hold the chat's lane.
LONGEST_WAIT_S = 60.0
PICTURE_NAME = "page.png"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

# What Telegram says of a message that cannot be changed, because it is no more or was never ours.
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")

Send = Callable[[int], Awaitable[TelegramMessage | bool]]

log = logging.getLogger(__name__)


async def reply(update: Update, context: Context, messages: Sequence[Message | Picture | Attachment]) -> bool:
    """Answer the update's message with `messages`; those an earlier start already sent are left out.

    False when Telegram refused one of them for good.
    """
    asked = update.effective_message
    chat = update.effective_chat
    if asked is None or chat is None:
        return False
    n_sent = await in_thread(context.services.inbox.n_sent, update.update_id)
    if n_sent is None:
        log.warning("update %s is answered by another process now", update.update_id)
        return True
    for position, message in enumerate(messages[n_sent:], start=n_sent):
        is_first = position == 0
        taken: TelegramMessage | bool | TelegramError | None = None
        if is_first and update.edited_message is not None:
            taken = await turned(update, context, message)
        if taken is None:
            with about(Answer(update.update_id, position + 1, *asked_by(update))):
                taken = await accepted(sending(message, asked, context, is_first=is_first), chat.id)
        if isinstance(taken, Forbidden):
            await in_thread(lose, context.services, chat.id)
        if not isinstance(taken, TelegramMessage):
            return False
        sent = Sent(taken.chat.id, taken.message_id, *asked_by(update))
        await noted(context.services, sent, update.update_id, position + 1)
    return True


async def noted(parts: Services, sent: Sent, update_id: int, nth: int) -> None:
    """Write down that Telegram took it, however long the database is away: else it would be sent again."""
    for n_tries in itertools.count(1):
        try:
            await in_thread(parts.sent.note, sent, update_id, nth, now())
            return
        except UnreachableError as error:
            log.warning("an answer was sent but cannot be written down yet: %s", error)
            await asyncio.sleep(jittered_s(n_tries))


def lose(parts: Services, chat_id: int) -> None:
    """The bot may not write in this chat: it is left in peace until something is heard from there."""
    parts.outbox.lose(chat_id, now())
    parts.sent.forget_chat(chat_id)


async def turned(
    update: Update, context: Context, message: Message | Picture | Attachment
) -> TelegramMessage | TelegramError | None:
    """The answer to an edited question after it became `message`; None when there is none to be turned."""
    asked = update.edited_message
    if asked is None or isinstance(message, Picture | Attachment):
        return None
    known = await in_thread(context.services.sent.answer_to, asked.chat.id, asked.message_id)
    if known is None:
        return None
    result = await accepted(changing(message, known.message_id, context), asked.chat.id)
    if isinstance(result, TelegramError):
        return None if any(words in str(result).lower() for words in GONE) else result
    if isinstance(result, TelegramMessage):
        return result
    return TelegramMessage(known.message_id, asked.date, asked.chat)


def asked_by(update: Update) -> tuple[int | None, str]:
    """The message that a reply answers, as it is remembered; that to a pressed button answers none that could be edited."""
    asked = update.message or update.edited_message
    if asked is None:
        return None, ""
    return asked.message_id, digest(asked.text or asked.caption or "")


def sending(
    message: Message | Picture | Attachment, asked: TelegramMessage, context: Context, *, is_first: bool
) -> Send:
    """The call that sends a message to a chat, in the topic of `asked`; the first one replies to it."""
    thread = thread_of(asked)
    reply_to = ReplyParameters(asked.message_id, allow_sending_without_reply=True) if is_first else None

    async def send(chat_id: int) -> TelegramMessage:
        if isinstance(message, Picture):
            return await context.bot.send_photo(
                chat_id,
                message.png,
                caption=message.caption,
                parse_mode=ParseMode.HTML,
                message_thread_id=thread,
                reply_parameters=reply_to,
                filename=PICTURE_NAME,
            )
        if isinstance(message, Attachment):
            return await context.bot.send_document(
                chat_id,
                message.content,
                caption=message.caption,
                parse_mode=ParseMode.HTML,
                message_thread_id=thread,
                reply_parameters=reply_to,
                filename=message.name,
            )
        return await context.bot.send_message(
            chat_id,
            message.html,
            parse_mode=ParseMode.HTML,
            reply_markup=markup(message),
            message_thread_id=thread,
            link_preview_options=NO_PREVIEW,
            reply_parameters=reply_to,
        )

    return send


async def edit(query: CallbackQuery, context: Context, message: Message) -> bool:
    """Turn the message under the pressed button into `message`; False when it can no longer be turned."""
    shown = query.message
    if shown is None:
        return False
    return await is_accepted(changing(message, shown.message_id, context), shown.chat.id)


def changing(message: Message, message_id: int, context: Context) -> Send:
    """The call that turns a message of a chat into `message`."""

    async def change(chat_id: int) -> TelegramMessage | bool:
        return await context.bot.edit_message_text(
            message.html,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=markup(message),
            link_preview_options=NO_PREVIEW,
        )

    return change


async def edit_buttons(
    query: CallbackQuery, context: Context, rows: Sequence[Sequence[InlineKeyboardButton]]
) -> bool:
    """Put other buttons under the message of the pressed one; False when it can no longer be turned."""
    shown = query.message
    if shown is None:
        return False

    async def change(chat_id: int) -> TelegramMessage | bool:
        return await context.bot.edit_message_reply_markup(
            chat_id, shown.message_id, reply_markup=InlineKeyboardMarkup(rows)
        )

    return await is_accepted(change, shown.chat.id)


async def acknowledge(query: CallbackQuery, text: str = "", *, is_loud: bool = True) -> None:
    """Stop the button's spinner, showing `text` when there is one; a query that is too old is let go.

    A loud text must be put away by the person, any other vanishes by itself.
    """
    try:
        await query.answer(text or None, show_alert=bool(text) and is_loud)
    except TelegramError as error:
        log.info("a button press could not be answered: %s", error)


async def is_accepted(send: Send, chat_id: int) -> bool:
    """True once Telegram took what `send` sends to the chat, False when it refuses it for good."""
    return not isinstance(await accepted(send, chat_id), TelegramError)


async def accepted(send: Send, chat_id: int) -> TelegramMessage | bool | TelegramError:
    """What Telegram answered once it took what `send` sends to the chat; its error when it refuses it for good."""
    last = TelegramError("never tried")
    for n_tries in range(1, MAX_TRIES + 1):
        try:
            return await send(chat_id)
        except ChatMigrated as error:
            chat_id, last = error.new_chat_id, error
        except RetryAfter as error:
            wait_s = retry_after_s(error)
            if wait_s > LONGEST_WAIT_S:
                log.warning("chat %s is flooded for %.0f s: its answer is dropped", chat_id, wait_s)
                return error
            last = error
            await asyncio.sleep(wait_s)
        except (BadRequest, Forbidden) as error:
            if "not modified" in str(error).lower():
                return True
            log.info("chat %s takes no message: %s", chat_id, error)
            return error
        except NetworkError as error:
            # The message may have arrived all the same; one that comes twice is better than none.
            log.warning("no connection to Telegram (%s): chat %s waits", error, chat_id)
            last = error
            await asyncio.sleep(jittered_s(n_tries))
    log.error("chat %s gets no answer: Telegram was not reached in %d tries", chat_id, MAX_TRIES)
    return last


def thread_of(message: object) -> int | None:
    """The topic of a message; a plain reply has a thread id too, but is in no topic."""
    if isinstance(message, TelegramMessage) and message.is_topic_message:
        return message.message_thread_id
    return None


def markup(message: Message) -> InlineKeyboardMarkup | None:
    """The buttons of a message as Telegram takes them."""
    if not message.buttons:
        return None
    return InlineKeyboardMarkup([[key(button) for button in row] for row in message.buttons])


def key(button: Button) -> InlineKeyboardButton:
    """One button."""
    return InlineKeyboardButton(button.label, callback_data=button.data, url=button.url)
