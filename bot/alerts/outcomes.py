"""What did Telegram say? Its refusals as outcomes, by a list of its words.

The words are those of Telegram's own server, compared without case. What stands on no list is tried again a few
times before it is believed.
"""

from __future__ import annotations

import datetime as dt

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.alerts.lifecycle import Failed, Moved, Outcome, PutOff, Refused, Sent, Unreachable
from bot.connection import retry_after_s

# The chat takes nothing from us: blocked, thrown out, silenced, deleted, never begun.
UNREACHABLE = (
    "bot was blocked by the user",
    "user is deactivated",
    "bot was kicked from",
    "bot is not a member of",
    "bot can't initiate conversation with a user",
    "bot can't send messages to bots",
    "chat not found",
    "peer_id_invalid",
    "user not found",
    "user_is_blocked",
    "input_user_deactivated",
    "group chat was deactivated",
    "the group has been deleted",
    "the channel has been deleted",
    "channel_private",
    "chat_write_forbidden",
    "chat_send_plain_forbidden",
    "chat_restricted",
    "chat_admin_required",
    "not enough rights",
    "have no rights to send a message",
    "need administrator rights in the channel chat",
)
TOPIC_GONE = ("message thread not found", "topic_deleted", "topic_id_invalid")
# This message will never be taken, whatever else is.
REFUSED = (
    "topic_closed",
    "can't parse entities",
    "message is too long",
    "message text is empty",
    "text must be non-empty",
    "entities_too_long",
    "button_data_invalid",
    "button_url_invalid",
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message to be replied not found",
)
NOT_MODIFIED = "message is not modified"


def outcome_of(error: TelegramError, now: dt.datetime, message_id: int | None = None) -> Outcome:
    """The outcome of a call that failed so; `message_id` is the message it was to change."""
    words = str(error).lower()
    if isinstance(error, RetryAfter):
        return PutOff(now + dt.timedelta(seconds=retry_after_s(error)))
    if isinstance(error, ChatMigrated):
        return Moved(error.new_chat_id)
    if message_id is not None and NOT_MODIFIED in words:
        return Sent(message_id)
    if isinstance(error, InvalidToken):
        # The foreign message can hold the token.
        return Failed("token refused")
    if isinstance(error, BadRequest | Forbidden):
        return _refusal(error, words)
    return Failed(type(error).__name__)


def _refusal(error: TelegramError, words: str) -> Outcome:
    if any(gone in words for gone in TOPIC_GONE):
        return Refused(str(error), is_topic_gone=True)
    if any(refused in words for refused in REFUSED):
        return Refused(str(error))
    if isinstance(error, Forbidden) or any(away in words for away in UNREACHABLE):
        return Unreachable(str(error))
    return Failed(str(error), is_final_after_some=True)
