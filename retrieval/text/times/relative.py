"""Phrases that count from today: 前天, 上周五, 近三个月, 两周前, 最近."""

from __future__ import annotations

import datetime as dt
import re

from retrieval.text.times import period
from retrieval.text.times.numerals import NUMBER, number
from retrieval.text.times.period import Period
from retrieval.text.times.phrases import TIME_OF_DAY, Phrase, Setting

DAYS = {
    "大前天": -3,
    **dict.fromkeys(("前天", "前日"), -2),
    **dict.fromkeys(("昨天", "昨日", "昨晚", "昨夜", "昨儿"), -1),
    **dict.fromkeys(("今天", "今日", "今早", "今晚", "今晨", "今儿"), 0),
    **dict.fromkeys(("明天", "明日", "明早", "明晚", "明儿"), 1),
    **dict.fromkeys(("后天", "后日"), 2),
    "大后天": 3,
}
WEEKS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}
WEEKDAYS = {
    character: n
    for n, row in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7"))
    for character in row
}
# What 几 means where a bulletin's reader says it, and how far back 最近 looks.
A_FEW = {"日": 7, "周": 4, "月": 3, "季": 2, "年": 3}
RECENT_DAYS = 30

_DAY = re.compile(
    rf"(?P<day>大前天|大后天|前[天日](?!性|本)|[昨今明](?:[天日晚早晨夜]|儿个?)|后[天日](?!性)){TIME_OF_DAY}"
)
# 周三、四; 周六日 without a sign.
_SECOND_WEEKDAY = r"(?:[、,和及至到-](?P<weekday_to>[一二三四五六日天])(?![点时个楼层号月日天周]|是|时间)|(?<=六)(?P<sunday>[日天]))?"
_WEEK = re.compile(
    rf"(?P<week>上上|下下|[上这本下])(?:一|个)?(?:周|星期|礼拜)(?!年|边|围|期|转|刊)"
    rf"(?:以?内)?(?:(?:的?(?:周|星期|礼拜))?(?P<weekday>[一二三四五六日天末1-7])(?![个气天]))?{_SECOND_WEEKDAY}{TIME_OF_DAY}"
)
_WEEKDAY = re.compile(
    rf"(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])(?![年个届次岁]){_SECOND_WEEKDAY}{TIME_OF_DAY}"
)
_SPAN = rf"(?P<n>半|几|数|{NUMBER})(?P<half>个半)?(?:多|余|来)?个?(?:多|余)?(?P<unit>天|日|周|星期|礼拜|月|季度|年)(?P<and_half>半)?(?:多|余)?"
_PAST = re.compile(
    rf"(?!前半年|[前头][一二三四两1-4]个?季度)(?:最近这|最近的?|近|过去的?|刚过去的?|这|前)(?:整整)?{_SPAN}(?:以来|之?[内间来里])?(?!前|后)"
)
_NEXT = re.compile(rf"(?:未来的?|今后的?|接下来的?|往后|后续)(?:这)?{_SPAN}(?:之?[内间里])?(?!前|后)")
_LATER = re.compile(rf"{_SPAN}(?:之|以)?后(?![来续勤期面悔])")
_AGO = re.compile(rf"{_SPAN}(?:之|以)?前(?![列往后进期])")
_WITHIN = re.compile(rf"{_SPAN}[之以]?内")
# 年内; elsewhere 内 begins another word (一年内科).
_INSIDE = re.compile(
    r"(?<![一二三四五六七八九十百几两\d本今当全半周月年])(?P<unit>[年月周])内(?![科部外容在涝])"
)
_SAME = re.compile(
    r"(?:(?P<year>[去上前])年|(?P<month>上上?)个?月|(?P<week>上上?)个?(?:周|星期|礼拜))的?"
    r"(?P<same>今天|今日|这一?天|同一天|同日|同期|同一?时期|这个时候|这时候?|此时)"
)
_SAME_DAY = re.compile(rf"{_SPAN}(?:之|以)?前的?(?:今天|今日|这一?天|同一天)")
_SINCE = re.compile(rf"{_SPAN}(?:以来|来(?!自|源|到|临))")
_RECENT = re.compile(
    r"最近(?!的?(?:地铁|公交|医院|车站|距离))|近期|近日|近来|这段时间|这段日子|这阵子|这一阵|这些天|这些日子|连日来|日前|前些天|前些日子|前不久|不久前|前段时间|前一段时间|前阵子"
)
_RECENT_YEARS = re.compile(r"近年来|近些年|这些年|近年")


