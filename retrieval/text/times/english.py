"""English phrases: last Friday, July 18, 2024, the third quarter of 2024, two weeks ago, the past three months."""

from __future__ import annotations

import datetime as dt
import re

from retrieval.text.times import period
from retrieval.text.times.festivals import festival
from retrieval.text.times.period import Period
from retrieval.text.times.phrases import Phrase, Setting, latest

_DAYS = {
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    **dict.fromkeys(("yesterday", "last night"), -1),
    **dict.fromkeys(("today", "tonight", "this morning", "this afternoon", "this evening"), 0),
    "tomorrow": 1,
}
_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_COUNTS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_COUNTS |= {"a": 1, "an": 1, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3, "several": 3, "": 1}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_SHIFTS = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_FESTIVALS = {
    "national day": "国庆",
    **dict.fromkeys(("spring festival", "chinese new year", "lunar new year"), "春节"),
    "mid-autumn festival": "中秋",
    "mid-autumn": "中秋",
    "dragon boat festival": "端午",
    **dict.fromkeys(("tomb-sweeping day", "qingming festival", "qingming"), "清明"),
    "lantern festival": "元宵",
    **dict.fromkeys(("labour day", "labor day", "may day"), "劳动节"),
    **dict.fromkeys(("new year's day", "new years day"), "元旦"),
    "christmas": "圣诞节",
}
_END = r"(?![a-z0-9])"
_MONTH = "|".join([*_MONTHS, *(rf"{name[:3]}\.?" for name in _MONTHS if name != "may"), r"sept\.?"])
_YEAR = r"(?:,?\s(?:of\s)?(?P<year>(?:19|20)\d\d))"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:])"
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(filter(None, _COUNTS), key=len, reverse=True))})"
_UNIT = r"(?P<unit>day|week|month|quarter|year)"
_NAMED_DAY = re.compile(rf"(?:{'|'.join(sorted(_DAYS, key=len, reverse=True))}){_END}")
_MONTH_DAY = re.compile(
    rf"(?:(?P<shift>last|this|next)\s)?(?:(?P<part>early|mid|late)[\s-])?(?P<month>{_MONTH})(?:\s(?:the\s)?{_DAY})?{_YEAR}?{_END}"
)
_DAY_MONTH = re.compile(rf"(?:the\s)?{_DAY}\s(?:of\s)?(?P<month>{_MONTH}){_YEAR}?{_END}")
_SHIFTED = re.compile(
    rf"(?:the\s)?(?P<shift>{'|'.join(_SHIFTS)})\s(?P<what>week|weekend|month|quarter|year|{'|'.join((*_WEEKDAYS, *_SEASONS))}){_END}"
)
_PAST = re.compile(rf"(?:the\s)?(?:past|last|previous)\s{_N}\s{_UNIT}s?{_END}")
_AGO = re.compile(rf"{_N}\s{_UNIT}s?\sago{_END}")
_WEEKDAY = re.compile(rf"(?P<weekday>{'|'.join(_WEEKDAYS)}){_END}")
_PARTS = re.compile(
    rf"(?:the\s)?(?:(?P<q>{'|'.join(_ORDINALS)})\squarter|(?P<half>first|second)\shalf)"
    rf"(?:\s(?:of\s)?(?:(?P<year>(?:19|20)\d\d)|(?P<year_word>last|this|the)\syear))?{_END}"
)
_SEASON = re.compile(rf"(?:the\s)?(?P<season>{'|'.join(_SEASONS)}){_YEAR}{_END}")
_FESTIVAL = re.compile(
    rf"(?:the\s)?(?:(?P<shift>last|this)\s(?:year's\s)?)?(?P<name>{'|'.join(sorted(_FESTIVALS, key=len, reverse=True))})"
    rf"(?:\sholidays?)?{_YEAR}?{_END}"
)
_ONLY_YEAR = re.compile(rf"(?P<year>(?:19|20)\d\d){_END}(?![-/.]\d|\s?[%\u4e00-\u9fff])")


