"""The people of the journeys, living in the sandbox: the same verbs as tests/bot/people.py has for the foreign emulator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.sandbox import Person, Sandbox
from bot.sandbox.refusals import Refusal
from bot.sandbox.weather import Refuse
from bot.sandbox.world import Chat, Message
from tests.bot.emulator import Shown


@dataclass
class SandboxTelegram:
    """A sandbox that can be used where a journey wants the foreign emulator."""

    sandbox: Sandbox

    @property
    def url(self) -> str:
        """Where the bot finds its Bot API."""
        return self.sandbox.api_url

    def person(self, name: str, language: str = "zh-hans") -> Reader:
        """Somebody new, in their private chat with the bot."""
        person = self.sandbox.person(name, language_code=language)
        return Reader(person, person.private)

    def group(self, title: str, *people: Reader) -> list[Reader]:
        """The same people in a new supergroup, with privacy mode off."""
        self.sandbox.bot.hears_all = True
        chat = self.sandbox.group(title, *(reader.person for reader in people), kind="supergroup")
        return [Reader(reader.person, chat) for reader in people]

    def refuse(self, method: str, description: str, code: int = 400, **parameters: int) -> None:
        """Refuse the next call of `method` in these words."""
        self.sandbox.weather.will(Refuse(Refusal(code, description, **parameters)), method=method)


@dataclass
class Reader:
    """Somebody who writes to the bot in one chat, and reads what it shows there."""

    person: Person
    chat: Chat
    n_read: int = 0

    def says(self, text: str) -> int:
        """Send a message; its message_id."""
        return self.person.says(text, self.chat).id

    def says_all(self, *texts: str) -> list[int]:
        """Send messages one after the other; their message_ids."""
        return [self.says(text) for text in texts]

    def sees(self) -> list[Shown]:
        """Every message of the bot in this chat, as it is now."""
        own = [message for message in self.person.sees(self.chat) if message.sender is self.person.bot]
        return [shown(message) for message in own]

    def reads(self) -> Shown:
        """The next message of the bot not read yet, waited for."""
        found = self.person.wait_for(lambda: self.sees()[self.n_read :])[0]
        self.n_read += 1
        return found

    def now(self, message: Shown) -> Shown:
        """The same message as it is now."""
        return shown(self.chat.messages[message.id])

    def reads_edit(self, message: Shown) -> Shown:
        """The same message after one more edit, waited for."""
        self.person.wait_for(lambda: self.now(message).n_edits > message.n_edits)
        return self.now(message)

    def presses(self, message: Shown, label: str) -> str:
        """Press the button whose label contains `label`; the callback query's id."""
        return self.presses_data(message, message.data_of(label))

    def presses_data(self, message: Shown, data: str) -> str:
        """Press a button that holds `data`, whether the message has one or not."""
        exchange = self.person.exchange
        with exchange.world.lock:
            return self.person._ask_callback(self.chat.messages[message.id], data).id

    def hears(self, query_id: str) -> str:
        """What the bot answered to a pressed button, waited for."""
        query = self.person.exchange.queries[query_id]
        answer: dict[str, Any] = self.person.wait_for(lambda: query.answer) or {}
        return str(answer["text"])


def shown(message: Message) -> Shown:
    """A message of the world as journeys look at it."""
    units = message.text.encode("utf-16-le")
    parts: dict[str, list[str]] = {}
    for entity in message.entities:
        start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
        parts.setdefault(entity["type"], []).append(units[start:end].decode("utf-16-le"))
    return Shown(
        id=message.id,
        chat_id=message.chat.id,
        text=message.text,
        bold=tuple(parts.get("bold", ())),
        quotes=(*parts.get("blockquote", ()), *parts.get("expandable_blockquote", ())),
        buttons=tuple((b["text"], b.get("callback_data") or b.get("url", "")) for b in message.buttons),
        reply_to=message.reply_to,
        thread=message.topic,
        n_edits=message.n_edits,
    )
