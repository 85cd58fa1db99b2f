"""Is the bot meant, and what is wanted of it? A message -> Heard, or None to stay silent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from telegram import Message, MessageEntity, Update
from telegram.ext import filters

from bot.context import Context
from bot.handlers.naming import Marks, addressed_to, calls_another
from bot.handlers.requests import Request, Verb, request_in
from bot.view.texts import Lang, language
from retrieval import Span

# What a channel's administrators can ask for in a post.
IN_CHANNELS: tuple[Verb, ...] = ("subscribe", "subscriptions", "when", "language")
# Marks of Telegram within which a name is part of something else.
CLOSED = ("url", "email", "text_link", "hashtag", "cashtag", "code", "pre")


@dataclass(frozen=True, slots=True)
class Heard:
    """A request, and where and how to answer it. `group_bot` is the bot's name in a group, None in private.

    `asker_id` is who wrote it: Telegram's own account for administrators who write as the group, None in channels.
    """

    request: Request
    lang: Lang
    chat_id: int
    group_bot: str | None
    asker_id: int | None = None

    @property
    def words(self) -> str:
        """What the request is about."""
        return self.request.words


class Wants(filters.MessageFilter):
    """Messages that ask the bot for one of `verbs`."""

    def __init__(self, *verbs: Verb) -> None:
        super().__init__(name=f"Wants({', '.join(verbs)})")
        self._verbs = verbs

    def filter(self, message: Message) -> bool:
        """True when the message asks for one of the verbs."""
        heard = hear(message)
        return heard is not None and heard.request.verb in self._verbs


def heard_in(update: Update, context: Context) -> Heard:
    """What the update's message asks for, in the language of its reader; only for updates that passed `Wants`."""
    message = update.effective_message
    heard = hear(message) if message else None
    if heard is None:
        raise ValueError(f"update {update.update_id} asks for nothing")
    return replace(heard, lang=context.lang)


def hear(message: Message) -> Heard | None:
    """What a message asks for: in private always something, in a group only when the bot is addressed."""
    username = message.get_bot().username
    text = words_for_bot(message, username)
    request = None if text is None or is_from_a_program(message) else request_in(text, username)
    is_group = message.chat.type != message.chat.PRIVATE
    if request is None or (is_group and request.verb == "unknown"):
        return None
    author = message.from_user
    lang = language(author.language_code if author else None)
    return Heard(
        request, lang, message.chat.id, username if is_group else None, author.id if author else None
    )


def words_for_bot(message: Message, username: str) -> str | None:
    """The words meant for the bot, or None when the message is not meant for it."""
    text = message.text or message.caption or ""
    if message.chat.type == message.chat.PRIVATE:
        return text
    if message.chat.type == message.chat.CHANNEL:
        return command_in_channel(text, username)
    # Forwarded words are somebody else's, and what was forwarded from the bot names it in its examples.
    if not text or message.forward_origin is not None:
        return None
    marks = marks_of(message)
    addressed = addressed_to(text, username, marks)
    if addressed is None and is_reply_to_bot(message) and not calls_another(text, marks.others):
        return text
    return addressed


def marks_of(message: Message) -> Marks:
    """What Telegram marked in a message's text or caption; it counts in UTF-16 units."""
    entities = message.entities or message.caption_entities
    if not entities:
        return Marks()
    text, bot = message.text or message.caption or "", message.get_bot()
    own: list[Span] = []
    others: list[Span] = []
    closed: list[Span] = []
    for entity in entities:
        span = span_of(entity, text)
        if entity.type == "text_mention":
            is_own = entity.user is not None and entity.user.id == bot.id
            (own if is_own else others).append(span)
        elif entity.type == "mention" and span.of(text).lower() != f"@{bot.username}".lower():
            others.append(span)
        elif entity.type in CLOSED:
            closed.append(span)
    return Marks(tuple(own), tuple(others), tuple(closed))


def span_of(entity: MessageEntity, text: str) -> Span:
    """Where an entity stands, in code points."""
    units = text.encode("utf-16-le")
    start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
    first = len(units[:start].decode("utf-16-le", "ignore"))
    return Span(first, first + len(units[start:end].decode("utf-16-le", "ignore")))


def command_in_channel(text: str, username: str) -> str | None:
    """A post of a channel that is a command about news; all others are for its readers."""
    request = request_in(text, username) if text[:1] in ("/", "／") else None
    return text if request is not None and request.verb in IN_CHANNELS else None


def is_from_a_program(message: Message) -> bool:
    """True for what the bot itself or a channel wrote; an anonymous admin is a person behind a program's id."""
    if message.via_bot and message.via_bot.id == message.get_bot().id:
        return True
    sender = message.from_user
    return bool(message.is_automatic_forward or (sender and sender.is_bot and not message.sender_chat))


def is_reply_to_bot(message: Message) -> bool:
    """True for a reply to one of the bot's messages; every message in a topic replies to the topic's first."""
    answered = message.reply_to_message
    if answered is None or answered.forum_topic_created or answered.from_user is None:
        return False
    return answered.from_user.id == message.get_bot().id