def relative(text: str, at: int, setting: Setting) -> Phrase | None:
    """The phrase that begins at `at` and counts from today, or None."""
    if match := _DAY.match(text, at):
        n_days = DAYS.get(match["day"].removesuffix("个"))
        if n_days is None:
            return None
        day = setting.today + dt.timedelta(days=n_days)
        return Phrase(match.end(), period.of_day(day), year=day.year, month=day.month)
    if match := _SAME.match(text, at):
        return _same(match, setting.today)
    if match := _SAME_DAY.match(text, at):
        there = _back(setting.today, match)
        return Phrase(match.end(), period.of_day(there), year=there.year) if there else None
    if match := _INSIDE.match(text, at):
        today = setting.today
        whole = {"年": period.of_year(today.year), "月": period.of_month(today.year, today.month)}
        return Phrase(match.end(), whole.get(match["unit"], period.of_week(today)), "vague", today.year)
    if match := _WEEK.match(text, at):
        there = setting.today + dt.timedelta(weeks=WEEKS[match["week"]])
        return Phrase(match.end(), _in_week(there, match["weekday"], _second(match)), year=there.year)
    if match := _WEEKDAY.match(text, at):
        return _weekday(match, setting)
    return _counted(text, at, setting)


def _weekday(match: re.Match[str], setting: Setting) -> Phrase:
    """周五: the first one from where a run began, else the last one that has come."""
    near = setting.since or setting.today
    found = _in_week(near, match["weekday"])
    first = found.first or near
    second = _second(match)
    if setting.since is not None:
        week = 1 if first < setting.since else 0
        there = near + dt.timedelta(weeks=week)
        return Phrase(match.end(), _in_week(there, match["weekday"], second), is_short=True)
    week = -1 if first > setting.today else 0
    return Phrase(match.end(), _in_week(near + dt.timedelta(weeks=week), match["weekday"], second), "vague")


def _counted(text: str, at: int, setting: Setting) -> Phrase | None:
    today = setting.today
    if match := _PAST.match(text, at):
        first = _back(today, match)
        return None if first is None else Phrase(match.end(), Period(first, today))
    if match := _NEXT.match(text, at):
        last = _back(today, match, is_future=True)
        return None if last is None else Phrase(match.end(), Period(today, last), "vague")
    if match := _LATER.match(text, at):
        there = _back(today, match, is_future=True)
        return None if there is None else Phrase(match.end(), _unit_of(there, match["unit"]), "vague")
    if match := _AGO.match(text, at):
        around = _around(today, match)
        return None if around is None else Phrase(match.end(), around, "vague")
    if match := _since(text, at) or (_WITHIN.match(text, at) if setting.is_whole else None):
        first = _back(today, match)
        return None if first is None else Phrase(match.end(), Period(first, today))
    if match := _RECENT.match(text, at):
        return Phrase(match.end(), Period(today - dt.timedelta(days=RECENT_DAYS), today), "vague")
    if match := _RECENT_YEARS.match(text, at):
        return Phrase(match.end(), Period(period.months_before(today, 12 * A_FEW["年"]), today), "vague")
    return None


