"""Dates as a bulletin prints them. A year is only ever taken from a year that stands somewhere."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.model import PrintedDate

_DIGIT = "0-9０-９"
_CHINESE = "〇零一二三四五六七八九十"
_YEAR = rf"(?P<year>[12１２][{_DIGIT}]{{3}}|二[〇零○][{_CHINESE}○]{{2}})\s{{0,2}}年"
_MONTH_DAY = rf"(?P<month>[{_DIGIT}]{{1,2}}|[{_CHINESE}]{{1,3}})\s{{0,2}}月\s{{0,2}}(?P<day>[{_DIGIT}]{{1,2}}|[{_CHINESE}]{{1,3}})\s{{0,2}}[日号]"
_PART = r"(?:上午|下午|晚上|傍晚|凌晨|清晨|早上|早晨|中午|晚间|夜间|晚|夜)?"
_DATE = re.compile(rf"(?:{_YEAR}\s{{0,2}})?{_MONTH_DAY}{_PART}")
_FULL = re.compile(
    rf"{_YEAR}\s{{0,2}}{_MONTH_DAY}|(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?!\d)"
)
_RELATIVE = re.compile(r"近日|日前|连日来|昨日|昨天|今日|今天|近期|前日|前天|日内")
_DAYS_BACK = {"昨日": 1, "昨天": 1, "今日": 0, "今天": 0, "前日": 2, "前天": 2}
_IN_NAME = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-_./年](\d{1,2})[-_./月](\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)"),
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as printed: its words, its place in the text, and its value (None for 近日 and its like)."""

    start: int
    text: str
    date: PrintedDate | None


def date_at(text: str, start: int, published_on: dt.date | None = None) -> FoundDate | None:
    """Return the date that stands at `start` of `text`; 昨日 and the year follow `published_on` alone."""
    match = _DATE.match(text, start)
    if match is not None:
        printed = _printed(match, published_on)
        return FoundDate(start, match.group(), printed) if printed else None
    match = _RELATIVE.match(text, start)
    if match is None:
        return None
    back = _DAYS_BACK.get(match.group())
    day = None if published_on is None or back is None else published_on - dt.timedelta(days=back)
    date = None if day is None else PrintedDate(day.month, day.day, day.year)
    return FoundDate(start, match.group(), date)


def full_dates(text: str) -> Iterator[dt.date]:
    """Yield the dates of `text` that are printed with their year."""
    for match in _FULL.finditer(text):
        numbers = match.group("year", "month", "day") if match["year"] else match.group("y", "m", "d")
        date = _calendar(*map(_number, numbers))
        if date is not None:
            yield date


def date_in_name(name: str) -> dt.date | None:
    """Return the date in a file or folder name, as 2024-07-24, 20240724 or 2024年7月24日."""
    for pattern in _IN_NAME:
        for match in pattern.finditer(name):
            date = _calendar(int(match[1]), int(match[2]), int(match[3]))
            if date is not None:
                return date
    return None


def nearest_year(month: int, day: int, published_on: dt.date) -> int:
    """Return the year that puts month and day nearest to the day of publication (2 January reports 30 December)."""
    years = (published_on.year, published_on.year - 1, published_on.year + 1)
    dates = [date for year in years if (date := _calendar(year, month, day)) is not None]
    return min(dates, key=lambda date: abs((date - published_on).days)).year if dates else published_on.year


def _printed(match: re.Match[str], published_on: dt.date | None) -> PrintedDate | None:
    month, day = _number(match["month"]), _number(match["day"])
    if _calendar(2024, month, day) is None:  # A leap year: it has every day that any year has.
        return None
    if match["year"]:
        year: int | None = _number(match["year"])
    else:
        year = None if published_on is None else nearest_year(month, day, published_on)
    return PrintedDate(month, day, year)


def _calendar(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _number(words: str) -> int:
    """The value of digits in any width, of 十七, or of 二〇二四; 0 when the words are no number."""
    if words.isdecimal():
        return int(words)
    digits = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
    if "十" not in words:
        return int("".join(str(digits[c]) for c in words))
    tens, _, ones = words.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    return 10 * (digits[tens] if tens else 1) + (digits[ones] if ones else 0)
