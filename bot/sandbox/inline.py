"""Inline mode from the person's side: ask a bot from any chat, look at the offers, send one of them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.exchange import Exchange, OpenQuery
from bot.sandbox.shapes import user_json
from bot.sandbox.world import Bot, Chat, Json, Message, User

MAX_QUERY = 256


def ask_inline(
    exchange: Exchange, person: User, bot: Bot, text: str, chat: Chat | None, offset: str = ""
) -> OpenQuery:
    """Open an inline query; Telegram cuts it at 256 characters and tells the bot the type of the chat only."""
    if not bot.has_inline:
        raise PermissionError("inline mode is off for this bot")
    text = text[:MAX_QUERY]
    update: Json = {"query": text, "offset": offset}
    if chat is not None:
        own = chat.is_private and chat.bot is bot
        update["chat_type"] = "sender" if own else chat.type
    place = {"chat": chat, "text": text, "offset": offset, "chat_type": update.get("chat_type", "")}
    with exchange.world.lock:
        asked = OpenQuery("", "inline", bot, person, exchange.clock.now(), **place)
        answer = cached_answer(exchange, asked)
        if answer is None:
            return exchange.ask("inline", bot, person, update, **place)
        asked.id, asked.answer = str(exchange.world.next_id()), answer
        exchange.queries[asked.id] = asked
        return asked


def cached_answer(exchange: Exchange, query: OpenQuery) -> Json | None:
    """Return what Telegram would show again without asking the bot: to everyone, unless it was personal."""
    for key in (_cache_key(query, is_personal=True), _cache_key(query, is_personal=False)):
        until, answer = exchange.inline_cache.get(key, (0.0, None))
        if until > exchange.clock.now():
            return answer
    return None


def cache_answer(exchange: Exchange, query: OpenQuery) -> None:
    """Keep an answer for its cache_time: the leak that a forgotten `is_personal` opens is real here too."""
    answer = query.answer or {}
    key = _cache_key(query, is_personal=answer["is_personal"])
    exchange.inline_cache[key] = (exchange.clock.now() + answer["cache_time"], answer)


def _cache_key(query: OpenQuery, *, is_personal: bool) -> tuple[object, ...]:
    return (query.bot.id, query.text, query.offset, query.chat_type, query.person.id if is_personal else None)


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the bot offered for one inline query."""

    exchange: Exchange
    query: OpenQuery

    @property
    def content(self) -> Json:
        """The whole answer: results, next_offset, cache_time, is_personal, button."""
        return self.query.answer or {}

    @property
    def results(self) -> list[Json]:
        """The offered results, each as the bot sent it."""
        return list(self.content.get("results", []))

    def choose(self, index: int = 0, chat: Chat | None = None, topic: int | None = None) -> Message:
        """Send the result at `index` into a chat, by default the one it was typed in, and return the message."""
        return choose_result(self.exchange, self.query, self.results[index]["id"], chat, topic)


def choose_result(
    exchange: Exchange, query: OpenQuery, result_id: str, chat: Chat | None = None, topic: int | None = None
) -> Message:
    """Send a result in the person's name, via the bot, which learns of it when inline feedback is on."""
    chat = chat or query.chat
    offered = (query.answer or {}).get("results", [])
    result = next((r for r in offered if r["id"] == result_id), None)
    if result is None or chat is None:
        raise LookupError(f"no result {result_id!r} was offered")
    with exchange.world.lock:
        message = _post(exchange, query, result, chat, topic)
        if query.bot.has_inline_feedback:
            chosen: Json = {"result_id": result_id, "from": user_json(query.person), "query": query.text}
            if message.inline_id is not None:
                chosen["inline_message_id"] = message.inline_id
            exchange.queue(query.bot).put("chosen_inline_result", chosen)
        exchange.announce(message)
    return message


def post_as_guest(exchange: Exchange, query: OpenQuery, result: Json) -> Message:
    """Send a result in the bot's own name into a chat it is no member of, below the message that called it."""
    content, chat = result.get("message"), query.chat
    if content is None or chat is None:
        raise LookupError("a guest answers with a text, in the chat it was called in")
    message = exchange.world.post(
        chat,
        query.bot,
        text=content["text"],
        entities=content["entities"],
        markup=result.get("reply_markup"),
        reply_to=query.message_id,
        guest_caller=query.person,
    )
    message.preview = content.get("preview")
    _give_inline_id(exchange, message)
    exchange.announce(message)
    return message


def _post(exchange: Exchange, query: OpenQuery, result: Json, chat: Chat, topic: int | None) -> Message:
    content = result.get("message") or {
        "text": result.get("caption") or result.get("title", ""),
        "entities": [],
    }
    markup = result.get("reply_markup")
    message = exchange.world.post(
        chat,
        query.person,
        text=content["text"],
        entities=content["entities"],
        via_bot=query.bot,
        markup=markup,
    )
    message.preview, message.topic = content.get("preview"), topic
    if markup is not None:
        # Only a message with buttons can be edited later, so only it gets an id.
        _give_inline_id(exchange, message)
    return message


def _give_inline_id(exchange: Exchange, message: Message) -> None:
    message.inline_id = f"AAAA{exchange.world.next_id():08d}"
    exchange.inline_messages[message.inline_id] = message
