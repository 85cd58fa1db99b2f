"""Chats and members: getChat, getChatMember, getChatAdministrators, sendChatAction, leaveChat and topics."""

from __future__ import annotations

from bot.sandbox.methods.call import Call
from bot.sandbox.refusals import bad_request
from bot.sandbox.shapes import chat_json, member_json, message_json
from bot.sandbox.world import Json

CHAT_ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note".split()
)
ACCEPTED_GIFTS = dict.fromkeys(
    ["unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"], False
)


def get_chat(call: Call) -> Json:
    """Return the full information on a chat."""
    chat = call.chat()
    shape: Json = {
        **chat_json(chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": ACCEPTED_GIFTS,
    }
    if chat.username:
        shape["active_usernames"] = [chat.username]
    if chat.pinned and chat.pinned[-1] in chat.messages:
        shape["pinned_message"] = message_json(chat.messages[chat.pinned[-1]], with_reply=False)
    if not chat.is_private:
        shape["permissions"] = {
            "can_send_messages": True,
            "can_send_documents": True,
            "can_send_photos": True,
        }
    return shape


def get_chat_member(call: Call) -> Json:
    """Return one account's standing in a chat."""
    chat = call.chat()
    return member_json(chat.member(call.user()))


def get_chat_administrators(call: Call) -> list[Json]:
    """Return the administrators of a chat, other bots left out."""
    chat = call.chat()
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    admins = [member for member in chat.members.values() if chat.is_admin(member.user)]
    return [member_json(member) for member in admins if not member.user.is_bot or member.user is call.bot]


def get_chat_member_count(call: Call) -> int:
    """Return how many accounts take part in a chat."""
    chat = call.chat()
    return sum(chat.is_in(member.user) for member in chat.members.values())


def send_chat_action(call: Call) -> bool:
    """Show that the bot is busy: typing, uploading."""
    chat = call.chat(to_write=True)
    action = call.text("action")
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    topic = call.integer("message_thread_id") or None
    call.exchange.world.tell("chat_action", chat.key, {"action": action, "message_thread_id": topic})
    return True


def leave_chat(call: Call) -> bool:
    """Take the bot out of a group or a channel."""
    chat = call.chat()
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    call.exchange.change_member(chat, call.bot, call.bot, "left")
    return True
