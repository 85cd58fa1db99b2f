"""Blocked, thrown out, back again, upgraded: what happens to a chat rather than in it. Before every other handler."""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.context import Context, in_thread, now
from bot.replies import lose
from bot.services import Services
from bot.view.texts import language
from retrieval import LibraryError

AWAY = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)

log = logging.getLogger(__name__)


async def keep_track(update: Update, context: Context) -> None:
    """Remember which chats there are, and which cannot be reached."""
    try:
        if update.my_chat_member is not None:
            await in_thread(standing_changed, context.services, update.my_chat_member)
        elif (message := update.message or update.channel_post) is not None:
            await in_thread(heard_from, context.services, message)
    except LibraryError as error:
        log.warning("update %s: the chat cannot be kept track of: %s", update.update_id, error)


def standing_changed(parts: Services, change: ChatMemberUpdated) -> None:
    """The bot was blocked, thrown out or silenced, or let in again."""
    if is_away(change.new_chat_member):
        lose(parts, change.chat.id)
    else:
        code = change.from_user.language_code if change.chat.type == ChatType.PRIVATE else None
        parts.chats.meet(change.chat.id, change.chat.type, language(code), now())
        parts.outbox.welcome_back(change.chat.id, now())


def heard_from(parts: Services, message: Message) -> None:
    """A message shows that its chat is there; a group that became a supergroup says so."""
    chat_id = message.chat.id
    if message.migrate_to_chat_id is not None:
        # Its messages have other numbers in the supergroup.
        parts.sent.forget_chat(chat_id)
        parts.outbox.move_chat(chat_id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id is not None:
        parts.outbox.move_chat(message.migrate_from_chat_id, chat_id)
    elif message.forum_topic_closed is not None or message.forum_topic_reopened is not None:
        is_closed = message.forum_topic_closed is not None
        parts.chats.topic_closed(chat_id, message.message_thread_id or 0, is_closed=is_closed)
    elif message.chat.type == ChatType.PRIVATE:
        if parts.bans.is_any([chat_id]):
            return
        code = message.from_user.language_code if message.from_user else None
        known = parts.chats.meet(chat_id, message.chat.type, language(code), now())
        if known.language != language(code):
            parts.chats.change(replace(known, language=language(code)))
        if known.unreachable_since is not None:
            parts.outbox.welcome_back(chat_id, now())
    else:
        parts.outbox.welcome_back(chat_id, now())


def is_away(member: ChatMember) -> bool:
    """True when the bot may not write there."""
    if isinstance(member, ChatMemberRestricted):
        return not member.is_member or not member.can_send_messages
    return member.status in AWAY
