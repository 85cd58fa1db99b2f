"""The state of a small Telegram: people, bots, chats, topics, members and messages. No HTTP, no JSON.

One lock guards everything. Whoever changes the world holds `world.lock` and ends with `world.tell(...)`, which
wakes the people who wait and the pages that watch.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.clock import Clock

Json = dict[str, Any]

GENERAL_TOPIC = 1
CHANNEL_ID_BASE = -1_000_000_000_000
ANONYMOUS_ADMIN_ID = 1_087_968_824
"""Telegram's @GroupAnonymousBot, the sender of every message by an anonymous administrator."""


@dataclass(slots=True, eq=False)
class User:
    """A person or a bot's account. `blocked` holds the ids of the bots this person has blocked."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "zh-hans"
    is_bot: bool = False
    is_deactivated: bool = False
    blocked: set[int] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class Bot(User):
    """A bot's account with its BotFather settings; `hears_all` means that privacy mode is off, `is_guest`
    that its name calls it into chats it is no member of.

    `commands` is keyed by (scope key, language code); see methods/commands.py.
    """

    token: str = ""
    hears_all: bool = False
    hears_mentions: bool = True
    has_inline: bool = True
    has_inline_feedback: bool = True
    is_guest: bool = False
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Member:
    """One account's standing in a chat; status is creator, administrator, member, restricted, left or kicked."""

    user: User
    status: str = "member"
    is_anonymous: bool = False
    custom_title: str = ""


@dataclass(slots=True, eq=False)
class Topic:
    """A forum topic; its id is the id of the service message that opened it."""

    id: int
    name: str
    is_closed: bool = False


@dataclass(slots=True, eq=False)
class Message:
    """A message as stored. With `media` set, `text` is the caption. `service` holds the fields of service news."""

    id: int
    chat: Chat
    date: int
    sender: User | None
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    sender_chat: Chat | None = None
    reply_to: int | None = None
    quote: Json | None = None
    topic: int | None = None
    markup: Json | None = None
    media: Json | None = None
    service: Json | None = None
    via_bot: Bot | None = None
    forwarded_from: User | None = None
    guest_caller: User | None = None
    inline_id: str | None = None
    preview: Json | None = None
    edit_date: int | None = None
    n_edits: int = 0
    reactions: dict[int, list[Json]] = field(default_factory=dict)

    @property
    def buttons(self) -> list[Json]:
        """The inline buttons, row after row."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]


@dataclass(slots=True, eq=False)
class Chat:
    """A chat of any type. A private chat belongs to one person and one bot, so its key names both."""

    id: int
    type: str
    key: str
    title: str = ""
    username: str = ""
    is_forum: bool = False
    person: User | None = None
    bot: Bot | None = None
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    last_id: int = 0
    last_bot: int = 0
    migrated_to: Chat | None = None

    @property
    def is_private(self) -> bool:
        """Whether this is one person's chat with one bot."""
        return self.type == "private"

    def member(self, user: User) -> Member:
        """Return the account's standing; who never came has left."""
        return self.members.get(user.id) or Member(user, "left")

    def is_in(self, user: User) -> bool:
        """Whether the account takes part in the chat now."""
        return self.member(user).status not in ("left", "kicked")

    def is_admin(self, user: User) -> bool:
        """Whether the account may administer the chat."""
        return self.member(user).status in ("creator", "administrator")


@dataclass(frozen=True, slots=True)
class Change:
    """Something a watcher would see happen. `chat` is a chat's key or empty; `id` grows by one each time."""

    id: int
    kind: str
    chat: str
    content: Json


