"""What can a bot ask for? One table of methods; a row holds the function and the parameters Telegram knows.

call.py       one call: its parameters read by type, the chat it means, its buttons checked
account.py    getMe, webhooks
texts.py      a call's text or caption
messages.py   send, edit, delete, react, pin
queries.py    answers to buttons and to inline queries
commands.py   the command menu per scope and language
chats.py      chats and members
files.py      getFile

getUpdates is missing here: it waits, so api.py serves it. Method names are matched without regard to case.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.methods import account, chats, commands, files, messages, queries
from bot.sandbox.methods.call import Call


@dataclass(frozen=True, slots=True)
class Method:
    """A method: its name as documented, what it does, its parameters, and whether flood limits count it."""

    name: str
    run: Callable[[Call], Any]
    parameters: frozenset[str]
    is_counted: bool = False


PLACE = "business_connection_id chat_id message_thread_id direct_messages_topic_id"
SENDING = (
    "disable_notification protect_content allow_paid_broadcast message_effect_id suggested_post_parameters "
    "reply_parameters reply_to_message_id allow_sending_without_reply reply_markup"
)
TEXT = "text parse_mode entities link_preview_options disable_web_page_preview"
CAPTION = "caption parse_mode caption_entities"
EDITED = "business_connection_id chat_id message_id inline_message_id reply_markup"


def _counted(name: str, run: Callable[[Call], Any], *parameters: str) -> Method:
    return Method(name, run, frozenset(" ".join(parameters).split()), is_counted=True)


def _plain(name: str, run: Callable[[Call], Any], parameters: str = "") -> Method:
    return Method(name, run, frozenset(parameters.split()))


_ALL = (
    _plain("getMe", account.get_me),
    _plain(
        "setWebhook",
        account.set_webhook,
        "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    ),
    _plain("deleteWebhook", account.delete_webhook, "drop_pending_updates"),
    _plain("getWebhookInfo", account.get_webhook_info),
    _plain("logOut", account.log_out),
    _plain("close", account.close),
    _counted("sendMessage", messages.send_message, PLACE, TEXT, SENDING),
    _counted(
        "sendDocument",
        messages.send_document,
        PLACE,
        CAPTION,
        SENDING,
        "document thumbnail disable_content_type_detection",
    ),
    _counted(
        "sendPhoto",
        messages.send_photo,
        PLACE,
        CAPTION,
        SENDING,
        "photo show_caption_above_media has_spoiler",
    ),
    _counted("editMessageText", messages.edit_message_text, EDITED, TEXT),
    _counted(
        "editMessageCaption", messages.edit_message_caption, EDITED, CAPTION, "show_caption_above_media"
    ),
    _counted("editMessageReplyMarkup", messages.edit_message_reply_markup, EDITED),
    _plain("deleteMessage", messages.delete_message, "chat_id message_id"),
    _plain("deleteMessages", messages.delete_messages, "chat_id message_ids"),
    _plain("setMessageReaction", messages.set_message_reaction, "chat_id message_id reaction is_big"),
    _plain(
        "pinChatMessage",
        messages.pin_chat_message,
        "business_connection_id chat_id message_id disable_notification",
    ),
    _plain("unpinChatMessage", messages.unpin_chat_message, "business_connection_id chat_id message_id"),
    _plain("unpinAllChatMessages", messages.unpin_all_chat_messages, "chat_id"),
    _plain(
        "answerCallbackQuery",
        queries.answer_callback_query,
        "callback_query_id text show_alert url cache_time",
    ),
    _plain(
        "answerInlineQuery",
        queries.answer_inline_query,
        "inline_query_id results cache_time is_personal next_offset button",
    ),
    _plain("answerGuestQuery", queries.answer_guest_query, "guest_query_id result"),
    _plain("setMyCommands", commands.set_my_commands, "commands scope language_code"),
    _plain("getMyCommands", commands.get_my_commands, "scope language_code"),
    _plain("deleteMyCommands", commands.delete_my_commands, "scope language_code"),
    _plain("getChat", chats.get_chat, "chat_id"),
    _plain("getChatMember", chats.get_chat_member, "chat_id user_id"),
    _plain("getChatAdministrators", chats.get_chat_administrators, "chat_id return_bots"),
    _plain("getChatMemberCount", chats.get_chat_member_count, "chat_id"),
    _plain(
        "sendChatAction", chats.send_chat_action, "business_connection_id chat_id message_thread_id action"
    ),
    _plain("leaveChat", chats.leave_chat, "chat_id"),
    _plain("getFile", files.get_file, "file_id"),
)

METHODS = {method.name.lower(): method for method in _ALL}
