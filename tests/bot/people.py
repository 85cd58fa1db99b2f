"""People who use Telegram: they write, press buttons and read, over real HTTP.

`ann.says("/latest")` sends, `ann.reads()` waits for the next message of the bot. Nothing sleeps: every wait is
for a condition and has a deadline.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import tdjson
from aiohttp import web
from lo_bot_api_emulator import ApiRefusal

from tests.bot.emulator import BOT, TOKEN, Call, Gate, Shim, Shown

DEADLINE_S = 20.0
SENT_AT = 1_790_000_000


@contextmanager
def telegram() -> Iterator[Telegram]:
    """An emulator on a free loopback port, in a thread of its own."""
    tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    shim = Shim()
    runner = web.AppRunner(shim.app(), access_log=None, shutdown_timeout=0.1, handler_cancellation=True)

    async def start() -> int:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port: int = runner.addresses[0][1]
        return port

    port = asyncio.run_coroutine_threadsafe(start(), loop).result(DEADLINE_S)
    try:
        yield Telegram(f"http://127.0.0.1:{port}", shim, loop)
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(DEADLINE_S)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(DEADLINE_S)
        loop.close()


@dataclass
class Telegram:
    """A running emulator: where it is, what it was asked, and who uses it."""

    url: str
    shim: Shim
    loop: asyncio.AbstractEventLoop
    people: int = 100

    def person(self, name: str, language: str = "zh-hans") -> Person:
        """Somebody new, with a private chat with the bot."""
        self.people += 1
        who = {"id": self.people, "is_bot": False, "first_name": name, "language_code": language}
        return Person(self, who, {"id": self.people, "type": "private", "first_name": name})

    def group(self, title: str, *people: Person) -> list[Person]:
        """The same people, in a new group; its chat is each one's `chat`."""
        self.people += 1
        chat = {"id": -1000000 - self.people, "type": "supergroup", "title": title}
        return [Person(self, person.who, chat) for person in people]

    def push(self, update: dict[str, Any]) -> int:
        """Hand an update to the bot; its update_id."""
        return self.run(self.shim.enqueue_update(update, token=TOKEN))

    def try_again(self) -> int:
        """Deliver to the webhook what it did not take; how many it took now."""
        return self.run(self.shim.deliver_updates(token=TOKEN))

    def run(self, coroutine: Any) -> Any:
        """The result of `coroutine`, run in the emulator's own loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(DEADLINE_S)

    def hold(self, method: str) -> None:
        """From now on calls of `method` get no answer, until `release`."""
        self.shim.held[method] = Gate(asyncio.Event())

    def wait_until_held(self, method: str) -> None:
        """Return once a call of `method` waits for its answer."""
        self.wait(f"a call of {method}", lambda: self.shim.held[method].n_waiting)

    def release(self, method: str) -> None:
        """Answer the held calls of `method`, and all later ones at once."""
        self.loop.call_soon_threadsafe(self.shim.held.pop(method).is_open.set)

    def drop(self, method: str) -> None:
        """Let the held calls of `method` come to nothing, and answer all later ones at once."""
        self.shim.held[method].is_dropped = True
        self.release(method)

    def refuse(self, method: str, description: str, code: int = 400, **parameters: Any) -> None:
        """Refuse the next call of `method` in Telegram's words."""
        self.shim.refusals.append((method, ApiRefusal(description, code, parameters or None)))

    def next_message_id(self) -> int:
        """An id for a message of a person, never one of the bot's."""
        with self.shim.lock:
            self.shim.next_id += 1
            return self.shim.next_id - 1

    def wait(self, what: str, met: Callable[[], Any]) -> Any:
        """The first true value of `met`, checked after every call of the bot; fails after the deadline."""
        deadline = time.monotonic() + DEADLINE_S
        with self.shim.lock:
            while not (value := met()):
                left = deadline - time.monotonic()
                assert left > 0, (
                    f"{what} did not happen; the bot called {[c.method for c in self.shim.calls][-20:]}"
                )
                if not self.shim.lock.wait(min(left, 0.5)):
                    # What a busy bot did not take is brought again, as Telegram does; only asked for here, for the
                    # emulator's loop needs the lock.
                    asyncio.run_coroutine_threadsafe(self.shim.deliver_updates(token=TOKEN), self.loop)
            return value

    def calls(self, method: str) -> list[Call]:
        """All calls of `method` so far."""
        with self.shim.lock:
            return [call for call in self.shim.calls if call.method == method]

    def wait_for_call(self, method: str, **fields: Any) -> Call:
        """The first call of `method` with these parameters, waited for."""

        def met() -> Call | None:
            for call in self.shim.calls:
                if call.method == method and fields.items() <= call.fields.items():
                    return call
            return None

        found: Call = self.wait(f"{method} {fields}", met)
        return found

    def wait_until_acknowledged(self) -> None:
        """Return once the bot has told Telegram that it has every update so far."""
        self.wait("acknowledgement", lambda: not self.shim.unacknowledged())


