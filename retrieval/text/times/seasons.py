"""Phrases that name seasons and plans: 今夏, 去冬, 入夏以来, 今冬明春, 十四五期间."""

from __future__ import annotations

import datetime as dt
import re

from retrieval.text.times import period
from retrieval.text.times.period import Period
from retrieval.text.times.phrases import Phrase, Setting

MONTHS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 14)}
YEARS = {"今": 0, "这个": 0, "去": -1, "上个": -1, "明": 1, "前": -2}
# People speak of winter before it is December.
_EARLY_WINTER = 11

_SEASON = re.compile(
    r"(?P<year>今|去|明|这个|上个)(?P<season>[春夏秋冬])(?:[天季])?(?![运游奥装])(?:(?P<next>[今明])(?P<second>[春夏]))?"
)
_ENTERED = re.compile(r"(?:(?P<year>[今去前])年)?(?:自)?入(?P<season>[春夏秋冬])(?:以来|至今|以后|之后|后)")
_PLAN = re.compile(
    r"[“\"「]?(?P<n>十[一二三四五六七])五[”\"」]?(?:规划|计划)?(?P<part>期间|时期|以来|开局之年|收官之年)"
)
_FIRST_PLAN = (11, 2006)


def seasonal(text: str, at: int, setting: Setting) -> Phrase | None:
    """The phrase that begins at `at` and names a season or the years of a plan, or None."""
    if match := _SEASON.match(text, at):
        return _season(match, setting)
    if match := _ENTERED.match(text, at):
        return _entered(match, setting)
    if match := _PLAN.match(text, at):
        return _plan(match, setting)
    return None


def _season(match: re.Match[str], setting: Setting) -> Phrase:
    """A season of a year; the winter before December is the one that began last year, said of this one later."""
    season, today = match["season"], setting.today
    year = today.year + YEARS[match["year"]]
    if season == "冬" and match["year"] in ("今", "这个") and today.month < 6 and not match["next"]:
        year -= 1
    first, last = MONTHS[season]
    found = period.of_months(year, first, last)
    if match["next"]:
        end_year = today.year + YEARS[match["next"]]
        found = Period(found.first, period.of_months(end_year, *MONTHS[match["second"]]).last)
    return Phrase(match.end(), found, year=year)


def _entered(match: re.Match[str], setting: Setting) -> Phrase:
    """From the first day of the season that began last, or of the year that is said, until today."""
    today = setting.today
    first_month = _EARLY_WINTER if match["season"] == "冬" else MONTHS[match["season"]][0]
    shift = YEARS[match["year"]] if match["year"] else -(first_month > today.month)
    year = today.year + shift
    return Phrase(match.end(), Period(dt.date(year, first_month, 1), today), "vague", year)


def _plan(match: re.Match[str], setting: Setting) -> Phrase:
    """The five years of a plan; the fourteenth is 2021 to 2025."""
    n = 10 + "一二三四五六七".index(match["n"][1]) + 1
    first = _FIRST_PLAN[1] + 5 * (n - _FIRST_PLAN[0])
    part = match["part"]
    if part == "以来":
        return Phrase(match.end(), Period(dt.date(first, 1, 1), setting.today), year=first)
    if part in ("开局之年", "收官之年"):
        year = first if part == "开局之年" else first + 4
        return Phrase(match.end(), period.of_year(year), year=year)
    return Phrase(match.end(), period.of_months(first, 1, 60), year=first)