def english(text: str, at: int, setting: Setting) -> Phrase | None:
    """The phrase that begins at `at` and is said in English, or None; `text` is in lower case."""
    if at and (text[at - 1].isalnum() and text[at - 1].isascii()):
        return None
    readers = (
        _named_day,
        _past,
        _ago,
        _shifted,
        _month_day,
        _part_of_year,
        _season,
        _festival,
        _weekday,
        _year_alone,
    )
    found = [phrase for read in readers if (phrase := read(text, at, setting))]
    return max(found, key=lambda phrase: phrase.end, default=None)


def _named_day(text: str, at: int, setting: Setting) -> Phrase | None:
    match = _NAMED_DAY.match(text, at)
    if match is None:
        return None
    day = setting.today + dt.timedelta(days=_DAYS[match[0]])
    return Phrase(match.end(), period.of_day(day), year=day.year, month=day.month)


def _past(text: str, at: int, setting: Setting) -> Phrase | None:
    match = _PAST.match(text, at)
    first = match and _earlier(setting.today, _count(match["n"]), match["unit"])
    return Phrase(match.end(), Period(first, setting.today)) if match and first else None


def _ago(text: str, at: int, setting: Setting) -> Phrase | None:
    match = _AGO.match(text, at)
    there = match and _earlier(setting.today, _count(match["n"]), match["unit"])
    return Phrase(match.end(), _around(there, match["unit"]), "vague") if match and there else None


def _shifted(text: str, at: int, setting: Setting) -> Phrase | None:
    """last week, this Friday, next month; last Friday is the one before today, wherever the week stands."""
    match = _SHIFTED.match(text, at)
    if match is None:
        return None
    n, what, today = _SHIFTS[match["shift"]], match["what"], setting.today
    if what in _SEASONS:
        year = today.year + n
        found = period.of_months(year, _SEASONS[what], _SEASONS[what] + 2)
    elif what in _WEEKDAYS and n < 0:
        n_days = (today.weekday() - _WEEKDAYS.index(what) - 1) % 7 + 1
        found = period.of_day(today - dt.timedelta(days=n_days))
    elif what in _WEEKDAYS or what == "weekend":
        monday = period.monday_of(today) + dt.timedelta(weeks=n)
        first = monday + dt.timedelta(days=5 if what == "weekend" else _WEEKDAYS.index(what))
        found = Period(first, first + dt.timedelta(days=what == "weekend"))
    else:
        found = _whole(today, n, what)
    return Phrase(match.end(), found, year=found.first.year if found.first else None)


def _whole(today: dt.date, n: int, unit: str) -> Period:
    """The week, month, quarter or year that lies `n` of them from the present one."""
    if unit == "week":
        return period.of_week(today + dt.timedelta(weeks=n))
    if unit == "year":
        return period.of_year(today.year + n)
    if unit == "month":
        return period.of_month(today.year, today.month + n)
    first = 3 * ((today.month - 1) // 3 + n) + 1
    return period.of_months(today.year, first, first + 2)


def _month_day(text: str, at: int, setting: Setting) -> Phrase | None:
    match = _DAY_MONTH.match(text, at) or _MONTH_DAY.match(text, at)
    if match is None:
        return None
    group = match.groupdict()
    month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(match["month"][:3]))
    is_bare = not (group["day"] or group["year"] or group.get("shift"))
    if (
        is_bare
        and month in (3, 5)
        and not re.search(r"\b(?:in|since|until|from|to|of|by|early|mid|late)[\s-]$", text[:at])
    ):
        return None
    year = int(group["year"]) if group["year"] else setting.year
    if shift := group.get("shift"):
        year = _shifted_year(setting.today, month, _SHIFTS[shift])
    if year is not None:
        is_said = bool(group["year"] or group.get("shift"))
        return _of_month(match, year, month, is_sure=is_said)
    return latest(lambda some: _of_month(match, some, month, is_sure=False), setting.today)


