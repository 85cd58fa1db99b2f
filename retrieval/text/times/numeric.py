"""Phrases of digits alone: 2024-07-18, 20240718, 24-07-18, 8.15, 2024Q3."""

from __future__ import annotations

import datetime as dt
import re

from retrieval.text.times import period
from retrieval.text.times.phrases import TIME_OF_DAY, Phrase, Setting

_FULL = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?:\s?(?P<sign>[-/.])\s?(?P<m>\d{1,2})(?:\s?(?P=sign)\s?(?P<d>\d{1,2}))?|(?P<md>[01]\d[0-3]\d))"
    rf"(?![\d.]\d|\d)(?![年月]){TIME_OF_DAY}"
)
_TWO_DIGITS = re.compile(
    r"(?<![\d.\-/])(?P<y>\d\d)(?P<sign>[-/.])(?P<m>\d{1,2})(?P=sign)(?P<d>\d{1,2})(?![\d.\-/]\d|\d)"
)
_BLANKS = re.compile(r"(?<![\d.])(?P<y>(?:19|20)\d\d)\s(?P<m>[01]\d)\s(?P<d>[0-3]\d)(?!\d|\s?[a-z%])")
_QUARTER = re.compile(
    r"(?:(?P<y>(?:19|20)\d\d|\d\d(?=q)|\d\d(?=年))(?:年度?)?的?\s?)?(?:q(?P<q>[1-4])|h(?P<h>[12]))(?![a-z\d])"
)
_SHORT = re.compile(r"(?P<m>\d{1,2})\s?[-/.·](?P<d>\d{1,2})")
# In a question 8.15 could be a measure: it is a day where two digits are behind the sign and a day's company follows.
_SHORT_IN_TEXT = re.compile(
    r"(?<![\d.\-/a-z])(?P<m>1[0-2]|0?[1-9])(?P<sign>[-/.·])(?P<d>[0-3]\d)(?![\d.\-/·%])"
    r"(?=\s*(?:$|[的号日那当这期有会开活报头公新要停至到之以前后,，。？?！!、）)]|上午|下午|晚|早|通知))"
)

# 7.1-7.5: two together are days, unless a measure follows.
_RUN_DAY = r"(?:1[0-2]|0?[1-9])[/.](?:[12]\d|3[01]|0?[1-9])(?![\d.])"
_MEASURE = r"(?!\s?[%万亿元千百米公吨度℃倍个岁分秒小])"
_RUN = re.compile(
    rf"(?<![\d.\-/a-z])(?P<m>\d{{1,2}})[/.](?P<d>\d{{1,2}})(?=\s?[-~—–至到]{{1,2}}\s?{_RUN_DAY}{_MEASURE})"
)
_RUN_END = re.compile(rf"(?={_RUN_DAY}{_MEASURE})(?P<m>\d{{1,2}})[/.](?P<d>\d{{1,2}})")


def numeric(text: str, at: int, setting: Setting) -> Phrase | None:
    """The phrase that begins at `at` and is written in digits, or None."""
    if (match := _FULL.match(text, at)) or (
        match := (_TWO_DIGITS.match(text, at) or _BLANKS.match(text, at))
    ):
        return _full(match)
    if match := _QUARTER.match(text, at):
        return _quarter(match, setting)
    if setting.is_whole and (match := _SHORT.fullmatch(text.rstrip(), at)):
        return _short(match, setting)
    if match := (_SHORT_IN_TEXT.match(text, at) or _RUN.match(text, at)):
        return _short(match, setting)
    if setting.since is not None and (match := _RUN_END.match(text, at)):
        return _short(match, setting)
    return None


def _full(match: re.Match[str]) -> Phrase | None:
    group = match.groupdict()
    year = int(group["y"]) if len(group["y"]) == 4 else 2000 + int(group["y"])
    together = group.get("md")
    month = int(together[:2] if together else group["m"] or 0)
    day = int(together[2:]) if together else int(group["d"]) if group["d"] else None
    if not 1 <= month <= 12:
        return None
    found = period.of_month(year, month) if day is None else period.day_of(year, month, day)
    return Phrase(match.end(), found, year=year, month=month) if found else None


def _quarter(match: re.Match[str], setting: Setting) -> Phrase:
    """2024Q3; without a year the latest that has begun, as of any time that leaves its year open."""
    first, n_months = (3 * int(match["q"]) - 2, 3) if match["q"] else (6 * int(match["h"]) - 5, 6)
    if match["y"]:
        year = int(match["y"]) if len(match["y"]) == 4 else 2000 + int(match["y"])
        return Phrase(match.end(), period.of_months(year, first, first + n_months - 1), year=year)
    year = setting.year or setting.today.year - (first > setting.today.month)
    return Phrase(match.end(), period.of_months(year, first, first + n_months - 1), "open", year)


def _short(match: re.Match[str], setting: Setting) -> Phrase | None:
    """7.18, where nothing else could be meant: the latest one that has come."""
    month, day = int(match["m"]), int(match["d"])
    if setting.year is not None:
        found = period.day_of(setting.year, month, day)
        return Phrase(match.end(), found, "open", setting.year, month) if found else None
    for year in (setting.today.year, setting.today.year - 1):
        found = period.day_of(year, month, day)
        if found is not None and (found.first or dt.date.max) <= setting.today:
            return Phrase(match.end(), found, "open", year, month)
    return None
