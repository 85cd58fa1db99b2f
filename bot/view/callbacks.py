"""What a button carries: a small closed set of values in at most 64 bytes, and the payload of deep links.

Whatever comes back was possible to forge: anything that is not exactly what `encode` writes decodes to None.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import Literal

from retrieval import Span

MAX_ID = 2**63 - 1
MAX_PAGE = 9999
MAX_BYTES = 64
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class ShowArticle:
    """Show an article; `part` counts from 0."""

    article_id: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class ShowPage:
    """Show a page of a stored answer, search or list; `page` counts from 0.

    A search is shown by relevance, or the newest first.
    """

    paging_id: int
    page: int
    is_by_date: bool = False


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Show the article before (-1) or after (1) another one."""

    article_id: int
    step: Literal[-1, 1]


@dataclass(frozen=True, slots=True)
class ShowOriginal:
    """Show a quote on its printed page: the excerpt within the paragraph, and its marked words within that too.

    As many marks as 64 bytes hold are carried, the first ones first.
    """

    article_id: int
    paragraph: int
    excerpt: Span
    marks: tuple[Span, ...] = ()


Callback = ShowArticle | ShowPage | Neighbour | ShowOriginal

NUMBER = r"(0|[1-9][0-9]{0,18})"
FORM = re.compile(rf"([apd]):{NUMBER}:{NUMBER}|n:{NUMBER}:([+-])", re.ASCII)
ORIGINAL = re.compile(
    rf"o:{NUMBER}:([0-9]{{1,4}}):((?:[0-9a-z]+\.[0-9a-z]+)(?:,[0-9a-z]+\.[0-9a-z]+)*)", re.ASCII
)
QUESTION = re.compile(r"q[A-Za-z0-9_-]{2,}", re.ASCII)
PAYLOAD = re.compile(r"a([1-9][0-9]{0,18})", re.ASCII)


def encode(callback: Callback) -> str:
    """The callback as button data: ASCII, at most 64 bytes."""
    match callback:
        case ShowArticle(article_id, part):
            return f"a:{article_id}:{part}"
        case ShowPage(paging_id, page, is_by_date):
            return f"{'d' if is_by_date else 'p'}:{paging_id}:{page}"
        case Neighbour(article_id, step):
            return f"n:{article_id}:{'+' if step > 0 else '-'}"
        case ShowOriginal(article_id, paragraph, excerpt, marks):
            return _fitted(f"o:{article_id}:{paragraph}:{_span(excerpt)}", marks)


def decode(data: str | None) -> Callback | None:
    """The callback that `encode` wrote, or None for anything else: unknown, forged, out of range."""
    found = FORM.fullmatch(data or "")
    if found is None:
        return _original(data or "")
    kind, first, second, article, sign = found.groups()
    if int(first or article) > MAX_ID or int(second or 0) > MAX_PAGE:
        return None
    if kind == "a":
        return ShowArticle(int(first), int(second))
    if kind in ("p", "d"):
        return ShowPage(int(first), int(second), kind == "d")
    return Neighbour(int(article), 1 if sign == "+" else -1)


def _fitted(data: str, marks: tuple[Span, ...]) -> str:
    for mark in marks:
        longer = f"{data},{_span(mark)}"
        if len(longer) > MAX_BYTES:
            break
        data = longer
    return data


def _span(span: Span) -> str:
    return f"{base36(span.start)}.{base36(span.end)}"


def base36(number: int) -> str:
    """A whole number from 0 in digits and small letters."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits or "0"


def _original(data: str) -> ShowOriginal | None:
    found = ORIGINAL.fullmatch(data)
    if found is None or len(data) > MAX_BYTES or int(found[1]) > MAX_ID:
        return None
    ends = [[int(end, 36) for end in span.split(".")] for span in found[3].split(",")]
    if any(start > end for start, end in ends):
        return None
    excerpt, *marks = (Span(start, end) for start, end in ends)
    callback = ShowOriginal(int(found[1]), int(found[2]), excerpt, tuple(marks))
    return callback if encode(callback) == data else None


def deep_link(bot_username: str, article_id: int) -> str:
    """The address that opens a private chat with the bot at an article."""
    return f"https://t.me/{bot_username}?start={start_payload(article_id)}"


def start_payload(article_id: int) -> str:
    """The payload of `/start` that names an article."""
    return f"a{article_id}"


def question_payload(question: str) -> str:
    """The payload of `/start` that carries a question: GB18030 takes two bytes a Han character, not three."""
    return "q" + base64.urlsafe_b64encode(question.encode("gb18030", "replace")).decode().rstrip("=")


def decode_question(payload: str) -> str | None:
    """The question in the payload of `/start`, or None when it carries none."""
    payload = payload.strip()
    if not QUESTION.fullmatch(payload):
        return None
    try:
        question = base64.urlsafe_b64decode(payload[1:] + "=" * (-len(payload[1:]) % 4)).decode("gb18030")
    except ValueError:
        return None
    return question if question_payload(question) == payload else None


def decode_start(payload: str) -> int | None:
    """The article id in the payload of `/start`, or None when it names none."""
    found = PAYLOAD.fullmatch(payload.strip())
    return int(found[1]) if found and int(found[1]) <= MAX_ID else None
