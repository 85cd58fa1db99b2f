"""The exchange: joins the world to the bots. It decides which bot hears of what, and queues the update.

Everything that happens goes through one of its verbs: a message is posted, edited or removed, a member's standing
changes, a button is pressed, an inline query is typed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sandbox.clock import Clock
from bot.sandbox.files import Files
from bot.sandbox.journal import Journal
from bot.sandbox.shapes import chat_json, member_json, message_json, user_json
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.weather import Weather
from bot.sandbox.world import Bot, Chat, Json, Member, Message, User, World

FIRST_UPDATE_ID = 100_000_000


@dataclass(slots=True)
class OpenQuery:
    """What waits for its answer; `kind` is callback (a pressed button), inline (typed), or guest (a bot's name where it is
    no member, in the message `message_id`)."""

    id: str
    kind: str
    bot: Bot
    person: User
    asked_at: float
    chat: Chat | None = None
    text: str = ""
    offset: str = ""
    chat_type: str = ""
    message_id: int = 0
    answer: Json | None = None


@dataclass
class Exchange:
    """The world, the bots' queues, the weather above them and the journal of calls."""

    clock: Clock
    world: World
    weather: Weather
    journal: Journal
    files: Files
    queues: dict[int, UpdateQueue] = field(default_factory=dict)
    queries: dict[str, OpenQuery] = field(default_factory=dict)
    inline_messages: dict[str, Message] = field(default_factory=dict)
    inline_cache: dict[tuple[object, ...], tuple[float, Json]] = field(default_factory=dict)

    @classmethod
    def open(cls, clock: Clock) -> Exchange:
        """Return an exchange over an empty world."""
        return cls(clock, World(clock), Weather(clock), Journal(), Files())

    def queue(self, bot: Bot) -> UpdateQueue:
        """Return the updates that wait for this bot."""
        return self.queues.setdefault(bot.id, UpdateQueue(FIRST_UPDATE_ID + bot.id % 1000 * 1000))

    def announce(self, message: Message) -> None:
        """Tell everyone of a new message: those who watch, and the bots that may hear it."""
        self._message_update(message, "channel_post" if message.chat.type == "channel" else "message")
        self._call_guests(message)
        self.world.tell("message", message.chat.key, page_json(message))

    def announce_edit(self, message: Message) -> None:
        """Tell everyone that a message has changed."""
        message.edit_date = int(self.clock.now())
        message.n_edits += 1
        kind = "edited_channel_post" if message.chat.type == "channel" else "edited_message"
        self._message_update(message, kind)
        self.world.tell("edited", message.chat.key, page_json(message))

    def announce_reaction(self, message: Message, news: Json) -> None:
        """Tell those who watch, and the bots that administer the chat or share it privately."""
        for bot in self._bots_in(message.chat):
            if message.chat.is_private or message.chat.is_admin(bot):
                self.queue(bot).put("message_reaction", news)
        content = {"message_id": message.id, "reaction": news["new_reaction"]}
        self.world.tell("reaction", message.chat.key, content)

    def remove(self, message: Message) -> None:
        """Delete a message for everyone; bots are not told, as in Telegram."""
        message.chat.messages.pop(message.id, None)
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)
        self.world.tell("deleted", message.chat.key, {"message_id": message.id})

    def change_member(self, chat: Chat, actor: User, user: User, status: str, **details: object) -> Member:
        """Give an account a new standing in a chat, and tell the bots that ask to know."""
        before = member_json(chat.member(user))
        member = Member(user, status, **details)  # type: ignore[arg-type]
        chat.members[user.id] = member
        news: Json = {
            "chat": chat_json(chat),
            "from": user_json(actor),
            "date": int(self.clock.now()),
            "old_chat_member": before,
            "new_chat_member": member_json(member),
        }
        if isinstance(user, Bot):
            self.queue(user).put("my_chat_member", news)
        for bot in self._bots_in(chat):
            if bot is not user and chat.is_admin(bot):
                self.queue(bot).put("chat_member", news)
        self.world.tell("member", chat.key, {"user": user_json(user), "status": status})
        return member

    def ask(self, kind: str, bot: Bot, person: User, update: Json, **details: str | Chat | None) -> OpenQuery:
        """Open a query and send it to the bot; `update` lacks the id and the sender, which are added here."""
        query_id = str(3_000_000_000_000 + self.world.next_id())
        query = OpenQuery(query_id, kind, bot, person, self.clock.now(), **details)  # type: ignore[arg-type]
        self.queries[query_id] = query
        self.queue(bot).put(f"{kind}_query", {"id": query_id, "from": user_json(person), **update})
        return query

    def _message_update(self, message: Message, kind: str) -> None:
        heard_by = [bot for bot in self._bots_in(message.chat) if hears(bot, message)]
        if heard_by:
            content = message_json(message)
            for bot in heard_by:
                self.queue(bot).put(kind, content)

    def _call_guests(self, message: Message) -> None:
        """A bot that takes guest queries hears its name where it is no member."""
        if (
            message.chat.type not in ("group", "supergroup")
            or message.sender is None
            or message.sender.is_bot
        ):
            return
        for bot in self.world.bots.values():
            if bot.is_guest and not message.chat.is_in(bot) and _calls(bot, message):
                query_id = str(4_000_000_000_000 + self.world.next_id())
                now = self.clock.now()
                query = OpenQuery(query_id, "guest", bot, message.sender, now, message.chat, message.text)
                query.message_id = message.id
                self.queries[query_id] = query
                self.queue(bot).put("guest_message", {**message_json(message), "guest_query_id": query_id})

    def _bots_in(self, chat: Chat) -> list[Bot]:
        accounts = [member.user for member in chat.members.values() if chat.is_in(member.user)]
        return [account for account in accounts if isinstance(account, Bot)]


