"""Phrases that name years, quarters, months and days: 去年三月, 2024年第三季度, 7月18号下午, 七八月."""

from __future__ import annotations

import datetime as dt
import re

from retrieval.text.times import period
from retrieval.text.times.festivals import NAMES, NEED_A_WORD, festival
from retrieval.text.times.numerals import NUMBER, YEAR_NUMBER, number, pair, year_number
from retrieval.text.times.period import Period
from retrieval.text.times.phrases import SPLIT, TIME_OF_DAY, Certainty, Phrase, Setting, latest

YEARS = {
    **dict.fromkeys(("今年", "本年"), 0),
    **dict.fromkeys(("去年", "上年", "上一年"), -1),
    "前年": -2,
    "大前年": -3,
    **dict.fromkeys(("明年", "来年", "下一年"), 1),
    "后年": 2,
}
WEEKDAYS = {
    character: n for n, row in enumerate(("一", "二", "三", "四", "五", "六", "日天")) for character in row
}
MONTHS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
QUARTERS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1}
SEASONS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 14), "暑": (7, 8), "寒": (1, 2)}
YEAR_PARTS = {
    "年初": (1, 2),
    "年头": (1, 2),
    "年中": (6, 7),
    "年底": (11, 12),
    "年末": (11, 12),
    "年终": (11, 12),
    "岁末": (11, 12),
}
MONTH_PARTS = {
    **{
        f"第{name}周": (7 * n + 1, 7 * n + 7)
        for n, names in enumerate(("一1", "二2", "三3", "四4", "五5"))
        for name in names
    },
    "上半月": (1, 15),
    "下半月": (16, 31),
    "上旬": (1, 10),
    "初": (1, 10),
    "中旬": (11, 20),
    "中": (11, 20),
    "下旬": (21, 31),
    "第一天": (1, 1),
    "最后一天": (31, 31),
    "最后一周": (25, 31),
    "底": (21, 31),
    "末": (21, 31),
}

_YEAR = rf"(?:(?:(?P<year_from>(?:19|20)\d\d)年?\s?(?:[-~—–至到]|和)\s?(?=(?:19|20)\d\d年))?(?P<year>{YEAR_NUMBER}){SPLIT}年度?|(?<!\d)(?P<bare_year>(?:19|20)\d\d)(?=\s?(?:[上下前后]半年|第?[一二三四1-4]季度))|(?P<year_word>大前年|上一年|下一年|[今本去上前明来后]年)度?(?:以?内)?)(?:的|里)?{SPLIT}"
_MONTH = (
    rf"(?:(?P<month_from>{NUMBER}){SPLIT}月?(?:份)?{SPLIT}[-~—–至到、]{SPLIT}(?=(?:{NUMBER}){SPLIT}月))?"
    rf"(?:(?P<month>{NUMBER}){SPLIT}月(?:份)?|(?P<month_word>上上|下下|[上下本这])(?:一个|一|个)?月(?:份)?)(?:的|里)?{SPLIT}"
)
_NO_PLACE = r"(?!线|楼|院|店|文|令|地|公告|台风|门|馆|厅|桌|车|机|通知|井|仓)"
_WEEKDAY = r"(?:\s?[（(]?(?:周|星期|礼拜)[一二三四五六日天][)）]?)?"
_DAY = rf"(?P<day>{NUMBER}){SPLIT}(?:日|号{_NO_PLACE}){_WEEKDAY}"
# 七月十八: without 日 it counts where nothing follows that could be counted.
_COUNTED = "个人次件项年月天周岁万千百亿元名家户台辆米公吨场位条部届级楼层度%点时分期版号日种类批所间套"
_NTH = r"(?:第?(?P<nth>[一二三四五1-5]|最后一)个?(?:周|星期|礼拜)(?P<nth_day>[一二三四五六日天末]))"
_BARE_DAY = rf"(?P<bare_day>{NUMBER})(?![\d.〇零一二三四五六七八九十{_COUNTED}])"
_MONTH_PART = r"(?:月(?=[初底末]))?(?P<month_part>上旬|中旬|下旬|上半月|下半月|第[一二三四五1-5]个?(?:周|星期)(?!年)|第一天|最后一天|最后一个?(?:周|星期)|初(?![一二三四五六七八九十级中高期步审])|底|末|中(?=的|$))"
_QUARTER = (
    r"(?:[前头](?P<n_quarters>[一二三四两1-4])个?季度|第(?P<q1>[一二三四1-4])季度?|(?P<q2>[一二三四1-4])季度"
    r"|(?P<quarter_word>上上|[上本这下])(?:一个|一|个)?季度)"
)
_HALF = rf"(?:(?P<half>[上下前后]半年)|[前头](?P<n_months>{NUMBER})个?月)"
_SEASON = r"(?P<season>[春夏秋冬](?:季|天)|[暑寒]假|暑期)"
# What is said of a day that bears a number for its name.
_COMPANY = "表彰|慰问|活动(?!中心|室)|演出|晚会|汇演|庆祝|庆典|纪念|走访|放假|出行|旅游|客流|值班|优惠|促销|前夕|之际|当晚|那天"
_FESTIVAL = (
    rf"(?:[五六七八十]一|三八|五四)?(?P<festival>{'|'.join(NAMES)}"
    rf"|十一(?=期间|假期|小?长假|黄金周)|(?:{'|'.join(NEED_A_WORD)})(?=节|小?长?假|期间|前后|当天|当日|黄金周|$|[，。？?！! 的]|{_COMPANY}))(?:节气|节|国际|小?长?假期?|期间|前后|黄金周)*"
)
_WITH_YEAR = re.compile(
    rf"{_YEAR}(?:{_MONTH}(?:{_DAY}|{_NTH}|{_MONTH_PART}|{_BARE_DAY})?|{_QUARTER}|{_HALF}|{_SEASON}|{_FESTIVAL}|(?P<year_part>年?[初头中底末终](?![一二三四五六七八九十级心等学])|岁末)|(?P<year_day>第一天|最后一天))?"
    rf"{TIME_OF_DAY}"
)
_WITHOUT_YEAR = re.compile(
    rf"(?:{_MONTH}(?:{_DAY}|{_NTH}|{_MONTH_PART}|{_BARE_DAY})?|{_QUARTER}|(?P<half>[上下前后]半年)|(?P<season>[暑寒]假|暑期)|(?P<year_part>年初|年中|年底|年末|年终|岁末)|(?P<month_end>月初|月中|月底|月末|[上下]半月|[上中下]旬)|{_FESTIVAL}){TIME_OF_DAY}"
)
_ONLY_DAY = re.compile(rf"{_DAY}(?!内|以内|之内|前|起){TIME_OF_DAY}")
_YEARS = ("year", "bare_year", "year_from", "year_word")
_NOT_AFTER = re.compile(r"[每第农历阴旧正腊\d.几数]$")


