"""One phrase of time at a place of a text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from retrieval.text.times.period import Period

Certainty = Literal["sure", "open", "vague"]

# A time of day says nothing that a bulletin's date could tell apart; it belongs to the phrase all the same.
TIME_OF_DAY = r"(?:的?(?:上午|下午|中午|午后|晚上|晚间|傍晚|凌晨|清晨|早上|早晨|一大早|一早|大清早|夜里|夜间|深夜|半夜|全天|白天|当天|当日|当晚|那天|这天|那晚|[早晚夜]))?"
SPLIT = r"\s{0,2}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that ends at `end` of the text.

    It is `sure` when its year is said or counted from today, `open` when the year is left to the reader, `vague`
    when people use it loosely. `year` and `month` are what a second phrase may leave unsaid (7月1日至15日);
    it `is_short` when it does leave its month unsaid.
    """

    end: int
    period: Period
    certainty: Certainty = "sure"
    year: int | None = None
    month: int | None = None
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a phrase is understood by: the day it is said, and what the phrase before it named.

    `since` is the first day of a run whose end is looked for. `is_whole` says that the text is nothing but a time, so that loose forms (三天内, 18号) need no other sign.
    """

    today: dt.date
    year: int | None = None
    month: int | None = None
    since: dt.date | None = None
    is_whole: bool = False


# 29 February comes every four years, and once in a century after eight.
_FARTHEST = 8


def latest(phrase_in: Callable[[int], Phrase | None], today: dt.date) -> Phrase | None:
    """The phrase of the latest year in which it is a time that has begun by today; else that of this year."""
    for year in range(today.year, today.year - _FARTHEST - 1, -1):
        phrase = phrase_in(year)
        if phrase is not None and (phrase.period.first or dt.date.min) <= today:
            return phrase
    return phrase_in(today.year)
