"""A district whose papers come out while its bot serves in the sandbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox import Person, Sandbox
from bot.sandbox.world import Chat, Message
from retrieval import Library, ingest_file
from tests.journeys.conftest import Town

FLOOD = "本报讯 9月2日，沿河各村做好防汛准备。防汛值班电话是5550119。"
SCHOOL = "本报讯 9月2日，全区新增学位3240个。"


@dataclass
class District:
    """A sandbox with a bot, and the papers that come out there."""

    sandbox: Sandbox
    folder: Path
    town: Town

    def opens(self, *admins: Person) -> AbstractContextManager[None]:
        """The bot serves; it waits for no further page."""
        ids = tuple(admin.user.id for admin in admins)
        return self.town.open(alert_wait_s=0, admin_ids=ids)

    def publishes(self, text: str, day: str = "2024-09-03", page: str = "A01") -> str:
        """A page comes out; the same page again is a correction."""
        path = self.folder / f"青砚时报-{day}-{page}.txt"
        path.write_text(text, encoding="utf-8")
        with Library.open(self.town.database_url) as library:
            report = ingest_file(library, path, published_on=dt.date.fromisoformat(day), bulletin="青砚时报")
        return report.status

    def reads(self, person: Person, chat: Chat | None = None) -> Message:
        """The next message of the bot in a chat."""
        while True:
            message = person.reads(chat, timeout_s=20)
            if message.sender is self.sandbox.bot or message.buttons:
                return message

    def subscribes(
        self, person: Person, words: str, chat: Chat | None = None, topic: int | None = None
    ) -> None:
        """A person asks, looks at the preview and presses the button."""
        name = f"@{self.sandbox.bot.username}" if chat else ""
        person.says(f"/subscribe{name} {words}".strip(), chat, topic=topic)
        preview = self.reads(person, chat)
        assert person.presses(preview, "订阅").answer()["text"] == "已订阅。"


def until(sandbox: Sandbox, what: Callable[[], object]) -> None:
    """Wait for something to be true of the world."""
    assert sandbox.world.wait_for(what, 20.0)
