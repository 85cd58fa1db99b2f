"""Messages: sendMessage, sendDocument, sendPhoto, editMessageText and its kin, deleteMessage, reactions and pins."""

from __future__ import annotations

from typing import Any

from bot.sandbox.files import PHOTO_LIMIT, UPLOAD_LIMIT, StoredFile, document_json, photo_json
from bot.sandbox.markup import parse_html, utf16_length
from bot.sandbox.methods.call import Call, checked_markup
from bot.sandbox.methods.texts import MAX_CAPTION, read_text
from bot.sandbox.refusals import bad_request
from bot.sandbox.shapes import message_json
from bot.sandbox.world import GENERAL_TOPIC, Chat, Json, Message

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
DELETABLE_S = 48 * 3600


def send_message(call: Call) -> Json:
    """Post a text message and return it."""
    chat = call.chat(to_write=True)
    text, entities = read_text(call)
    return _send(
        call,
        chat,
        text=text,
        entities=entities,
        preview=call.json("link_preview_options", "link preview options"),
    )


def send_document(call: Call) -> Json:
    """Post a document with an optional caption and return it."""
    chat = call.chat(to_write=True)
    caption, entities = read_text(call, "caption")
    return _send(call, chat, text=caption, entities=entities, media=document_json(_file(call, "document")))


def send_photo(call: Call) -> Json:
    """Post a photo with an optional caption and return it."""
    chat = call.chat(to_write=True)
    caption, entities = read_text(call, "caption")
    return _send(call, chat, text=caption, entities=entities, media=photo_json(_file(call, "photo")))


def edit_message_text(call: Call) -> Json | bool:
    """Change the text and the buttons of a message, in a chat or sent through inline mode."""
    message = _editable(call)
    if message.media is not None or message.service is not None:
        raise bad_request("there is no text in the message to edit")
    text, entities = read_text(call)
    return _edit(call, message, text, entities, checked_markup(call))


def edit_message_caption(call: Call) -> Json | bool:
    """Change the caption and the buttons of a message with a file."""
    message = _editable(call)
    if message.media is None:
        raise bad_request("there is no caption in the message to edit")
    text, entities = read_text(call, "caption")
    return _edit(call, message, text, entities, checked_markup(call))


def edit_message_reply_markup(call: Call) -> Json | bool:
    """Change the buttons of a message only."""
    message = _editable(call)
    return _edit(call, message, message.text, message.entities, checked_markup(call))


def delete_message(call: Call) -> bool:
    """Delete a message: the bot's own, an incoming one in private, or any where the bot is an administrator."""
    chat = call.chat()
    _delete(call, chat, call.message(chat, "message to delete not found"))
    return True


def delete_messages(call: Call) -> bool:
    """Delete up to 100 messages; those that are not there are skipped."""
    chat = call.chat()
    for message_id in call.json("message_ids", "message identifiers") or []:
        message = chat.messages.get(int(message_id))
        if message is not None:
            _delete(call, chat, message)
    return True


def set_message_reaction(call: Call) -> bool:
    """Set the bot's reactions to a message; bots may set one."""
    chat = call.chat()
    message = call.message(chat, "message to react not found")
    reactions = call.json("reaction", "reaction types") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(
        reaction.get("type") == "emoji" and reaction.get("emoji") not in REACTIONS for reaction in reactions
    ):
        raise bad_request("REACTION_INVALID")
    message.reactions[call.bot.id] = reactions
    call.exchange.world.tell("reaction", chat.key, {"message_id": message.id, "reaction": reactions})
    return True


def pin_chat_message(call: Call) -> bool:
    """Pin a message; in groups and channels only an administrator may."""
    chat = call.chat()
    message = call.message(chat, "message to pin not found")
    _check_may_pin(call, chat)
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        service: Json = {"pinned_message": message_json(message, with_reply=False)}
        call.exchange.announce(call.exchange.world.post(chat, call.bot, service=service, topic=message.topic))
    return True


def unpin_chat_message(call: Call) -> bool:
    """Unpin a message, or the newest pinned one."""
    chat = call.chat()
    _check_may_pin(call, chat)
    message_id = call.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    """Unpin all messages."""
    chat = call.chat()
    _check_may_pin(call, chat)
    chat.pinned.clear()
    return True


def _send(call: Call, chat: Chat, **content: Any) -> Json:
    topic, reply_to, quote = _place(call, chat, content)
    markup = checked_markup(call)
    message = call.exchange.world.post(
        chat, call.bot, topic=topic, reply_to=reply_to, quote=quote, markup=markup, **content
    )
    if chat.type == "channel":
        message.sender, message.sender_chat = None, chat
    call.exchange.announce(message)
    return message_json(message)