def _shifted_year(today: dt.date, month: int, shift: int) -> int:
    """last March is the last one that is over; this March is this year's."""
    if shift < 0:
        return today.year - (month >= today.month)
    return today.year + shift * (month <= today.month)


def _of_month(match: re.Match[str], year: int, month: int, *, is_sure: bool) -> Phrase | None:
    group = match.groupdict()
    found: Period | None = period.of_month(year, month)
    if group["day"]:
        found = period.day_of(year, month, int(group["day"]))
    elif part := group.get("part"):
        first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}[part]
        end = period.last_of(year, month)
        found = Period(end.replace(day=first), end.replace(day=min(last, end.day)))
    if found is None:
        return None
    return Phrase(match.end(), found, "sure" if is_sure else "open", year, month)


def _part_of_year(text: str, at: int, setting: Setting) -> Phrase | None:
    match = _PARTS.match(text, at)
    if match is None:
        return None
    n_months = 3 if match["q"] else 6
    first = n_months * (_ORDINALS[match["q"] or match["half"]] - 1) + 1
    if match["year"] or match["year_word"]:
        year = int(match["year"]) if match["year"] else setting.today.year - (match["year_word"] == "last")
    else:
        year = setting.year or setting.today.year - (first > setting.today.month)
    found = period.of_months(year, first, first + n_months - 1)
    is_said = match["year"] or match["year_word"]
    return Phrase(match.end(), found, "sure" if is_said else "open", year)


def _season(text: str, at: int, setting: Setting) -> Phrase | None:
    match = _SEASON.match(text, at)
    if match is None:
        return None
    first, year = _SEASONS[match["season"]], int(match["year"])
    return Phrase(match.end(), period.of_months(year, first, first + 2), year=year)


def _festival(text: str, at: int, setting: Setting) -> Phrase | None:
    match = _FESTIVAL.match(text, at)
    if match is None:
        return None
    name, today = _FESTIVALS[match["name"]], setting.today

    def phrase_in(year: int) -> Phrase | None:
        found = festival(name, year)
        is_said = match["year"] or match["shift"]
        return Phrase(match.end(), found, "sure" if is_said else "open", year) if found else None

    if match["year"]:
        return phrase_in(int(match["year"]))
    if match["shift"]:
        return phrase_in(today.year + _SHIFTS[match["shift"]])
    return phrase_in(setting.year) if setting.year is not None else latest(phrase_in, today)


def _weekday(text: str, at: int, setting: Setting) -> Phrase | None:
    match = _WEEKDAY.match(text, at)
    if match is None:
        return None
    n_days = (setting.today.weekday() - _WEEKDAYS.index(match["weekday"])) % 7
    return Phrase(match.end(), period.of_day(setting.today - dt.timedelta(days=n_days)), "vague")


def _year_alone(text: str, at: int, setting: Setting) -> Phrase | None:
    """in 2024: among English words only, for elsewhere it could be any number."""
    match = _ONLY_YEAR.match(text, at)
    if match is None or not re.search(
        r"\b(?:in|of|since|until|from|to|by|before|after|during)\s$", text[:at]
    ):
        return None
    return Phrase(match.end(), period.of_year(int(match["year"])), year=int(match["year"]))


def _count(words: str) -> int:
    return int(words) if words.isdecimal() else _COUNTS[words]


def _earlier(today: dt.date, n: int, unit: str) -> dt.date | None:
    try:
        if unit in ("day", "week"):
            return today - dt.timedelta(days=n * (7 if unit == "week" else 1))
        return period.months_before(today, n * {"month": 1, "quarter": 3, "year": 12}[unit])
    except (ValueError, OverflowError):
        return None


def _around(there: dt.date, unit: str) -> Period:
    return period.of_day(there) if unit == "day" else _whole(there, 0, unit)
