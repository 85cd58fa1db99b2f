"""What the buttons carry that are about a person's own things, and what people think of answers; at most 64 bytes.

Whatever comes back was possible to forge: anything that is not exactly what `encode_own` writes decodes to None.
The letters are none of those that the other callbacks begin with. Paragraphs are named by two numbers in base 36.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.view.callbacks import MAX_BYTES, MAX_ID, base36
from bot.view.texts import Lang

# A paragraph: its article, and its number within that, from 0.
QuoteId = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Speak this language here; None leaves it to each person's client."""

    lang: Lang | None


@dataclass(frozen=True, slots=True)
class CastVote:
    """An answer with these quotes is good (1) or not (-1)."""

    value: Literal[1, -1]
    quotes: tuple[QuoteId, ...]


@dataclass(frozen=True, slots=True)
class ReportQuote:
    """A quote is wrong; of several, ask which. `first` is the number the first of them bears in the answer."""

    first: int
    quotes: tuple[QuoteId, ...]


@dataclass(frozen=True, slots=True)
class CloseReport:
    """None of them, after all."""

    first: int
    quotes: tuple[QuoteId, ...]


@dataclass(frozen=True, slots=True)
class Forget:
    """Delete everything about the person who presses, or do not."""

    is_sure: bool


OwnCallback = ChooseLanguage | CastVote | ReportQuote | CloseReport | Forget

BY_CLIENT = "auto"
ID = r"[1-9a-z][0-9a-z]{0,12}\.(?:0|[1-9a-z][0-9a-z]{0,3})"
FORM = re.compile(
    rf"g:(?P<lang>{'|'.join(Lang)}|{BY_CLIENT})|x:(?P<forget>yes|no)"
    rf"|(?:v:(?P<vote>[+-])|(?P<kind>[ef]):(?P<first>[1-9][0-9]{{0,2}})):(?P<quotes>{ID}(?:,{ID})*)",
    re.ASCII,
)


def encode_own(callback: OwnCallback) -> str:
    """The callback as button data: ASCII, at most 64 bytes; quotes that do not fit are left out."""
    match callback:
        case ChooseLanguage(lang):
            return f"g:{lang or BY_CLIENT}"
        case Forget(is_sure):
            return f"x:{'yes' if is_sure else 'no'}"
        case CastVote(value, quotes):
            return _with_quotes(f"v:{'+' if value > 0 else '-'}", quotes)
        case ReportQuote(first, quotes):
            return _with_quotes(f"e:{first}", quotes)
        case CloseReport(first, quotes):
            return _with_quotes(f"f:{first}", quotes)


def decode_own(data: str | None) -> OwnCallback | None:
    """The callback that `encode_own` wrote, or None for anything else: unknown, forged, out of range."""
    found = FORM.fullmatch(data or "")
    if found is None or len(data or "") > MAX_BYTES:
        return None
    if found["lang"]:
        return ChooseLanguage(None if found["lang"] == BY_CLIENT else Lang(found["lang"]))
    if found["forget"]:
        return Forget(found["forget"] == "yes")
    quotes = quotes_in(found["quotes"])
    if any(article_id > MAX_ID for article_id, _ in quotes):
        return None
    if found["vote"]:
        return CastVote(1 if found["vote"] == "+" else -1, quotes)
    kind = ReportQuote if found["kind"] == "e" else CloseReport
    return kind(int(found["first"]), quotes)


def quotes_in(words: str) -> tuple[QuoteId, ...]:
    """The paragraphs that `named` named."""
    pairs = (one.split(".") for one in words.split(","))
    return tuple((int(article, 36), int(paragraph, 36)) for article, paragraph in pairs)


def named(quotes: Sequence[QuoteId]) -> str:
    """Paragraphs in a few bytes."""
    return ",".join(f"{base36(article_id)}.{base36(paragraph)}" for article_id, paragraph in quotes)


def _with_quotes(begin: str, quotes: Sequence[QuoteId]) -> str:
    shown = tuple(quotes)
    while len(shown) > 1 and len(f"{begin}:{named(shown)}") > MAX_BYTES:
        shown = shown[:-1]
    return f"{begin}:{named(shown)}"
