"""Is a request let in? Around the handlers that answer what people ask."""

from __future__ import annotations

import datetime as dt
import functools
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update
from telegram.constants import ChatType

from bot.context import Context, in_thread, now
from bot.handlers.hearing import Heard, heard_in
from bot.handlers.places import chat_of, may_manage
from bot.handlers.requests import Verb
from bot.replies import reply
from bot.sent import KEPT_FOR, digest
from bot.services import Services
from bot.turns import Limit, Refusal
from bot.view.notices import render_refusal
from retrieval import LibraryError

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]

log = logging.getLogger(__name__)

# What a group may leave to its administrators, and make people wait for.
ASKING: tuple[Verb, ...] = ("ask", "search", "latest", "article")


def asks(handle: Handler) -> Handler:
    """`handle`, for requests that are let in."""

    @functools.wraps(handle)
    async def handled(update: Update, context: Context) -> None:
        if await is_let_in(update, context):
            await handle(update, context)

    return handled


async def is_let_in(update: Update, context: Context) -> bool:
    """True when a request is to be answered; whoever is not let in is told once, and then no more."""
    edited = update.edited_message
    if edited is not None and not await in_thread(is_another, context.services, edited):
        return False
    heard = heard_in(update, context)
    refusal = await in_thread(refused, context.services, heard, update, now())
    if refusal is None and await in_thread(is_for_admins, context.services, heard):
        refusal = None if await may_manage(update, context) else await not_admin(context.services, heard)
    if refusal is None:
        return True
    # An edit would turn the answer into the refusal.
    if refusal.is_told and edited is None:
        await reply(update, context, [render_refusal(refusal.why, refusal.wait_s, lang=heard.lang)])
    return False


def refused(parts: Services, heard: Heard, update: Update, now_: dt.datetime) -> Refusal | None:
    """Why a request comes too soon, None when it does not.

    Who corrects a question need not wait for that, and what was let in before a kill is let in after it.
    """
    n, is_group = parts.settings.asks_per_min, heard.group_bot is not None
    if n == 0 or heard.asker_id is None:
        return None
    is_waiting = heard.request.verb in ASKING and update.edited_message is None
    try:
        if parts.inbox.is_restarted(update.update_id):
            return None
        habits = chat_of(parts, heard.chat_id, is_group=is_group).habits
        wait_s = habits.wait_s if is_waiting else None
        return parts.turns.take(heard.chat_id, heard.asker_id, limits_of(n, is_group=is_group), now_, wait_s)
    except LibraryError as error:
        log.warning("chat %s: who asked how often is not known: %s", heard.chat_id, error)
        return None


def limits_of(n: int, *, is_group: bool) -> tuple[Limit, Limit | None]:
    """The limits of a person and of all in their chat together, for `n` requests a minute."""
    return (Limit(max(1, n // 2)), Limit(n)) if is_group else (Limit(n), None)


async def may_open(update: Update, context: Context) -> bool:
    """True when a pressed button may send one more message; it counts as a request."""
    person, message, n = (
        update.effective_user,
        update.effective_message,
        context.services.settings.asks_per_min,
    )
    if n == 0 or person is None or message is None:
        return True
    limits = limits_of(n, is_group=message.chat.type != ChatType.PRIVATE)
    try:
        take = context.services.turns.take
        return await in_thread(take, message.chat.id, person.id, limits, now()) is None
    except LibraryError as error:
        log.warning("chat %s: who pressed how often is not known: %s", message.chat.id, error)
        return True


def is_for_admins(parts: Services, heard: Heard) -> bool:
    """True when a group leaves asking to its administrators."""
    if heard.group_bot is None or heard.asker_id is None or heard.request.verb not in ASKING:
        return False
    return chat_of(parts, heard.chat_id, is_group=True).habits.is_admins_only


async def not_admin(parts: Services, heard: Heard) -> Refusal:
    """Only administrators ask here."""
    is_told = await in_thread(parts.turns.tell, heard.chat_id, heard.asker_id or 0, now())
    return Refusal("admins", is_told=is_told)


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