@dataclass
class Person:
    """Somebody who writes to the bot in one chat, and reads what it shows there."""

    telegram: Telegram
    who: dict[str, Any]
    chat: dict[str, Any]
    n_read: int = field(default=0)

    def says(self, text: str, **more: Any) -> int:
        """Send a message; its message_id. `more` are further fields of the message."""
        return self.says_all(text, **more)[0]

    def says_all(self, *texts: str, **more: Any) -> list[int]:
        """Send messages one after the other; their message_ids."""
        ids = [self.telegram.next_message_id() for _ in texts]
        for message_id, text in zip(ids, texts, strict=True):
            self.telegram.push({"message": self.message(message_id, text, **more)})
        return ids

    def message(self, message_id: int, text: str, **more: Any) -> dict[str, Any]:
        """A message of this person as Telegram writes it."""
        entities = entities_of(text)
        return {
            "message_id": message_id,
            "date": SENT_AT,
            "chat": self.chat,
            "from": self.who,
            "text": text,
            **({"entities": entities} if entities else {}),
            **more,
        }

    def sees(self) -> list[Shown]:
        """Every message of the bot in this chat, as it is now, oldest first."""
        with self.telegram.shim.lock:
            here = [
                shown
                for (chat_id, _), shown in self.telegram.shim.shown.items()
                if chat_id == self.chat["id"]
            ]
        return sorted(here, key=lambda shown: shown.id)

    def reads(self) -> Shown:
        """The next message of the bot in this chat not read yet, waited for."""
        shown = self.telegram.wait(
            f"message {self.n_read + 1} to {self.chat['id']}", lambda: self.sees_from(self.n_read)
        )[0]
        self.n_read += 1
        return shown

    def sees_from(self, n: int) -> list[Shown]:
        """What `sees`, without its first `n`; the lock is held already."""
        here = [
            shown for (chat_id, _), shown in self.telegram.shim.shown.items() if chat_id == self.chat["id"]
        ]
        return sorted(here, key=lambda shown: shown.id)[n:]

    def now(self, message: Shown) -> Shown:
        """The same message as it is now."""
        with self.telegram.shim.lock:
            return self.telegram.shim.shown[message.chat_id, message.id]

    def reads_edit(self, message: Shown) -> Shown:
        """The same message after one more edit, waited for."""
        key = message.chat_id, message.id
        shown = self.telegram.shim.shown

        def met() -> Shown | None:
            return shown[key] if shown[key].n_edits > message.n_edits else None

        found: Shown = self.telegram.wait(f"edit of {key}", met)
        return found

    def presses(self, message: Shown, label: str) -> str:
        """Press the button of `message` whose label contains `label`; the callback query's id."""
        return self.presses_data(message, message.data_of(label))

    def presses_data(self, message: Shown, data: str) -> str:
        """Press a button that holds `data`, whether `message` has one or not; the callback query's id."""
        query_id = f"q{self.telegram.next_message_id()}"
        below = {
            "message_id": message.id,
            "date": SENT_AT,
            "chat": self.chat,
            "from": BOT,
            "text": message.text,
            **({"message_thread_id": message.thread, "is_topic_message": True} if message.thread else {}),
        }
        query = {"id": query_id, "from": self.who, "chat_instance": "1", "data": data, "message": below}
        self.telegram.push({"callback_query": query})
        return query_id

    def hears(self, query_id: str) -> str:
        """What the bot answered to a pressed button, waited for; empty when nothing is shown."""
        call = self.telegram.wait_for_call("answerCallbackQuery", callback_query_id=query_id)
        return str(call.fields.get("text", ""))


def entities_of(text: str) -> list[dict[str, Any]]:
    """The commands and mentions Telegram marks in `text`."""
    kinds = {"textEntityTypeBotCommand": "bot_command", "textEntityTypeMention": "mention"}
    request = json.dumps({"@type": "getTextEntities", "text": text}).encode()
    found = json.loads(tdjson.td_execute(request))["entities"]
    return [
        {"type": kinds[entity["type"]["@type"]], "offset": entity["offset"], "length": entity["length"]}
        for entity in found
        if entity["type"]["@type"] in kinds
    ]
