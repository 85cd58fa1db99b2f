"""What does a person want to hear of, and when? Words -> a rule, or other settings of the chat.

Nothing here knows Telegram. What is typed is folded first, so width, case and script do not matter.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.alerts.filters import Mistake, parse
from bot.alerts.matching import bulletin_name
from bot.alerts.rules import Rule
from bot.alerts.schedule import zone_like
from bot.chats import Chat, Quiet
from retrieval import fold

CHANGED = re.compile(r"[#＃]\s*(\d{1,9})\s+(.*)", re.DOTALL)
EVERYTHING = ("全部", "所有", "全部公报", "所有公报", "all", "everything")
QUESTION = re.compile(r"(?:问题|question)\s*[:：]\s*(?P<asked>.+)|(?P<open>.+[?？])", re.DOTALL)

DAYS = {day: n for n, day in enumerate("一二三四五六日")} | {"天": 6}
ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TIME = r"(?P<hour{n}>\d{{1,2}})(?:[:点时](?P<minute{n}>\d{{1,2}})?分?)?"
FIRST, SECOND = TIME.format(n=1), TIME.format(n=2)
AT_ONCE = re.compile(r"now|at once|马上|立刻|立即|一有就发")
DAILY = re.compile(rf"(?:daily|每天|每日)\s*(?:{FIRST})?")
WEEKLY = re.compile(
    rf"(?:(?:weekly|每周|每星期|每礼拜)\s*(?P<day>[一二三四五六日天])?|(?P<english>{'|'.join(ENGLISH_DAYS)}))\s*(?:{FIRST})?"
)
QUIET = re.compile(
    rf"(?P<word>安静|免打扰|勿扰|quiet|静音|silent)\s*(?:{FIRST}\s*(?:-|~|到|至|to)\s*{SECOND}|(?P<off>off|关|关闭|取消))"
)
SILENT = ("静音", "silent")
ZONE = re.compile(r"(?:时区|zone|time ?zone)\s*(?P<name>[一-鿿]+|[a-z0-9_+\-/]+)")
# Where people who read Chinese bulletins live; everyone else knows the name of their zone.
CITIES = {
    **dict.fromkeys(("中国", "北京", "上海", "广州", "深圳", "重庆", "成都"), "Asia/Shanghai"),
    **{"新疆": "Asia/Urumqi", "乌鲁木齐": "Asia/Urumqi", "香港": "Asia/Hong_Kong", "澳门": "Asia/Macau"},
    **{"台湾": "Asia/Taipei", "台北": "Asia/Taipei", "新加坡": "Asia/Singapore", "东京": "Asia/Tokyo"},
    **{"伦敦": "Europe/London", "巴黎": "Europe/Paris", "柏林": "Europe/Berlin", "悉尼": "Australia/Sydney"},
    **{"纽约": "America/New_York", "洛杉矶": "America/Los_Angeles", "多伦多": "America/Toronto"},
}
SNOOZE = re.compile(r"(?:停|暂停|snooze)\s*(?P<n>\d{1,3})\s*(?P<unit>小时|天|日|周|星期|h|d|w)[a-z]*")
UNITS = {"小时": 1, "h": 1, "天": 24, "日": 24, "d": 24, "周": 168, "星期": 168, "w": 168}


@dataclass(frozen=True, slots=True)
class Wish:
    """A rule, and the number of the subscription it is to take the place of."""

    rule: Rule
    replaces: int | None = None


def wish_in(words: str, bulletins: Sequence[str]) -> Wish | Mistake:
    """What `/subscribe words` asks for, given the bulletins there are; or the rule of the language it breaks."""
    changed = CHANGED.fullmatch(words.strip())
    replaces, words = (int(changed[1]), changed[2]) if changed else (None, words)
    words = " ".join(words.split())
    if not words or fold(words) in EVERYTHING:
        return Wish(Rule("all"), replaces)
    names = {bulletin_name(name): name for name in bulletins}
    if bulletin_name(words) in names:
        return Wish(Rule("bulletin", names[bulletin_name(words)]), replaces)
    if len(words) > 2 and words[0] == "《" and words[-1] == "》":
        return Wish(Rule("bulletin", words), replaces)
    question = QUESTION.fullmatch(words)
    if question:
        return Wish(Rule("question", (question["asked"] or question["open"]).strip()), replaces)
    expression = parse(words)
    return expression if isinstance(expression, Mistake) else Wish(Rule("words", words), replaces)


def changed_in(words: str, chat: Chat, now: dt.datetime) -> Chat | None:
    """The chat as `/when words` wants it, None when the words say nothing of it."""
    folded = fold(" ".join(words.split()))
    try:
        return _scheduled(folded, chat) or _quieted(folded, chat) or _zoned(folded, chat, now)
    except ValueError:
        return None


def _scheduled(folded: str, chat: Chat) -> Chat | None:
    if AT_ONCE.fullmatch(folded):
        return replace(chat, schedule="now")
    if daily := DAILY.fullmatch(folded):
        return replace(chat, schedule="daily", digest_at=_minute(daily, 1, chat.digest_at))
    if weekly := WEEKLY.fullmatch(folded):
        day = DAYS.get(weekly["day"] or "", chat.digest_weekday)
        day = ENGLISH_DAYS.index(weekly["english"]) if weekly["english"] else day
        at = _minute(weekly, 1, chat.digest_at)
        return replace(chat, schedule="weekly", digest_weekday=day, digest_at=at)
    return None


def _quieted(folded: str, chat: Chat) -> Chat | None:
    quiet = QUIET.fullmatch(folded)
    if quiet is None:
        return None
    if quiet["off"]:
        return replace(chat, quiet=None)
    start, until = _minute(quiet, 1, 0), _minute(quiet, 2, 0)
    if start == until:
        raise ValueError("quiet hours have no length")
    return replace(chat, quiet=Quiet(start, until, quiet["word"] in SILENT))


def _zoned(folded: str, chat: Chat, now: dt.datetime) -> Chat | None:
    if snooze := SNOOZE.fullmatch(folded):
        hours = int(snooze["n"]) * UNITS[snooze["unit"]]
        return replace(chat, snoozed_until=now + dt.timedelta(hours=hours))
    found = ZONE.fullmatch(folded)
    name = CITIES.get(found["name"]) or zone_like(found["name"]) if found else None
    return None if name is None else replace(chat, time_zone=name)


def _minute(found: re.Match[str], n: int, default: int) -> int:
    if found[f"hour{n}"] is None:
        return default
    hour, minute = int(found[f"hour{n}"]), int(found[f"minute{n}"] or 0)
    if hour > 24 or minute > 59:
        raise ValueError(f"no such time: {hour}:{minute}")
    return (hour * 60 + minute) % (24 * 60)