def hears(bot: Bot, message: Message) -> bool:
    """Whether the bot gets an update for this message, by the rules of privacy mode.

    Bots never hear themselves or one another. In groups with privacy mode on, a bot hears service messages, what
    came through it, replies to it, commands meant for it and, unless `hears_mentions` is off, its own name.
    """
    chat = message.chat
    if message.sender is bot or isinstance(message.sender, Bot):
        return False
    if chat.type == "channel":
        return chat.is_admin(bot)
    if chat.is_private or bot.hears_all or chat.is_admin(bot) or message.service or message.via_bot is bot:
        return True
    target = chat.messages.get(message.reply_to or 0)
    if target is not None and target.sender is bot:
        return True
    return _calls(bot, message)


def _calls(bot: Bot, message: Message) -> bool:
    raw = message.text.encode("utf-16-le")
    name = f"@{bot.username}".lower()
    for entity in message.entities:
        start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
        word = raw[start:end].decode("utf-16-le").lower()
        if entity["type"] == "bot_command":
            if word.endswith(name) or ("@" not in word and _is_for(bot, message.chat)):
                return True
        elif entity["type"] == "mention" and word == name and bot.hears_mentions:
            return True
    return False


def _is_for(bot: Bot, chat: Chat) -> bool:
    # A command without a name goes to the only bot of the group, or to the one that spoke last.
    others = [m for m in chat.members.values() if m.user is not bot and m.user.is_bot and chat.is_in(m.user)]
    return not others or chat.last_bot == bot.id


def page_json(message: Message) -> Json:
    """Return a message for the page: the Bot API's form, with any reply keyboard and all reactions added."""
    shape = message_json(message)
    if message.markup is not None and "inline_keyboard" not in message.markup:
        shape["reply_keyboard"] = message.markup
    if message.reactions:
        shape["reactions"] = [reaction for given in message.reactions.values() for reaction in given]
    if message.inline_id is not None:
        shape["inline_message_id"] = message.inline_id
    return shape
