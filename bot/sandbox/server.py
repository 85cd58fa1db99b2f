"""The sandbox as a whole: start it, and get people, chats, weather and journal to work with.

    with Sandbox.start() as sandbox:
        ann = sandbox.person("Ann")
        run_my_bot(sandbox.token, sandbox.api_url)

It serves HTTP from a thread with its own event loop, on a loopback address only.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
from collections.abc import AsyncIterator, Iterator
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.exchange import Exchange
from bot.sandbox.journal import Journal
from bot.sandbox.people import Person
from bot.sandbox.serving import Serving
from bot.sandbox.weather import Weather
from bot.sandbox.world import Chat, World

USERNAME = "bulletin_sandbox_bot"


class Sandbox:
    """A running stand-in for Telegram. `token` belongs to its first bot, `bot`."""

    def __init__(self, host: str, port: int, clock: Clock, username: str, token: str) -> None:
        if not _is_loopback(host):
            raise ValueError(f"the sandbox listens on loopback only, not on {host!r}")
        self.exchange = Exchange.open(clock)
        self.bot = self.exchange.world.add_bot(username, "公报小助手", token)
        self._serving = Serving(self.exchange, host, port)
        self.host, self.port = self._serving.address

    @classmethod
    @contextlib.contextmanager
    def start(
        cls,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        scale: float = 1.0,
        username: str = USERNAME,
        token: str = "",
    ) -> Iterator[Sandbox]:
        """Serve until the block ends; port 0 takes a free one, `scale` speeds up the clock."""
        sandbox = cls(host, port, Clock(scale), username, token)
        try:
            sandbox._serving.go_up()
            yield sandbox
        finally:
            sandbox._serving.close()

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, **options: Any) -> AsyncIterator[Sandbox]:
        """Do the same on an event loop, without blocking it."""
        with contextlib.ExitStack() as stack:
            sandbox = await asyncio.to_thread(stack.enter_context, cls.start(**options))
            try:
                yield sandbox
            finally:
                await asyncio.to_thread(stack.close)

    @property
    def url(self) -> str:
        """The address of the chat page."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def api_url(self) -> str:
        """The address for TELEGRAM_API_URL, in the place of https://api.telegram.org."""
        return self.url

    @property
    def base_url(self) -> str:
        """The address as python-telegram-bot's `base_url` wants it."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """The address as python-telegram-bot's `base_file_url` wants it."""
        return f"{self.url}/file/bot"

    @property
    def token(self) -> str:
        """The token of the first bot."""
        return self.bot.token

    @property
    def world(self) -> World:
        """The state behind everything."""
        return self.exchange.world

    @property
    def weather(self) -> Weather:
        """What goes wrong between the bot and Telegram."""
        return self.exchange.weather

    @property
    def journal(self) -> Journal:
        """Every call the bots made."""
        return self.exchange.journal

    @property
    def clock(self) -> Clock:
        """The time of this world."""
        return self.exchange.clock

    def person(self, first_name: str, **details: Any) -> Person:
        """Let a person open an account; details are username, last_name and language_code."""
        return Person(self.exchange, self.exchange.world.add_person(first_name, **details), self.bot)

    def group(
        self, title: str, *people: Person, kind: str = "group", is_forum: bool = False, with_bot: bool = True
    ) -> Chat:
        """Let the first person open a group or supergroup with the others and, unless told otherwise, the bot."""
        kind = "supergroup" if is_forum else kind
        return self._gather(self.exchange.world.add_chat(kind, title, is_forum=is_forum), people, with_bot)

    def channel(self, title: str, owner: Person, *, username: str = "", with_bot: bool = True) -> Chat:
        """Let a person open a channel; the bot comes in as an administrator."""
        return self._gather(
            self.exchange.world.add_chat("channel", title, username=username), (owner,), with_bot
        )

    @contextlib.contextmanager
    def outage(self) -> Iterator[None]:
        """Refuse all connections while the block lasts; those that are open are reset."""
        self._serving.go_down()
        try:
            yield
        finally:
            self._serving.go_up()

    def _gather(self, chat: Chat, people: tuple[Person, ...], with_bot: bool) -> Chat:
        world = self.exchange.world
        for person in people:
            status = "creator" if person is people[0] else "member"
            self.exchange.change_member(chat, people[0].user, person.user, status)
        if with_bot:
            people[0].adds(self.bot, chat)
        world.tell("chat", chat.key, {})
        return chat


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
