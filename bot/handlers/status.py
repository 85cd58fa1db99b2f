"""/status, 状态: what the bot is missing here, and what to do about it."""

from __future__ import annotations

import logging

from telegram import (
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberOwner,
    ChatMemberRestricted,
    ChatPermissions,
    Update,
)
from telegram import Message as TelegramMessage
from telegram.constants import ChatType, ParseMode
from telegram.error import TelegramError

from bot.context import Context, in_thread
from bot.handlers.hearing import heard_in
from bot.handlers.places import chat_of
from bot.replies import NO_PREVIEW, is_accepted, reply
from bot.services import Services
from bot.view.message import Message
from bot.view.notices import render_notice
from bot.view.status import Standing, render_status

log = logging.getLogger(__name__)


async def show_status(update: Update, context: Context) -> None:
    """Tell how it is with the bot here."""
    heard, message = heard_in(update, context), update.effective_message
    if message is None:
        return
    try:
        standing = await standing_in(update, context)
    except TelegramError as error:
        log.info("chat %s does not say how the bot stands there: %s", message.chat.id, error)
        await reply(update, context, [render_notice("status_unknown", lang=heard.lang)])
        return
    shown = render_status(standing, lang=heard.lang)
    if not await reply(update, context, [shown]) and standing.is_group and heard.asker_id is not None:
        await send_privately(shown, heard.asker_id, context)


async def send_privately(shown: Message, person_id: int, context: Context) -> None:
    """Tell whoever asked where the bot may not write, if they have a private chat with it."""

    async def send(chat_id: int) -> TelegramMessage:
        return await context.bot.send_message(
            chat_id, shown.html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        )

    await is_accepted(send, person_id)


async def standing_in(update: Update, context: Context) -> Standing:
    """What Telegram and the database say of the bot here; TelegramError when Telegram does not say."""
    bot, message = context.bot, update.effective_message
    me = await bot.get_me()
    chat_id = message.chat.id if message else 0
    is_group = message is not None and message.chat.type != ChatType.PRIVATE
    member = await bot.get_chat_member(chat_id, me.id) if is_group else None
    usual = (await bot.get_chat(chat_id)).permissions if is_group else None
    n_issues, n_articles, n_closed, is_deleting = await in_thread(known_of, context.services, chat_id)
    is_admin = isinstance(member, ChatMemberAdministrator | ChatMemberOwner)
    return Standing(
        bot=me.username or "",
        is_group=is_group,
        is_admin=is_admin,
        hears_all=bool(me.can_read_all_group_messages) or is_admin,
        is_inline=bool(me.supports_inline_queries),
        can_send=may(member, usual, "can_send_messages"),
        can_send_photos=may(member, usual, "can_send_photos"),
        can_delete=not is_deleting
        or bool(isinstance(member, ChatMemberAdministrator) and member.can_delete_messages),
        n_closed_topics=0 if is_admin else n_closed,
        n_issues=n_issues,
        n_articles=n_articles,
    )


def known_of(parts: Services, chat_id: int) -> tuple[int, int, int, bool]:
    """Issues and articles there are, topics of the chat that are closed, whether answers are deleted there."""
    counts = parts.library.counts()
    habits = chat_of(parts, chat_id, is_group=True).habits
    return (
        counts.issues,
        counts.articles,
        parts.chats.n_closed_topics(chat_id),
        habits.delete_after_s is not None,
    )


def may(member: ChatMember | None, usual: ChatPermissions | None, right: str) -> bool:
    """True when the bot may do this in a chat: by its own standing, else by what everybody may there."""
    if isinstance(member, ChatMemberAdministrator | ChatMemberOwner):
        return True
    if isinstance(member, ChatMemberRestricted) and not getattr(member, right):
        return False
    return usual is None or getattr(usual, right) is not False