def named(text: str, at: int, setting: Setting) -> Phrase | None:
    """The phrase that begins at `at` and names a time of the calendar, or None."""
    if _NOT_AFTER.search(text, max(0, at - 1), at):
        return None
    if match := _WITH_YEAR.match(text, at):
        return _in_year(match, setting)
    if match := _WITHOUT_YEAR.match(text, at):
        return _in_open_year(match, setting)
    if (setting.is_whole or setting.month) and (match := _ONLY_DAY.match(text, at)):
        return _in_open_month(match, setting)
    return None


def _in_year(match: re.Match[str], setting: Setting) -> Phrase | None:
    if match["year_word"]:
        year: int | None = setting.today.year + YEARS[match["year_word"]]
    else:
        year = year_number(match["year"] or match["bare_year"])
    has_more = any(value for name, value in match.groupdict().items() if name not in _YEARS)
    if year is None or not 1900 <= year <= 2100:
        return None
    if match["year"] and len(match["year"]) == 2 and not (has_more or setting.is_whole):
        return None
    if day := match["year_day"]:
        ends = {"第一天": (1, 1), "最后一天": (12, 31)}[day]
        return Phrase(match.end(), period.day_of(year, *ends) or period.of_year(year), year=year)
    part = match["year_part"]
    if part is not None and part != "岁末" and not part.startswith("年"):
        part = f"年{part}"
    return _within(match, year, part, setting, "sure")


def _in_open_year(match: re.Match[str], setting: Setting) -> Phrase | None:
    """Without a year: that of the phrase before, else the latest that makes a time which has begun."""
    if match["month_end"]:
        found = _part_of(setting.today.year, setting.today.month, match["month_end"].removeprefix("月"))
        return Phrase(match.end(), found, "vague", setting.today.year, setting.today.month)
    if match["quarter_word"]:
        return _quarter_from_now(match, setting.today)
    if match["month_word"]:
        first = period.first_of(setting.today.year, setting.today.month + MONTHS[match["month_word"]])
        return _within(match, first.year, None, setting, "sure", month=first.month)
    if setting.year is not None:
        return _within(match, setting.year, match["year_part"], setting, "open")
    return latest(lambda year: _within(match, year, match["year_part"], setting, "open"), setting.today)


