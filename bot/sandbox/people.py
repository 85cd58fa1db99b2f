"""The people who drive the sandbox: they write, press, edit, type inline queries, send files, block, join and wait.

    ann = sandbox.person("Ann")
    ann.says("/start")
    answer = ann.reads()
    ann.presses(answer, "全文")

Every verb takes effect at once and may be called from any thread. What waits (`reads`, `wait_for`, the `answer` of a
press, `types_inline`) blocks its thread up to a deadline; on an event loop, wrap it in `asyncio.to_thread`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.sandbox.entities import settle
from bot.sandbox.exchange import Exchange, OpenQuery
from bot.sandbox.files import document_json, photo_json
from bot.sandbox.gatherings import Gathering
from bot.sandbox.inline import InlineAnswer, ask_inline
from bot.sandbox.markup import utf16_length
from bot.sandbox.shapes import chat_json, message_json, user_json
from bot.sandbox.world import Bot, Chat, Json, Message, User

TIMEOUT_S = 10.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button. `query` is None for a button that only opens an address."""

    exchange: Exchange
    query: OpenQuery | None
    url: str = ""

    def answer(self, timeout_s: float = TIMEOUT_S) -> Json:
        """Return what the bot answered: text, show_alert, url; raise TimeoutError when it does not."""
        query = self.query
        if query is None:
            raise ValueError("a button that opens an address gets no answer")
        found = self.exchange.world.wait_for(lambda: query.answer, timeout_s)
        if found is None:
            raise TimeoutError(f"the press of {query.text!r} was not answered in {timeout_s} s")
        return dict(found)


