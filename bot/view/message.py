"""What leaves for Telegram: HTML and buttons, before any Telegram class is involved."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button. Exactly one of `data` (1 to 64 bytes) and `url` is set."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: PNG of at most 10 MB, and a caption of at most 1024 UTF-16 units after parsing."""

    png: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """One document: its name, its bytes (at most 50 MB), and a caption of at most 1024 units after parsing."""

    name: str
    content: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message: HTML of at most 4096 UTF-16 units after parsing, and rows of buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
