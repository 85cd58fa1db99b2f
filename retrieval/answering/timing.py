"""When does a question ask about? Certain days bound the answer where anything of them answers; others are preferred.

上周五 and 2024年7月 are certain: the words leave the question, and articles of these days are asked, with paragraphs
that name the day. 7月18日 leaves the year open, so its words stay, and what is of that day comes first. A whole year
is said of many things besides the day of an article, so it bounds nothing; nor do two times, which are compared.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from retrieval.answering.conditions import day_of, is_within
from retrieval.model import Days, Quote, StoredParagraph
from retrieval.text.fold import fold
from retrieval.text.times import Mention, mentions

# A season is the longest time that people mean as a time of news.
LONGEST = dt.timedelta(days=100)

_NAMED = re.compile(r"\d{1,4}\s*[-/.年月]|[〇零一二三四五六七八九十]{1,4}[年月](?!前|来|以)")
_JOINT = re.compile(r"^[的在于里内,，、\s]+|[在于,，、\s]+$")

Fetch = Callable[[Iterable[int]], Mapping[int, StoredParagraph]]


@dataclass(frozen=True, slots=True)
class Timed:
    """A question without the words that chose `days`; `preferred` are the times whose words stayed.

    `is_counted` says that the days were counted from today, so that no bulletin prints the words that chose them.
    """

    question: str
    days: Days | None = None
    is_counted: bool = False
    preferred: tuple[Mention, ...] = ()


def timed(question: str, today: dt.date) -> Timed:
    """Part a question from the time it is about, as it is asked on `today`."""
    found = mentions(question, today)
    choosing = [mention for mention in found if _chooses(question, mention, today)]
    if len(choosing) != 1:
        return Timed(question, preferred=found)
    chosen = choosing[0]
    before, after = question[: chosen.span.start], question[chosen.span.end :]
    rest = f"{_JOINT.sub('', before)} {_JOINT.sub('', after)}".strip()
    days = Days(chosen.span.of(question), chosen.period.first, chosen.period.last)
    is_counted = not _NAMED.search(fold(days.words))
    return Timed(rest, days, is_counted, tuple(mention for mention in found if mention is not chosen))


def within(fetch: Fetch, days: Days) -> Fetch:
    """Fetch only paragraphs of articles of these days, and those that name the one day that is asked for."""
    is_day = days.first is not None and days.first == days.last
    name = f"{days.first.month}月{days.first.day}日" if is_day and days.first else None

    def fetched(ids: Iterable[int]) -> Mapping[int, StoredParagraph]:
        return {
            id_: paragraph
            for id_, paragraph in fetch(ids).items()
            if is_within(days, day_of(paragraph.article)) or (name and name in fold(paragraph.text))
        }

    return fetched


def of_bulletins(fetch: Fetch, names: Collection[str]) -> Fetch:
    """Fetch only paragraphs of the bulletins with these names."""

    def fetched(ids: Iterable[int]) -> Mapping[int, StoredParagraph]:
        return {id_: found for id_, found in fetch(ids).items() if found.article.bulletin in names}

    return fetched


def preferred_first(
    quotes: tuple[Quote, ...], question: str, times: tuple[Mention, ...]
) -> tuple[Quote, ...]:
    """The quotes that name the time or are of its days first, otherwise in their order."""
    if not times:
        return quotes
    return tuple(sorted(quotes, key=lambda quote: not any(_is_of(quote, question, time) for time in times)))


def _chooses(question: str, mention: Mention, today: dt.date) -> bool:
    first, last = mention.period.first, mention.period.last
    if mention.certainty != "sure" or first is None or last is None or first > today:
        return False
    return last - first <= LONGEST


def _is_of(quote: Quote, question: str, time: Mention) -> bool:
    """Whether a quote names a time in its own words, or its article is of that time (in any year, if it names none)."""
    if fold(time.span.of(question)).replace("号", "日") in fold(quote.excerpt.text).replace(" ", ""):
        return True
    day = day_of(quote.citation)
    if day is None:
        return False
    first, last = time.period.first, time.period.last
    if time.certainty == "open" and first is not None and last is not None:
        year = first.year
        day = _in_year(day, year)
    return day is not None and is_within(Days("", first, last), day)


def _in_year(day: dt.date, year: int) -> dt.date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None