@dataclass
class Person(Gathering):
    """One person's account, with their usual bot; a chat that is not named is the private chat with that bot."""

    exchange: Exchange
    user: User
    bot: Bot
    _read: dict[str, int] = field(default_factory=dict)

    def says(
        self,
        text: str,
        chat: Chat | None = None,
        *,
        reply_to: Message | int | None = None,
        topic: int | None = None,
        quote: str = "",
        marks: Sequence[Json] = (),
        forwarded_from: User | None = None,
    ) -> Message:
        """Write a message and return it; a reply stays in the topic of what it replies to.

        `marks` are entities of the person's own: links, code, mentions of accounts without a name. With
        `forwarded_from` the words are that account's, forwarded.
        """
        chat = chat or self.private
        settled, entities = settle(text, [dict(mark) for mark in marks])
        if not settled or utf16_length(settled) > 4096:
            raise ValueError("a message has 1 to 4096 characters")
        content: Json = {"text": settled, "entities": entities, "forwarded_from": forwarded_from}
        return self._posts(chat, reply_to, topic, quote_text=quote, **content)

    def starts(self, payload: str = "") -> Message:
        """Open the private chat with `/start`, as a deep link does with its payload."""
        return self.says(f"/start {payload}".strip())

    def sends_document(
        self, name: str, content: bytes, chat: Chat | None = None, *, caption: str = "", **place: Any
    ) -> Message:
        """Send a file and return its message."""
        media = document_json(self.exchange.files.save(name, content))
        text, entities = settle(caption, [])
        return self._posts(chat or self.private, text=text, entities=entities, media=media, **place)

    def sends_photo(
        self, content: bytes, chat: Chat | None = None, *, caption: str = "", **place: Any
    ) -> Message:
        """Send a picture and return its message."""
        media = photo_json(self.exchange.files.save("photo.jpg", content))
        text, entities = settle(caption, [])
        return self._posts(chat or self.private, text=text, entities=entities, media=media, **place)

    def edits(self, message: Message, text: str) -> Message:
        """Change the text of an own message."""
        with self.exchange.world.lock:
            if message.sender is not self.user:
                raise PermissionError("only the author edits a message")
            message.text, message.entities = settle(text, [])
            self.exchange.announce_edit(message)
        return message

    def deletes(self, message: Message) -> None:
        """Delete a message for everyone."""
        with self.exchange.world.lock:
            self.exchange.remove(message)

    def presses(self, message: Message, label: str) -> Press:
        """Press the first button with this label, or with this callback data."""
        button = next((b for b in message.buttons if label in (b["text"], b.get("callback_data"))), None)
        if button is None:
            raise LookupError(f"no button {label!r} among {[b['text'] for b in message.buttons]}")
        if "callback_data" not in button:
            return Press(self.exchange, None, button.get("url", ""))
        with self.exchange.world.lock:
            return Press(self.exchange, self._ask_callback(message, button["callback_data"]))

    def types_inline(
        self, text: str, chat: Chat | None = None, *, offset: str = "", timeout_s: float = TIMEOUT_S
    ) -> InlineAnswer:
        """Type `@bot words` into a chat's box and return what the bot offers."""
        name, _, words = text.partition(" ") if text.startswith("@") else ("", "", text)
        bots = self.exchange.world.bots.values()
        bot = next((b for b in bots if f"@{b.username}".lower() == name.lower()), self.bot)
        query = ask_inline(self.exchange, self.user, bot, words, chat or self.private, offset)
        if not self.exchange.world.wait_for(lambda: query.answer, timeout_s):
            raise TimeoutError(f"the inline query {words!r} was not answered in {timeout_s} s")
        return InlineAnswer(self.exchange, query)

    def reacts(self, message: Message, *emoji: str) -> None:
        """Set one's reactions to a message."""
        with self.exchange.world.lock:
            old = message.reactions.get(self.user.id, [])
            new = [{"type": "emoji", "emoji": e} for e in emoji]
            message.reactions[self.user.id] = new
            news: Json = {
                "chat": chat_json(message.chat),
                "message_id": message.id,
                "user": user_json(self.user),
            }
            news |= {"date": int(self.exchange.clock.now()), "old_reaction": old, "new_reaction": new}
            self.exchange.announce_reaction(message, news)

    def reads(
        self, chat: Chat | None = None, *, topic: int | None = None, timeout_s: float = TIMEOUT_S
    ) -> Message:
        """Return the next unread message by someone else, waiting for it; raise TimeoutError when none comes."""
        chat = chat or self.private

        def unread() -> Message | None:
            for message in list(chat.messages.values()):
                is_new = message.id > self._read.get(chat.key, 0) and message.sender is not self.user
                if is_new and message.service is None and topic in (None, message.topic):
                    return message
            return None

        found: Message | None = self.exchange.world.wait_for(unread, timeout_s)
        if found is None:
            raise TimeoutError(f"{self.user.first_name} read nothing new in {timeout_s} s")
        self._read[chat.key] = found.id
        return found

    def sees(self, chat: Chat | None = None) -> list[Message]:
        """Return all messages of a chat, oldest first."""
        with self.exchange.world.lock:
            return list((chat or self.private).messages.values())

    def wait_for(self, found: Callable[[], T], timeout_s: float = TIMEOUT_S) -> T:
        """Return the first true value of `found()`, looked at after each change of the world."""
        value: T = self.exchange.world.wait_for(found, timeout_s)
        if not value:
            raise TimeoutError(f"{self.user.first_name} waited {timeout_s} s in vain")
        return value

    def _posts(
        self,
        chat: Chat,
        reply_to: Message | int | None = None,
        topic: int | None = None,
        quote_text: str = "",
        **content: Any,
    ) -> Message:
        world = self.exchange.world
        with world.lock:
            target = chat.messages.get(reply_to) if isinstance(reply_to, int) else reply_to
            topic = topic or (target.topic if target is not None else None)
            self._check_may_write(chat, topic)
            if target is not None and chat.type == "supergroup" and not chat.is_forum:
                topic = target.topic or target.id
            content["quote"] = _quote(target, quote_text)
            sender, sender_chat = self._voice(chat)
            message = world.post(
                chat, sender, sender_chat=sender_chat, topic=topic, reply_to=target and target.id, **content
            )
            self.exchange.announce(message)
            return message

    def _voice(self, chat: Chat) -> tuple[User | None, Chat | None]:
        if chat.type == "channel":
            return None, chat
        if chat.member(self.user).is_anonymous:
            return self.exchange.world.anonymous, chat
        return self.user, None

    def _check_may_write(self, chat: Chat, topic: int | None) -> None:
        is_closed = chat.is_forum and topic in chat.topics and chat.topics[topic or 0].is_closed
        if not chat.is_in(self.user) or (
            (chat.type == "channel" or is_closed) and not chat.is_admin(self.user)
        ):
            raise PermissionError(f"{self.user.first_name} may not write here")
        if chat.bot is not None and chat.bot.id in self.user.blocked:
            raise PermissionError(f"{self.user.first_name} has blocked this bot")

    def _ask_callback(self, message: Message, data: str) -> OpenQuery:
        update: Json = {"chat_instance": str(abs(message.chat.id) * 7919), "data": data}
        bot = message.via_bot or message.sender
        if message.inline_id is not None:
            update["inline_message_id"] = message.inline_id
        else:
            update["message"] = message_json(message)
        if not isinstance(bot, Bot):
            bot = next(m.user for m in message.chat.members.values() if isinstance(m.user, Bot))
        return self.exchange.ask("callback", bot, self.user, update, chat=message.chat, text=data)


def _quote(target: Message | None, text: str) -> Json | None:
    if target is None or not text:
        return None
    position = utf16_length(target.text[: target.text.index(text)])
    return {"text": text, "position": position, "is_manual": True}
