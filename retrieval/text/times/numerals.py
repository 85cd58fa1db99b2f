"""Numbers as people write them: 18, 十八, 廿三, 二〇二四, 两."""

from __future__ import annotations

import re

NUMBER = r"(?:\d{1,4}|[〇零○一二两三四五六七八九十廿卅百]{1,5})"
# 二〇二四, 2024 and, with 年 behind it, 24.
YEAR_NUMBER = (
    r"(?:(?:19|20)\d\d|\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2}|[〇零○一二三四五六七八九]{2})"
)

_SPELLINGS = str.maketrans({"〇": "零", "○": "零", "两": "二"})
_TENS = {"廿": "二十", "卅": "三十"}


def number(words: str) -> int | None:
    """The whole number that `words` say, or None when they say none."""
    if words.isascii():
        return int(words) if words.isdecimal() else None
    from cn2an import cn2an

    spelled = words.translate(_SPELLINGS)
    for short, long in _TENS.items():
        spelled = spelled.replace(short, long)
    try:
        return int(cn2an(spelled, "smart"))
    except (ValueError, KeyError):
        # What cn2an has no unit for, such as 三十三十, it looks up in vain.
        return None


def pair(words: str) -> tuple[int, int] | None:
    """Two numbers said in one breath: 七八 are 7 and 8, 十一二 are 11 and 12; None for anything else."""
    ones = "一二三四五六七八九十"
    tens, two = words[:-2], words[-2:].replace("两", "二")
    at = ones.find(two) if len(two) == 2 else -1
    if at < 0 or tens not in ("", "十", "二十") or (tens and two == "九十"):
        return None
    lead = {"": 0, "十": 10, "二十": 20}[tens]
    return lead + at + 1, lead + at + 2


def year_number(words: str) -> int | None:
    """The year that `words` say; two digits are of this century."""
    if not words.isascii():
        digits = words.translate(_SPELLINGS)
        words = re.sub(".", lambda match: str("零一二三四五六七八九".find(match[0])), digits)
    if not words.isdecimal():
        return None
    year = int(words)
    return year + 2000 if year < 100 else year
