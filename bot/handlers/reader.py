"""Whom does an update come from, are they let in, and in which language are they answered?

What the group chose counts before what the person chose, and that before what the person's client says. It is looked
up once an update is known to be for the bot, so what a busy group says to itself costs nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from telegram import Update, User

from bot.context import Context, in_thread
from bot.sender import Sender
from bot.services import Services
from bot.view.texts import Lang, language

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def for_readers(handle: Handler) -> Handler:
    """`handle`, with the language of its reader in its context; who is banned is met with silence."""

    @functools.wraps(handle)
    async def handled(update: Update, context: Context) -> None:
        if await in_thread(is_banned, context.services, update):
            return
        with expected(update, context):
            context.lang = await in_thread(lang_of, context.services, update)
            await handle(update, context)

    return handled


def expected(update: Update, context: Context) -> AbstractContextManager[None]:
    """While an update is answered: its chat is soon sent something, so what goes to many leaves room for that."""
    sender, chat = context.bot.rate_limiter, update.effective_chat
    return sender.expecting(chat.id) if chat is not None and isinstance(sender, Sender) else nullcontext()


def is_banned(parts: Services, update: Update) -> bool:
    """True when the person, or the chat they speak in or for, is not let in; the bot's administrators always are."""
    person, chat, message = person_of(update), update.effective_chat, update.effective_message
    if person is not None and person.id in parts.settings.admin_ids:
        return False
    ids = {one.id for one in (person, chat, message.sender_chat if message else None) if one is not None}
    return bool(ids) and parts.bans.is_any(ids)


def lang_of(parts: Services, update: Update) -> Lang:
    """The language an update is answered in. LibraryError when the database refuses."""
    person, chat = person_of(update), update.effective_chat
    # A person's own choice stands in their private chat with the bot, which has their id.
    ids = [one.id for one in (chat, person) if one is not None]
    chosen = parts.chats.chosen_languages(ids) if ids else {}
    found = next((chosen[id_] for id_ in ids if id_ in chosen), None)
    return Lang(found) if found else language(person.language_code if person else None)


def person_of(update: Update) -> User | None:
    """Who wrote, typed or pressed; for a guest's question whoever called the bot."""
    message = update.guest_message
    if message is not None and message.guest_bot_caller_user is not None:
        return message.guest_bot_caller_user
    return update.effective_user
