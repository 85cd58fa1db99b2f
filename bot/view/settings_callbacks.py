"""What the buttons of the settings carry, in at most 64 bytes: a menu to open, or a setting and its value.

Whatever comes back was possible to forge: anything that is not exactly what `encode_settings` writes decodes to None.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from bot.view.texts import Lang

MAIN = "main"
ALL = "all"
BY_CLIENT = "auto"
# Each menu with its values: seconds between questions, minutes until an answer is deleted, and words.
VALUES: dict[str, tuple[str, ...]] = {
    "from": (ALL,),
    "form": ("compact", "full"),
    "wait": ("0", "10", "60", "300"),
    "delete": ("0", "5", "60", "1440"),
    "lang": (BY_CLIENT, *Lang),
    "who": (ALL, "admins"),
}
FORM = re.compile(r"k:(?P<menu>[a-z]+)(?::(?P<value>[a-z0-9-]+))?", re.ASCII)
MARK = re.compile(r"[0-9a-f]{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class OpenSettings:
    """Show a menu of the settings: all of them, or the values of one."""

    menu: str = MAIN


@dataclass(frozen=True, slots=True)
class SetSetting:
    """Give a setting a value; a bulletin is named by its mark."""

    menu: str
    value: str


SettingsCallback = OpenSettings | SetSetting


def encode_settings(callback: SettingsCallback) -> str:
    """The callback as button data: ASCII, at most 64 bytes."""
    if isinstance(callback, OpenSettings):
        return f"k:{callback.menu}"
    return f"k:{callback.menu}:{callback.value}"


def decode_settings(data: str | None) -> SettingsCallback | None:
    """The callback that `encode_settings` wrote, or None for anything else."""
    found = FORM.fullmatch(data or "")
    if found is None:
        return None
    menu, value = found["menu"], found["value"]
    if value is None:
        return OpenSettings(menu) if menu in (MAIN, *VALUES) else None
    is_known = value in VALUES.get(menu, ()) or (menu == "from" and MARK.fullmatch(value))
    return SetSetting(menu, value) if is_known else None


def mark_of(bulletin: str) -> str:
    """Eight characters that stand for a bulletin's name, which may be longer than a button holds."""
    return hashlib.sha256(bulletin.encode()).hexdigest()[:8]
