"""Every call a bot made, with its time: how many, to whom, how fast, and which came twice."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from threading import Lock
from typing import Any


@dataclass(slots=True)
class Entry:
    """One call. `status` is 0 while it runs or when the line broke; `note` names what the weather did."""

    at: float
    bot_id: int
    method: str
    chat_id: str
    text: str
    status: int = 0
    description: str = ""
    unknown: tuple[str, ...] = ()
    note: str = ""


class Journal:
    """All calls in order of arrival. Every query takes the same filters: method, chat, status."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._lock = Lock()

    def write(self, entry: Entry) -> Entry:
        """Add a call; the caller fills in the outcome later."""
        with self._lock:
            self._entries.append(entry)
        return entry

    def clear(self) -> None:
        """Forget everything so far."""
        with self._lock:
            self._entries.clear()

    def calls(self, method: str = "", chat: object = None, status: int | None = None) -> list[Entry]:
        """Return the calls that fit all given filters, oldest first."""
        wanted = method.lower()
        chat_id = None if chat is None else str(getattr(chat, "id", chat))
        with self._lock:
            entries = list(self._entries)
        return [
            entry
            for entry in entries
            if (not wanted or entry.method.lower() == wanted)
            and (chat_id is None or entry.chat_id == chat_id)
            and (status is None or entry.status == status)
        ]

    def per_chat(self, method: str = "", status: int | None = 200) -> Counter[str]:
        """Return how many calls went to each chat, by chat id as sent."""
        return Counter(entry.chat_id for entry in self.calls(method, status=status) if entry.chat_id)

    def duplicates(self, method: str = "sendMessage") -> dict[tuple[str, str], int]:
        """Return the (chat id, text) pairs that were accepted more than once, with their counts."""
        counts = Counter((entry.chat_id, entry.text) for entry in self.calls(method, status=200))
        return {key: count for key, count in counts.items() if count > 1}

    def unknown_parameters(self) -> set[tuple[str, str]]:
        """Return (method, parameter) for all that Telegram would silently ignore."""
        return {(entry.method, name) for entry in self.calls() for name in entry.unknown}

    def highest_rate(self, window_s: float, method: str = "", chat: object = None) -> int:
        """Return the most accepted calls in any half-open window of `window_s` seconds."""
        times = sorted(entry.at for entry in self.calls(method, chat, status=200))
        return max((bisect_right(times, at) - bisect_right(times, at - window_s) for at in times), default=0)

    def as_json(self, limit: int = 200) -> list[dict[str, Any]]:
        """Return the newest calls as plain objects, without message text."""
        names = ("at", "method", "chat_id", "status", "description", "unknown", "note")
        return [{name: getattr(entry, name) for name in names} for entry in self.calls()[-limit:]]
