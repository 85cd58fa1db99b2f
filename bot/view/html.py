"""Text -> Telegram's HTML. The only place that escapes, and the only one that counts.

Telegram knows <b> <i> <u> <s> <code> <pre> <a> <blockquote> and needs `& < >` escaped. It counts UTF-16 units
of what is left after parsing: a Han character is one, an emoji two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

MAX_UNITS = 4096
MAX_ENTITIES = 100
ELLIPSIS = "…"


class Html(str):
    """Text that is HTML already and is never escaped again."""

    __slots__ = ()


# Telegram itself turns control characters into spaces and drops line separators and direction overrides.
# It refuses lone surrogates. Doing the same first keeps our counts true and our logs clean.
UNSEEN = (
    {code: " " for code in range(32) if code not in (9, 10)}
    | {127: " "}
    | dict.fromkeys(range(0x2028, 0x202F))
    | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
)


def clean(text: str) -> str:
    """Text as Telegram will show it: without control characters, direction overrides and lone surrogates."""
    return text.translate(UNSEEN)


def escape(value: object) -> Html:
    """Any value as HTML text; `Html` stays as it is."""
    if isinstance(value, Html):
        return value
    return Html(clean(str(value)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def bold(value: object) -> Html:
    """The value in bold."""
    return Html(f"<b>{escape(value)}</b>")


def blockquote(value: object) -> Html:
    """The value as a block quote; block quotes are never nested."""
    return Html(f"<blockquote>{escape(value)}</blockquote>")


def join(separator: str, values: Iterable[object]) -> Html:
    """The values escaped and joined, the empty ones left out."""
    return Html(escape(separator).join(part for part in map(escape, values) if part))


def units(text: str) -> int:
    """UTF-16 units of plain text."""
    return len(text) + sum(char > "\uffff" for char in text)


def visible(html: str) -> str:
    """Our own HTML without its tags, unescaped: what a person sees."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def clip(text: str, max_units: int) -> str:
    """`text` on one line, cut to `max_units` with an ellipsis when it is longer."""
    line = " ".join(clean(text).split())
    if units(line) <= max_units:
        return line
    return fitting(line, max_units - 1).rstrip() + ELLIPSIS


def fitting(text: str, max_units: int) -> str:
    """The longest beginning of `text` within `max_units`; a surrogate pair is never cut."""
    if units(text) <= max_units:
        return text
    n = 0
    for at, char in enumerate(text):
        n += 1 + (char > "\uffff")
        if n > max_units:
            return text[:at]
    return text