def _in_open_month(match: re.Match[str], setting: Setting) -> Phrase | None:
    if setting.month is not None:
        year = setting.year or setting.today.year
        found = _days_of(year, setting.month, match["day"])
        return Phrase(match.end(), found, "open", year, setting.month, is_short=True) if found else None
    day = number(match["day"])
    if day is None:
        return None
    here = period.day_of(setting.today.year, setting.today.month, day)
    if here is None or (here.first or dt.date.min) > setting.today:
        before = period.months_before(setting.today.replace(day=1), 1)
        here = period.day_of(before.year, before.month, day)
    return Phrase(match.end(), here, "vague") if here else None


def _within(
    match: re.Match[str],
    year: int,
    year_part: str | None,
    setting: Setting,
    certainty: Certainty,
    month: int | None = None,
) -> Phrase | None:
    """The part of `year` that the match names."""
    group = match.groupdict()
    end = match.end()
    months = YEAR_PARTS[year_part] if year_part else _months_of(group)
    if months is not None:
        return Phrase(end, period.of_months(year, *months), certainty, year)
    if group["festival"]:
        found = festival(group["festival"], year)
        return Phrase(end, found, certainty, year) if found else None
    if group["month_word"] and month is None:
        return None
    if group["month"]:
        two = pair(group["month"])
        if two is not None and two[1] <= 12:
            return Phrase(end, period.of_months(year, *two), certainty, year)
        month = number(group["month"])
    elif month is None:
        first_year = int(group.get("year_from") or year)
        return Phrase(end, period.of_months(first_year, 1, 12 * (year - first_year + 1)), certainty, year)
    return _in_month(match, year, month, certainty)


def _months_of(group: dict[str, str | None]) -> tuple[int, int] | None:
    """The first and the last month of a part of a year; a winter ends in the year after."""
    if quarter := group["q1"] or group["q2"]:
        n = number(quarter) or 1
        return 3 * n - 2, 3 * n
    if group["n_quarters"]:
        return 1, 3 * (number(group["n_quarters"]) or 1)
    if n_months := group.get("n_months"):
        return 1, min(12, number(n_months) or 12)
    if half := group["half"]:
        return (1, 6) if half[0] in "上前" else (7, 12)
    if season := group["season"]:
        return SEASONS[season[0]]
    return None


def _quarter_from_now(match: re.Match[str], today: dt.date) -> Phrase:
    first = 3 * ((today.month - 1) // 3 + QUARTERS[match["quarter_word"]]) + 1
    year = period.first_of(today.year, first).year
    return Phrase(match.end(), period.of_months(today.year, first, first + 2), year=year)


def _in_month(match: re.Match[str], year: int, month: int | None, certainty: Certainty) -> Phrase | None:
    if month is None or not 1 <= month <= 12:
        return None
    if match["month_from"]:
        first = number(match["month_from"])
        is_run = first is not None and 1 <= first <= month
        return (
            Phrase(match.end(), period.of_months(year, first or 1, month), certainty, year)
            if is_run
            else None
        )
    part = match["month_part"]
    found: Period | None = _part_of(year, month, part) if part else period.of_month(year, month)
    if match["nth"]:
        found = _nth_weekday(year, month, match["nth"], match["nth_day"])
    elif words := match["day"] or match["bare_day"]:
        found = _days_of(year, month, words)
    return Phrase(match.end(), found, certainty, year, month) if found else None


def _days_of(year: int, month: int, words: str) -> Period | None:
    """One day, or two that are said in one breath (七八号)."""
    first, last = pair(words) or (number(words), number(words))
    if not first or not last:
        return None
    begin, end = period.day_of(year, month, first), period.day_of(year, month, last)
    return Period(begin.first, end.last) if begin and end else None


def _nth_weekday(year: int, month: int, nth: str, weekday: str) -> Period | None:
    """The second Friday of a month, its last weekend (which begins on a Saturday)."""
    day = WEEKDAYS["六" if weekday == "末" else weekday]
    is_last = nth == "最后一"
    near = period.last_of(year, month) if is_last else period.first_of(year, month)
    step = -((near.weekday() - day) % 7) if is_last else (day - near.weekday()) % 7
    first = near + dt.timedelta(days=step if is_last else step + 7 * ((number(nth) or 1) - 1))
    if first.month != month:
        return None
    return Period(first, first + dt.timedelta(days=weekday == "末"))


def _part_of(year: int, month: int, part: str) -> Period:
    first, last = MONTH_PARTS[part.replace("个", "").replace("星期", "周").replace("礼拜", "周")]
    end = period.last_of(year, month)
    return Period(end.replace(day=min(first, end.day)), end.replace(day=min(last, end.day)))
