"""The weather between the bot and Telegram: what goes wrong, scripted per method, chat and count, or by flood limits.

    weather.will(Reset(after_storing=True), method="sendMessage", chat=group, times=1)
    weather.floods()

A script is used up call by call, oldest first; the flood limits stay until `clears()`.
"""

from __future__ import annotations

import math
import threading
from collections import deque
from dataclasses import dataclass, field

from bot.sandbox.clock import Clock
from bot.sandbox.refusals import Refusal, forbidden, too_many_requests

GATEWAY_PAGE = (
    "<html>\r\n<head><title>{code} {words}</title></head>\r\n<body>\r\n<center><h1>{code} {words}</h1></center>\r\n"
    "<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)


@dataclass(frozen=True, slots=True)
class Refuse:
    """The call is refused with these words and nothing is stored."""

    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection is reset, before or after the call took effect."""

    after_storing: bool = False


@dataclass(frozen=True, slots=True)
class SlowBody:
    """The call takes effect, and its answer trickles in for so many seconds of the sandbox's clock."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Gateway:
    """A gateway answers with 502 or 504 and an HTML page; `after_storing` says whether the call took effect."""

    code: int = 502
    after_storing: bool = False

    def page(self) -> bytes:
        """Return the page that nginx would send."""
        words = {502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Time-out"}[self.code]
        return GATEWAY_PAGE.format(code=self.code, words=words).encode()


@dataclass(frozen=True, slots=True)
class Truncated:
    """The call takes effect, and the JSON of its answer stops in the middle."""


Fault = Refuse | Reset | SlowBody | Gateway | Truncated

BLOCKED = Refuse(forbidden("bot was blocked by the user"))
DEACTIVATED = Refuse(forbidden("user is deactivated"))


def flooded(retry_after_s: int) -> Refuse:
    """Return the fault of a single flood refusal."""
    return Refuse(too_many_requests(retry_after_s))


@dataclass(slots=True)
class _Script:
    fault: Fault
    method: str
    chat_id: str | None
    left: int
    to_skip: int


@dataclass(frozen=True, slots=True)
class FloodLimits:
    """How many messages may go out in how many seconds: overall, to one chat, to one group."""

    overall: tuple[int, float] = (30, 1.0)
    per_chat: tuple[int, float] = (1, 1.0)
    per_group: tuple[int, float] = (20, 60.0)


@dataclass
class Weather:
    """What will go wrong; a fresh one is fair weather."""

    clock: Clock
    limits: FloodLimits | None = None
    _scripts: list[_Script] = field(default_factory=list)
    _sent: dict[str, deque[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def will(
        self, fault: Fault, method: str = "", chat: object = None, times: int = 1, after: int = 0
    ) -> None:
        """Let `fault` meet the next `times` fitting calls, once `after` of them have passed unharmed."""
        chat_id = None if chat is None else str(getattr(chat, "id", chat))
        with self._lock:
            self._scripts.append(_Script(fault, method.lower(), chat_id, times, after))

    def floods(self, limits: FloodLimits | None = None) -> None:
        """Hold every bot to the flood limits from now on."""
        self.limits = limits or FloodLimits()

    def clears(self) -> None:
        """End all scripts and flood limits."""
        with self._lock:
            self._scripts.clear()
            self._sent.clear()
            self.limits = None

    def meets(self, method: str, chat_id: str) -> Fault | None:
        """Return the fault that meets this call, using up its script."""
        if not self._scripts:
            return None
        with self._lock:
            for script in self._scripts:
                if script.method in ("", method.lower()) and script.chat_id in (None, chat_id):
                    return self._use(script)
        return None

    def flood_refusal(self, bot_id: int, chat_id: str) -> Refusal | None:
        """Return the 429 for a message to this chat when it comes too soon; else count the message."""
        if self.limits is None:
            return None
        windows = {f"{bot_id}": self.limits.overall, f"{bot_id} {chat_id}": self.limits.per_chat}
        if chat_id.startswith(("-", "@")):
            windows[f"{bot_id} {chat_id} group"] = self.limits.per_group
        with self._lock:
            wait_s = max(self._wait_s(key, *window) for key, window in windows.items())
            if wait_s > 0:
                return too_many_requests(math.ceil(wait_s))
            for key in windows:
                self._sent[key].append(self.clock.now())
        return None

    def _use(self, script: _Script) -> Fault | None:
        if script.to_skip:
            script.to_skip -= 1
            return None
        script.left -= 1
        if script.left <= 0:
            self._scripts.remove(script)
        return script.fault

    def _wait_s(self, key: str, count: int, window_s: float) -> float:
        sent = self._sent.setdefault(key, deque())
        now = self.clock.now()
        while sent and sent[0] <= now - window_s:
            sent.popleft()
        return sent[-count] + window_s - now if len(sent) >= count else 0.0
