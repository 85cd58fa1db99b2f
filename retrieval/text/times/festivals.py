"""Days that have a name. Those of the lunar calendar are tabled, for it follows no simple rule."""

from __future__ import annotations

import datetime as dt

from retrieval.text.times.period import Period

# Month, day, and how many days people mean by it.
SOLAR = {
    "元旦": (1, 1, 1),
    "妇女节": (3, 8, 1),
    "三八节": (3, 8, 1),
    "植树节": (3, 12, 1),
    "劳动节": (5, 1, 5),
    "五一": (5, 1, 5),
    "青年节": (5, 4, 1),
    "儿童节": (6, 1, 1),
    "六一": (6, 1, 1),
    "建党节": (7, 1, 1),
    "七一": (7, 1, 1),
    "建军节": (8, 1, 1),
    "八一": (8, 1, 1),
    "教师节": (9, 10, 1),
    "国庆": (10, 1, 7),
    "国庆节": (10, 1, 7),
    "十一黄金周": (10, 1, 7),
    "十一": (10, 1, 7),
    "双十一": (11, 11, 1),
}
# New Year's Day of the lunar calendar from 2015 to 2035, as (month, day).
_FIRST_YEAR = 2015
_SPRING = (
    *((2, 19), (2, 8), (1, 28), (2, 16), (2, 5), (1, 25), (2, 12), (2, 1), (1, 22), (2, 10), (1, 29)),
    *((2, 17), (2, 6), (1, 26), (2, 13), (2, 3), (1, 23), (2, 11), (1, 31), (2, 19), (2, 8)),
)
_DRAGON_BOAT = (
    *((6, 20), (6, 9), (5, 30), (6, 18), (6, 7), (6, 25), (6, 14), (6, 3), (6, 22), (6, 10), (5, 31)),
    *((6, 19), (6, 9), (5, 28), (6, 16), (6, 5), (6, 24), (6, 12), (6, 1), (6, 20), (6, 10)),
)
_MID_AUTUMN = (
    *((9, 27), (9, 15), (10, 4), (9, 24), (9, 13), (10, 1), (9, 21), (9, 10), (9, 29), (9, 17), (10, 6)),
    *((9, 25), (9, 15), (10, 3), (9, 22), (9, 12), (10, 1), (9, 19), (9, 8), (9, 27), (9, 16)),
)
_QINGMING_DAY = 4
LUNAR = frozenset(
    (
        "大年三十",
        "大年初一",
        "正月初一",
        "正月十五",
        "正月",
        "腊月",
        "春节",
        "除夕",
        "元宵节",
        "元宵",
        "清明",
        "清明节",
        "端午",
        "端午节",
        "中秋",
        "中秋节",
    )
)
# These are numbers and parts of names as well, so they need a word behind them.
SHORT = frozenset(("五一", "六一", "七一", "八一", "十一"))
NAMES = sorted((*SOLAR, *LUNAR), key=len, reverse=True)


def festival(name: str, year: int) -> Period | None:
    """The days of a festival in a year; None for a lunar one outside of the tables."""
    if name in SOLAR:
        month, day, n_days = SOLAR[name]
        return _days(dt.date(year, month, day), n_days)
    at = year - _FIRST_YEAR
    if not 0 <= at < len(_SPRING):
        return None
    spring = dt.date(year, *_SPRING[at])
    match name.removesuffix("节") or name:
        case "春":
            return _days(spring, 7)
        case "大年初一" | "正月初一":
            return _days(spring, 1)
        case "正月":
            return _days(spring, 30)
        case "腊月":
            return _days(spring - dt.timedelta(days=29), 29)
        case "除夕" | "大年三十":
            return _days(spring - dt.timedelta(days=1), 1)
        case "元宵" | "正月十五":
            return _days(spring + dt.timedelta(days=14), 1)
        case "清明":
            return _days(_qingming(year), 1)
        case "端午":
            return _days(dt.date(year, *_DRAGON_BOAT[at]), 1)
        case _:
            return _days(dt.date(year, *_MID_AUTUMN[at]), 1)


def _qingming(year: int) -> dt.date:
    """4 April in leap years and the year after, else the 5th: right from 2001 to 2035."""
    return dt.date(year, 4, _QINGMING_DAY if year % 4 < 2 else _QINGMING_DAY + 1)


def _days(first: dt.date, n_days: int) -> Period:
    return Period(first, first + dt.timedelta(days=n_days - 1))