def _place(call: Call, chat: Chat, content: Json) -> tuple[int | None, int | None, Json | None]:
    """Return the topic, the message replied to and the quote."""
    reply = call.json("reply_parameters", "reply parameters") or {}
    if call.has("reply_to_message_id"):
        reply = {
            "message_id": call.integer("reply_to_message_id"),
            "allow_sending_without_reply": call.flag("allow_sending_without_reply"),
        }
    target = chat.messages.get(int(reply.get("message_id") or 0))
    if reply.get("message_id") and target is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    topic = _topic(call, chat, target)
    if target is None:
        return topic, None, None
    if topic is None and chat.type == "supergroup" and not chat.is_forum:
        # A reply in a plain supergroup starts a thread, which is no topic.
        topic = target.topic or target.id
    return topic, target.id, _quote(reply, target)


def _topic(call: Call, chat: Chat, target: Message | None) -> int | None:
    topic_id = call.integer("message_thread_id")
    if not chat.is_forum:
        if topic_id and not (target is not None or (chat.type == "supergroup" and topic_id in chat.messages)):
            raise bad_request("message thread not found")
        return topic_id or None
    if not topic_id and target is not None:
        topic_id = target.topic or GENERAL_TOPIC
    topic = chat.topics.get(topic_id or GENERAL_TOPIC)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.is_closed and not chat.is_admin(call.bot):
        raise bad_request("TOPIC_CLOSED")
    return None if topic.id == GENERAL_TOPIC else topic.id


def _quote(reply: Json, target: Message) -> Json | None:
    quote = reply.get("quote")
    if not quote:
        return None
    if reply.get("quote_parse_mode", "").lower() == "html":
        quote, _ = parse_html(quote)
    if utf16_length(quote) > MAX_CAPTION or quote not in target.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    position = utf16_length(target.text[: target.text.index(quote)])
    return {"text": quote, "position": position, "is_manual": True}


def _file(call: Call, name: str) -> StoredFile:
    """Return the file of a call: uploaded under its own name, attached, or named by the id of an earlier one."""
    reference = call.text(name)
    upload = call.uploads.get(
        reference.removeprefix("attach://") if reference.startswith("attach://") else name
    )
    if upload is None:
        stored = call.exchange.files.by_id(reference)
        if stored is None:
            missing = f"there is no {name} in the request"
            raise bad_request(
                "wrong remote file identifier specified: Wrong string length" if reference else missing
            )
        return stored
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > (PHOTO_LIMIT if name == "photo" else UPLOAD_LIMIT):
        raise bad_request("file is too big")
    if name == "photo" and not upload.content.startswith(IMAGE_STARTS):
        raise bad_request("IMAGE_PROCESS_FAILED")
    return call.exchange.files.save(upload.name, upload.content, upload.mime_type)


def _editable(call: Call) -> Message:
    if call.has("inline_message_id"):
        message = call.exchange.inline_messages.get(call.text("inline_message_id"))
        if message is None or call.bot not in (message.via_bot, message.sender):
            raise bad_request("MESSAGE_ID_INVALID")
        return message
    if not call.has("chat_id") and not call.has("message_id"):
        raise bad_request("message identifier is not specified")
    chat = call.chat()
    message = call.message(chat, "message to edit not found")
    is_own = message.sender is call.bot or (chat.type == "channel" and chat.is_admin(call.bot))
    if not is_own or message.service is not None:
        raise bad_request("message can't be edited")
    return message


def _edit(call: Call, message: Message, text: str, entities: list[Json], markup: Json | None) -> Json | bool:
    if (text, entities, markup) == (message.text, message.entities, message.markup):
        raise bad_request(NOT_MODIFIED)
    if call.has("link_preview_options"):
        message.preview = call.json("link_preview_options", "link preview options")
    message.text, message.entities, message.markup = text, entities, markup
    call.exchange.announce_edit(message)
    return True if call.has("inline_message_id") else message_json(message)


def _delete(call: Call, chat: Chat, message: Message) -> None:
    is_own = message.sender is call.bot
    is_old = call.exchange.clock.now() - message.date > DELETABLE_S
    if (is_old and not chat.is_admin(call.bot)) or not (is_own or chat.is_private or chat.is_admin(call.bot)):
        raise bad_request("message can't be deleted for everyone" if is_old else "message can't be deleted")
    call.exchange.remove(message)


def _check_may_pin(call: Call, chat: Chat) -> None:
    if not chat.is_private and not chat.is_admin(call.bot):
        raise bad_request("not enough rights to manage pinned messages in the chat")


IMAGE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
REACTIONS = frozenset(
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 "
    "👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡".split()
)
