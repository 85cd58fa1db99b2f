"""How the world looks in the Bot API's JSON: users, chats, members and messages, field by field as Telegram sends."""

from __future__ import annotations

from bot.sandbox.world import Bot, Chat, Json, Member, Message, User

ADMIN_RIGHTS = (
    "can_be_edited can_manage_chat can_change_info can_delete_messages can_invite_users can_restrict_members "
    "can_promote_members can_manage_video_chats can_post_stories can_edit_stories can_delete_stories "
    "can_send_welcome_messages"
).split()
MEMBER_RIGHTS = (
    "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos can_send_video_notes "
    "can_send_voice_notes can_send_polls can_send_other_messages can_add_web_page_previews can_react_to_messages "
    "can_edit_tag can_change_info can_invite_users can_pin_messages can_manage_topics"
).split()


def user_json(user: User) -> Json:
    """Return a User; optional fields are left out when empty, as Telegram does."""
    shape: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    if user.last_name:
        shape["last_name"] = user.last_name
    if user.username:
        shape["username"] = user.username
    if not user.is_bot and user.language_code:
        shape["language_code"] = user.language_code
    return shape


def me_json(bot: Bot) -> Json:
    """Return the User of getMe, which alone tells the BotFather settings."""
    return {
        **user_json(bot),
        "can_join_groups": True,
        "can_read_all_group_messages": bot.hears_all,
        "supports_inline_queries": bot.has_inline,
        "supports_guest_queries": bot.is_guest,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat_json(chat: Chat) -> Json:
    """Return a Chat as it stands in messages."""
    if chat.person is not None:
        shape: Json = {"id": chat.id, "type": "private", "first_name": chat.person.first_name}
        if chat.person.last_name:
            shape["last_name"] = chat.person.last_name
    else:
        shape = {"id": chat.id, "type": chat.type, "title": chat.title}
    if chat.username:
        shape["username"] = chat.username
    if chat.is_forum:
        shape["is_forum"] = True
    return shape


def member_json(member: Member) -> Json:
    """Return a ChatMember of the right one of six kinds."""
    shape: Json = {"user": user_json(member.user), "status": member.status}
    if member.status in ("creator", "administrator"):
        shape["is_anonymous"] = member.is_anonymous
        if member.custom_title:
            shape["custom_title"] = member.custom_title
    if member.status == "administrator":
        shape.update(dict.fromkeys(ADMIN_RIGHTS, True), can_be_edited=False, can_promote_members=False)
    if member.status == "restricted":
        shape.update(dict.fromkeys(MEMBER_RIGHTS, False), is_member=True, until_date=0)
    if member.status == "kicked":
        shape["until_date"] = 0
    return shape


def message_json(message: Message, *, with_reply: bool = True) -> Json:
    """Return a Message; the message it replies to is shown without its own reply, as Telegram does."""
    shape: Json = {"message_id": message.id}
    if message.sender is not None:
        shape["from"] = user_json(message.sender)
    if message.sender_chat is not None:
        shape["sender_chat"] = chat_json(message.sender_chat)
    shape["chat"] = chat_json(message.chat)
    shape["date"] = message.date
    if message.edit_date:
        shape["edit_date"] = message.edit_date
    if message.topic is not None:
        shape["message_thread_id"] = message.topic
        if message.chat.is_forum:
            shape["is_topic_message"] = True
    if message.reply_to is not None and with_reply:
        _add_reply(shape, message)
    if message.via_bot is not None:
        shape["via_bot"] = user_json(message.via_bot)
    if message.guest_caller is not None:
        shape["guest_bot_caller_user"] = user_json(message.guest_caller)
    if message.forwarded_from is not None:
        origin = {"type": "user", "date": message.date, "sender_user": user_json(message.forwarded_from)}
        shape["forward_origin"] = origin
    _add_content(shape, message)
    if message.markup is not None and "inline_keyboard" in message.markup:
        shape["reply_markup"] = message.markup
    return shape


def _add_reply(shape: Json, message: Message) -> None:
    target = message.chat.messages.get(message.reply_to or 0)
    if target is not None:
        shape["reply_to_message"] = message_json(target, with_reply=False)
    if message.quote is not None:
        shape["quote"] = message.quote


def _add_content(shape: Json, message: Message) -> None:
    if message.service is not None:
        shape.update(message.service)
        return
    if message.media is not None:
        shape.update(message.media)
    words, marks = ("text", "entities") if message.media is None else ("caption", "caption_entities")
    if message.text:
        shape[words] = message.text
        if message.entities:
            shape[marks] = message.entities
    if message.preview is not None and message.media is None:
        shape["link_preview_options"] = message.preview