def _same(match: re.Match[str], today: dt.date) -> Phrase:
    """去年的今天, 上个月同期: the day, or the month (the week) it lies in."""
    is_day = match["same"] not in ("同期", "同时期", "同一时期", "这个时候", "这时", "这时候", "此时")
    if week := match["week"]:
        there = today - dt.timedelta(weeks=len(week))
        return Phrase(match.end(), period.of_day(there) if is_day else period.of_week(there), year=there.year)
    n_months = len(match["month"]) if match["month"] else 24 if match["year"] == "前" else 12
    there = period.months_before(today, n_months)
    same = period.of_day(there) if is_day else period.of_month(there.year, there.month)
    return Phrase(match.end(), same, year=there.year)


def _since(text: str, at: int) -> re.Match[str] | None:
    """三个月以来; 七月以来 counts from July instead, so 月 needs its 个."""
    match = _SINCE.match(text, at)
    if match and match["unit"] == "月" and match["n"] not in ("半", "几", "数") and "个" not in match[0]:
        return None
    return match


def _second(match: re.Match[str]) -> str | None:
    second: str | None = match["weekday_to"] or match["sunday"]
    return second


def _in_week(day: dt.date, weekday: str | None, until: str | None = None) -> Period:
    monday = period.monday_of(day)
    if weekday and until and weekday != "末" and WEEKDAYS[weekday] < WEEKDAYS[until]:
        first, last = WEEKDAYS[weekday], WEEKDAYS[until]
        return Period(monday + dt.timedelta(days=first), monday + dt.timedelta(days=last))
    if weekday is None:
        return period.of_week(day)
    if weekday == "末":
        return Period(monday + dt.timedelta(days=5), monday + dt.timedelta(days=6))
    return period.of_day(monday + dt.timedelta(days=WEEKDAYS[weekday]))


def _length(match: re.Match[str]) -> tuple[int, str] | None:
    """How many days or months a span counts, and its unit: 天 and 周 come as days, 季度 and 年 as months."""
    unit = {"天": "日", "星期": "周", "礼拜": "周", "季度": "季"}.get(match["unit"], match["unit"])
    size = {"日": 1, "周": 7, "月": 1, "季": 3, "年": 12}[unit]
    is_vague, is_half = match["n"] in "几数", match["n"] == "半"
    n = A_FEW[unit] if is_vague else 0 if is_half else number(_larger(match["n"]))
    if n is None or n > 999:
        return None
    halves = 2 * n + (is_half or bool(match["half"]) or bool(match["and_half"]))
    if unit == "月" and halves % 2:
        return (halves * 15, "日") if n == 0 else (n * 30 + 15, "日")
    return halves * size // 2, "日" if unit in "日周" else "月"


def _larger(words: str) -> str:
    """两三天 are three at most."""
    digits = "一二三四五六七八九"
    pair = words.replace("两", "二")
    return pair[1] if len(pair) == 2 and pair in digits else words


def _back(today: dt.date, match: re.Match[str], *, is_future: bool = False) -> dt.date | None:
    length = _length(match)
    if length is None or length[0] == 0:
        return None
    n, unit = length
    return _earlier(today, -n if is_future else n, unit)


def _around(today: dt.date, match: re.Match[str]) -> Period | None:
    """The day, week, month or year that lies a span before today, as exact as the span's own unit."""
    length = _length(match)
    if length is None or length[0] == 0:
        return None
    there = _earlier(today, *length)
    if there is None:
        return None
    if match["unit"] in "天日":
        return period.of_day(there)
    if match["unit"] in ("周", "星期", "礼拜") or length[1] == "日":
        return period.of_week(there)
    is_year = match["unit"] == "年" and length[0] % 12 == 0
    return _unit_of(there, "年" if is_year else "月")


def _unit_of(day: dt.date, unit: str) -> Period:
    """The day, week, month or year that a day lies in."""
    if unit in ("天", "日"):
        return period.of_day(day)
    if unit in ("周", "星期", "礼拜"):
        return period.of_week(day)
    return period.of_year(day.year) if unit == "年" else period.of_month(day.year, day.month)


def _earlier(today: dt.date, n: int, unit: str) -> dt.date | None:
    try:
        return today - dt.timedelta(days=n) if unit == "日" else period.months_before(today, n)
    except (ValueError, OverflowError):
        return None