class World:
    """All accounts and chats, one lock, and the list of recent changes."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.users: dict[int, User] = {}
        self.bots: dict[str, Bot] = {}
        self.chats: dict[str, Chat] = {}
        self.changes: deque[Change] = deque(maxlen=2000)
        self._happened = threading.Condition(self.lock)
        self._listeners: list[Callable[[], object]] = []
        self._ids = iter(range(1, 10**9))
        self.anonymous = self._add(
            User(ANONYMOUS_ADMIN_ID, "Group", username="GroupAnonymousBot", is_bot=True)
        )

    def next_id(self) -> int:
        """Return a number that was never given before."""
        return next(self._ids)

    def add_person(self, first_name: str, **details: Any) -> User:
        """Let a person open an account."""
        with self.lock:
            return self._add(User(700_000_000 + self.next_id(), first_name, **details))

    def add_bot(self, username: str, first_name: str, token: str = "", **settings: Any) -> Bot:
        """Let BotFather make a bot; without a token, it gives out one of the usual shape."""
        with self.lock:
            number = int(token.split(":")[0]) if token else 7_000_000_000 + self.next_id()
            token = token or f"{number}:{'sandbox' * 5}"
            bot = Bot(number, first_name, username=username, is_bot=True, token=token, **settings)
            self.bots[token] = bot
            self._add(bot)
            return bot

    def add_chat(self, type_: str, title: str, *, username: str = "", is_forum: bool = False) -> Chat:
        """Open a group, supergroup or channel with nobody in it."""
        with self.lock:
            number = self.next_id()
            chat_id = (
                -(5_000_000_000 + number) if type_ == "group" else CHANNEL_ID_BASE - 2_000_000_000 - number
            )
            chat = Chat(chat_id, type_, str(chat_id), title, username, is_forum)
            self.chats[chat.key] = chat
            if is_forum:
                chat.topics[GENERAL_TOPIC] = Topic(GENERAL_TOPIC, "General")
            return chat

    def private_chat(self, person: User, bot: Bot) -> Chat:
        """Return the chat of this person with this bot, opening it when it is new."""
        key = private_key(person.id, bot.id)
        with self.lock:
            chat = self.chats.get(key)
            if chat is None:
                chat = Chat(person.id, "private", key, username=person.username, person=person, bot=bot)
                chat.members = {person.id: Member(person), bot.id: Member(bot)}
                self.chats[key] = chat
            return chat

    def post(self, chat: Chat, sender: User | None, **content: Any) -> Message:
        """Store a new message; whoever calls this tells the bots."""
        chat.last_id += 1
        message = Message(chat.last_id, chat, int(self.clock.now()), sender, **content)
        chat.messages[message.id] = message
        if isinstance(sender, Bot):
            chat.last_bot = sender.id
        return message

    def chats_of(self, user: User) -> Iterator[Chat]:
        """Yield the chats this account takes part in."""
        return (chat for chat in self.chats.values() if chat.is_in(user) and chat.migrated_to is None)

    def tell(self, kind: str, chat: str, content: Json) -> None:
        """Record a change and wake everyone who waits or watches."""
        with self.lock:
            change_id = self.changes[-1].id + 1 if self.changes else 1
            self.changes.append(Change(change_id, kind, chat, content))
            self._happened.notify_all()
            for listener in self._listeners:
                listener()

    def changes_after(self, change_id: int) -> list[Change]:
        """Return the remembered changes after `change_id`, oldest first."""
        with self.lock:
            if not self.changes or self.changes[-1].id <= change_id:
                return []
            newest = self.changes[-1].id
            return list(self.changes)[-(newest - change_id) :]

    def listen(self, listener: Callable[[], object]) -> Callable[[], None]:
        """Call `listener` after each change, from any thread; return what ends that."""
        with self.lock:
            self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def wait_for(self, found: Callable[[], Any], timeout_s: float) -> Any:
        """Return the first true value of `found()`, looked at after each change; its last value at the deadline."""
        with self.lock:
            return self._happened.wait_for(found, timeout_s)

    def _add(self, user: User) -> User:
        self.users[user.id] = user
        return user


def private_key(person_id: int, bot_id: int) -> str:
    """Return the key of a private chat, whose id alone would be the same for every bot."""
    return f"{person_id}.{bot_id}"
