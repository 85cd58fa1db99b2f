"""Where is something wanted, and who may want it there? In private everyone; elsewhere administrators alone."""

from __future__ import annotations

import logging

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from bot.alerts.subscriptions import Place
from bot.chats import Chat
from bot.context import Context
from bot.replies import thread_of
from bot.services import Services

ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)

log = logging.getLogger(__name__)


def place_of(message: Message) -> Place:
    """The chat of a message, and its topic."""
    return Place(message.chat.id, thread_of(message) or 0)


def chat_of(parts: Services, chat_id: int, *, is_group: bool) -> Chat:
    """A chat as it is set; one that nobody ever set anything for is as usual."""
    return parts.chats.find(chat_id) or Chat(chat_id, "group" if is_group else "private")


async def may_manage(update: Update, context: Context) -> bool:
    """True when whoever wrote or pressed may change what the chat is told."""
    query, message = update.callback_query, update.effective_message
    if message is None:
        return False
    if message.chat.type == ChatType.PRIVATE:
        return True
    if query is None and is_from_the_chat(message):
        return True
    return await is_admin(update, context, message.chat.id)


def is_from_the_chat(message: Message) -> bool:
    """True for a post of a channel, or of an administrator who writes as the group itself."""
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id


async def is_admin(update: Update, context: Context, chat_id: int) -> bool:
    """True for an administrator of the chat; False too when Telegram does not say."""
    user = update.effective_user
    if user is None:
        return False
    try:
        member = await context.bot.get_chat_member(chat_id, user.id)
    except TelegramError as error:
        log.info("chat %s does not say who administers it: %s", chat_id, error)
        return False
    return member.status in ADMINS


def is_operator(update: Update, context: Context) -> bool:
    """True for one of the bot's own administrators, in private."""
    user, chat = update.effective_user, update.effective_chat
    is_private = chat is not None and chat.type == ChatType.PRIVATE
    return is_private and user is not None and user.id in context.services.settings.admin_ids


def message_under(query: CallbackQuery) -> Message | None:
    """The message a pressed button stands under, None when it is out of reach."""
    return query.message if isinstance(query.message, Message) else None
