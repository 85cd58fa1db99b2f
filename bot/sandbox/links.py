"""Which link targets Telegram accepts in a marked-up text, and how it writes them down."""

from __future__ import annotations

import re

_LINK = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.\-]*)://)?(?P<host>[^/?#\s]+)(?P<rest>[/?#].*)?", re.DOTALL
)
_HOST = re.compile(r"(?:[^@\s]*@)?(?P<name>[^\s:@]+\.[^\s:@.]+)(?P<port>:[0-9]{1,5})?")
WEB_SCHEMES = frozenset({"http", "https", "ton", "tonsite"})


def checked_link(address: str) -> str:
    """Return the address as Telegram keeps it, or an empty string when it is no link."""
    found = _LINK.fullmatch(address)
    if found is None:
        return ""
    scheme = (found["scheme"] or "http").lower()
    if scheme == "tg":
        return "tg://" + found["host"].lower() + (found["rest"] or "")
    if scheme not in WEB_SCHEMES or _HOST.fullmatch(found["host"]) is None:
        return ""
    rest = found["rest"] or "/"
    return f"{scheme}://{found['host'].lower()}{rest if rest[0] == '/' else '/' + rest}"
