"""What a button carries: a small closed set of values in at most 64 bytes, and the payload of deep links.

Whatever comes back was possible to forge: anything that is not exactly what `encode` writes decodes to None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MAX_ID = 2**63 - 1
MAX_PAGE = 9999


@dataclass(frozen=True, slots=True)
class ShowArticle:
    """Show an article; `part` counts from 0."""

    article_id: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class ShowPage:
    """Show a page of a stored answer, search or list; `page` counts from 0."""

    paging_id: int
    page: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Show the article before (-1) or after (1) another one."""

    article_id: int
    step: Literal[-1, 1]


Callback = ShowArticle | ShowPage | Neighbour

NUMBER = r"(0|[1-9][0-9]{0,18})"
FORM = re.compile(rf"([ap]):{NUMBER}:{NUMBER}|n:{NUMBER}:([+-])", re.ASCII)
PAYLOAD = re.compile(r"a([1-9][0-9]{0,18})", re.ASCII)


def encode(callback: Callback) -> str:
    """The callback as button data: ASCII, at most 64 bytes."""
    match callback:
        case ShowArticle(article_id, part):
            return f"a:{article_id}:{part}"
        case ShowPage(paging_id, page):
            return f"p:{paging_id}:{page}"
        case Neighbour(article_id, step):
            return f"n:{article_id}:{'+' if step > 0 else '-'}"


def decode(data: str | None) -> Callback | None:
    """The callback that `encode` wrote, or None for anything else: unknown, forged, out of range."""
    found = FORM.fullmatch(data or "")
    if found is None:
        return None
    kind, first, second, article, sign = found.groups()
    if int(first or article) > MAX_ID or int(second or 0) > MAX_PAGE:
        return None
    if kind == "a":
        return ShowArticle(int(first), int(second))
    if kind == "p":
        return ShowPage(int(first), int(second))
    return Neighbour(int(article), 1 if sign == "+" else -1)


def deep_link(bot_username: str, article_id: int) -> str:
    """The address that opens a private chat with the bot at an article."""
    return f"https://t.me/{bot_username}?start={start_payload(article_id)}"


def start_payload(article_id: int) -> str:
    """The payload of `/start` that names an article."""
    return f"a{article_id}"


def decode_start(payload: str) -> int | None:
    """The article id in the payload of `/start`, or None when it names none."""
    found = PAYLOAD.fullmatch(payload.strip())
    return int(found[1]) if found and int(found[1]) <= MAX_ID else None
