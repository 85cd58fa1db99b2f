"""Phrases of the moon's calendar: 农历七月十五, 正月初八, 五月初五, 腊月二十三, 大年初三.

初五 is said of the moon's days alone, and 正月, 冬月, 腊月 of its months; any other month needs 农历 before it.
"""

from __future__ import annotations

import datetime as dt
import re

from retrieval.text.times.festivals import lunar_day, lunar_month
from retrieval.text.times.numerals import number
from retrieval.text.times.period import Period, of_day
from retrieval.text.times.phrases import TIME_OF_DAY, Phrase, Setting, latest

MONTHS = {"正": 1, "冬": 11, "腊": 12}
YEARS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}
_CHINESE = "一二三四五六七八九十"
_DAY = rf"(?:初[{_CHINESE}]|[十廿卅二三][{_CHINESE}]{{1,2}}|二十[{_CHINESE}]?|十)"
_LUNAR = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d)年|(?P<year_word>{'|'.join(YEARS)}))?的?"
    rf"(?:(?P<calendar>农历|阴历|旧历)(?:的)?)?"
    rf"(?:(?P<month>[正冬腊]|十[一二]|[{_CHINESE}])月(?P<day>{_DAY})?|大年(?P<new_year>初[{_CHINESE}]))"
    rf"(?![{_CHINESE}])[日号]?{TIME_OF_DAY}"
)


def lunar(text: str, at: int, setting: Setting) -> Phrase | None:
    """The phrase that begins at `at` and is of the moon's calendar, or None."""
    match = _LUNAR.match(text, at)
    if match is None or not _is_lunar(match):
        return None
    if match["year"] or match["year_word"]:
        said = int(match["year"]) if match["year"] else setting.today.year + YEARS[match["year_word"]]
        return _phrase(match, said, setting, is_open=False)
    if setting.year is not None:
        return _phrase(match, setting.year, setting, is_open=True)
    return latest(lambda year: _phrase(match, year, setting, is_open=True), setting.today)


def _is_lunar(match: re.Match[str]) -> bool:
    day = match["day"] or ""
    return bool(
        match["calendar"] or match["new_year"] or (match["month"] or "") in MONTHS or day.startswith("初")
    )


def _phrase(match: re.Match[str], year: int, setting: Setting, *, is_open: bool) -> Phrase | None:
    found = _period(match, year)
    if found is None:
        return None
    return Phrase(match.end(), found, "open" if is_open else "sure", year)


def _period(match: re.Match[str], year: int) -> Period | None:
    month = 1 if match["new_year"] else MONTHS.get(match["month"]) or number(match["month"])
    words = match["new_year"] or match["day"]
    if month is None:
        return None
    if words is None:
        return lunar_month(year, month)
    day = number(words.removeprefix("初"))
    found: dt.date | None = lunar_day(year, month, day) if day else None
    return of_day(found) if found else None
