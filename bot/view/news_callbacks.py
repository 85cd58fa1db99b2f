"""What the buttons about news carry, in at most 64 bytes: an id and a word of a closed set, or a word alone.

Whatever comes back was possible to forge: anything that is not exactly what `encode_news` writes decodes to None.
The letters are none of those that `callbacks.py` begins with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.view.callbacks import MAX_ID

# All subscriptions, where one is named by its place.
EVERY = 99


@dataclass(frozen=True, slots=True)
class OpenMenu:
    """Show what can be done about the alert of a parcel: less, drop, or back to its own buttons."""

    parcel_id: int
    menu: str


@dataclass(frozen=True, slots=True)
class HearLess:
    """Tell this chat less often: daily, weekly, not at nights, not for a week."""

    parcel_id: int
    how: str


@dataclass(frozen=True, slots=True)
class DropRule:
    """End one of the subscriptions an alert came from, by its place; `EVERY` ends all."""

    parcel_id: int
    at: int


@dataclass(frozen=True, slots=True)
class ChangeSubscription:
    """Save or cancel a draft; pause, resume, edit or delete a subscription."""

    subscription_id: int
    what: str


@dataclass(frozen=True, slots=True)
class SetWhen:
    """Change when this chat is told, or show it."""

    how: str


@dataclass(frozen=True, slots=True)
class DoBroadcast:
    """Send a broadcast, cancel it, or look how far it is."""

    broadcast_id: int
    what: str


@dataclass(frozen=True, slots=True)
class DecideArrival:
    """Publish or discard what is held."""

    arrival_id: int
    what: str


NewsCallback = OpenMenu | HearLess | DropRule | ChangeSubscription | SetWhen | DoBroadcast | DecideArrival

# The words that may follow the letter of each kind.
WORDS: dict[str, tuple[str, ...]] = {
    "m": ("less", "drop", "back"),
    "l": ("daily", "weekly", "nights", "week"),
    "s": ("save", "cancel", "pause", "resume", "edit", "delete"),
    "b": ("go", "cancel", "look"),
    "h": ("publish", "discard"),
    "w": (
        *("show", "now", "daily", "weekly", "quiet", "silent", "loud", "day", "week", "wake"),
        *("pause", "resume"),
    ),
}
FORM = re.compile(
    r"(?P<kind>[mlsbh]):(?P<id>0|[1-9][0-9]{0,18}):(?P<word>[a-z]+)"
    r"|r:(?P<parcel>0|[1-9][0-9]{0,18}):(?P<at>0|[1-9][0-9]?)"
    r"|w:(?P<alone>[a-z]+)",
    re.ASCII,
)


def encode_news(callback: NewsCallback) -> str:
    """The callback as button data: ASCII, at most 64 bytes."""
    match callback:
        case DropRule(parcel_id, at):
            return f"r:{parcel_id}:{at}"
        case OpenMenu(parcel_id, word):
            return f"m:{parcel_id}:{word}"
        case HearLess(parcel_id, word):
            return f"l:{parcel_id}:{word}"
        case ChangeSubscription(subscription_id, word):
            return f"s:{subscription_id}:{word}"
        case DoBroadcast(broadcast_id, word):
            return f"b:{broadcast_id}:{word}"
        case DecideArrival(arrival_id, word):
            return f"h:{arrival_id}:{word}"
        case SetWhen(word):
            return f"w:{word}"


def decode_news(data: str | None) -> NewsCallback | None:
    """The callback that `encode_news` wrote, or None for anything else: unknown, forged, out of range."""
    found = FORM.fullmatch(data or "")
    if found is None or int(found["id"] or found["parcel"] or 0) > MAX_ID:
        return None
    if found["alone"]:
        return SetWhen(found["alone"]) if found["alone"] in WORDS["w"] else None
    if found["parcel"]:
        return DropRule(int(found["parcel"]), int(found["at"]))
    if found["word"] not in WORDS[found["kind"]]:
        return None
    return _with_word(found["kind"], int(found["id"]), found["word"])


def _with_word(kind: str, id_: int, word: str) -> NewsCallback:
    match kind:
        case "m":
            return OpenMenu(id_, word)
        case "l":
            return HearLess(id_, word)
        case "s":
            return ChangeSubscription(id_, word)
        case "h":
            return DecideArrival(id_, word)
    return DoBroadcast(id_, word)
