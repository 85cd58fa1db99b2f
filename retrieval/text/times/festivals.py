"""Days that have a name: of the sun's calendar, of the moon's, and the twenty-four terms of the solar year.

The moon's days and the solar terms come from borax, which has them from 1900 to 2100.
"""

from __future__ import annotations

import datetime as dt

from borax.calendars.lunardate import TERMS_CN, LunarDate, TermUtils

from retrieval.text.times.period import Period

# Month, day, and how many days people mean by it.
SOLAR = {
    **dict.fromkeys(("元旦节", "元旦"), (1, 1, 1)),
    "情人节": (2, 14, 1),
    **dict.fromkeys(("国际妇女节", "妇女节", "三八节", "三八"), (3, 8, 1)),
    **dict.fromkeys(("学雷锋日", "学雷锋纪念日"), (3, 5, 1)),
    "植树节": (3, 12, 1),
    **dict.fromkeys(("消费者权益日", "315"), (3, 15, 1)),
    "愚人节": (4, 1, 1),
    **dict.fromkeys(("世界读书日", "读书日"), (4, 23, 1)),
    **dict.fromkeys(("国际劳动节", "劳动节", "五一"), (5, 1, 5)),
    **dict.fromkeys(("青年节", "五四"), (5, 4, 1)),
    **dict.fromkeys(("国际护士节", "护士节"), (5, 12, 1)),
    "防灾减灾日": (5, 12, 1),
    **dict.fromkeys(("国际儿童节", "儿童节", "六一"), (6, 1, 1)),
    **dict.fromkeys(("世界环境日", "环境日"), (6, 5, 1)),
    "国际禁毒日": (6, 26, 1),
    **dict.fromkeys(("建党节", "七一"), (7, 1, 1)),
    **dict.fromkeys(("建军节", "八一"), (8, 1, 1)),
    "全民健身日": (8, 8, 1),
    "中国医师节": (8, 19, 1),
    "教师节": (9, 10, 1),
    "烈士纪念日": (9, 30, 1),
    **dict.fromkeys(("国庆黄金周", "十一黄金周", "国庆节", "国庆", "十一"), (10, 1, 7)),
    "记者节": (11, 8, 1),
    **dict.fromkeys(("全国消防日", "消防日"), (11, 9, 1)),
    **dict.fromkeys(("双十一", "双11"), (11, 11, 1)),
    **dict.fromkeys(("国家宪法日", "宪法日"), (12, 4, 1)),
    **dict.fromkeys(("双十二", "双12"), (12, 12, 1)),
    **dict.fromkeys(("国家公祭日", "公祭日"), (12, 13, 1)),
    "平安夜": (12, 24, 1),
    **dict.fromkeys(("圣诞节", "圣诞"), (12, 25, 1)),
    "跨年夜": (12, 31, 1),
}
# Month and day of the moon's calendar, and how many days; months 11 and 12 are those before the new year.
LUNAR = {
    "春节": (1, 1, 7),
    **dict.fromkeys(("大年初一", "正月初一", "农历新年"), (1, 1, 1)),
    **dict.fromkeys(("元宵节", "元宵", "正月十五", "上元节"), (1, 15, 1)),
    **dict.fromkeys(("二月二龙抬头", "龙抬头", "二月二"), (2, 2, 1)),
    **dict.fromkeys(("三月三", "上巳节"), (3, 3, 1)),
    **dict.fromkeys(("端午节", "端午", "端阳节"), (5, 5, 1)),
    **dict.fromkeys(("七夕节", "七夕"), (7, 7, 1)),
    **dict.fromkeys(("中元节", "中元", "七月半"), (7, 15, 1)),
    **dict.fromkeys(("中秋节", "中秋"), (8, 15, 1)),
    **dict.fromkeys(("九九重阳节", "九九重阳", "重阳节", "重阳", "老年节", "敬老节"), (9, 9, 1)),
    **dict.fromkeys(("腊八节", "腊八"), (12, 8, 1)),
    **dict.fromkeys(("小年夜", "小年"), (12, 23, 1)),
}
EVES = ("除夕夜", "除夕", "大年三十", "年三十", "大年夜")
# The n-th Sunday of a month.
SUNDAYS = {"母亲节": (5, 2), "父亲节": (6, 3)}
# The terms that nobody takes for anything else; the others need 节气 or 当天 behind them.
PLAIN_TERMS = ("清明", "冬至", "夏至", "立春", "立夏", "立秋", "立冬")
TERMS = {name: name for name in TERMS_CN} | {f"{name}节": name for name in PLAIN_TERMS}
# These are numbers and parts of names as well, so they need a word behind them.
SHORT = frozenset(("五一", "六一", "七一", "八一", "十一", "三八", "五四", "315", "小年", "中元", "重阳"))
_LOOSE_TERMS = frozenset(TERMS_CN) - frozenset(PLAIN_TERMS)
NAMES = sorted(
    (name for name in (*SOLAR, *LUNAR, *EVES, *SUNDAYS, *TERMS) if name not in SHORT | _LOOSE_TERMS),
    key=len,
    reverse=True,
)
NEED_A_WORD = sorted(SHORT - {"十一"} | _LOOSE_TERMS, key=len, reverse=True)


def festival(name: str, year: int) -> Period | None:
    """The days of a festival in a year; None for one of the moon or a solar term outside of 1901 to 2100."""
    if name in SOLAR:
        month, day, n_days = SOLAR[name]
        return _days(dt.date(year, month, day), n_days)
    if name in SUNDAYS:
        month, n = SUNDAYS[name]
        first = dt.date(year, month, 1)
        return _days(first + dt.timedelta(days=6 - first.weekday() + 7 * (n - 1)), 1)
    if name in TERMS:
        return of_term(TERMS[name], year)
    if name in EVES:
        spring = lunar_day(year, 1, 1)
        return None if spring is None else _days(spring - dt.timedelta(days=1), 1)
    month, day, n_days = LUNAR[name]
    first_day = lunar_day(year, month, day)
    return None if first_day is None else _days(first_day, n_days)


def of_term(name: str, year: int) -> Period | None:
    """The day of a solar term (立夏) in a year."""
    if not 1900 <= year <= 2100:
        return None
    return _days(TermUtils.nth_term_day(year, term_name=name), 1)


def lunar_day(year: int, month: int, day: int) -> dt.date | None:
    """The day of the moon's calendar; its last two months are taken from before the year's Spring Festival."""
    try:
        solar: dt.date = LunarDate(year - (month > 10), month, day).to_solar_date()
        return solar
    except ValueError:
        return None


def lunar_month(year: int, month: int) -> Period | None:
    """All days of a month of the moon's calendar."""
    first = lunar_day(year, month, 1)
    if first is None:
        return None
    has_thirty = lunar_day(year, month, 30) is not None
    return _days(first, 30 if has_thirty else 29)


def _days(first: dt.date, n_days: int) -> Period:
    return Period(first, first + dt.timedelta(days=n_days - 1))
