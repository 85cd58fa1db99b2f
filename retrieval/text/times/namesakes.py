"""What only looks like a time: parts of names (国庆路, 二月河, 李国庆) and of longer words (3月龄, 一周岁)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from itertools import pairwise

from retrieval.model import Span
from retrieval.text.names import SURNAMES
from retrieval.text.tokens import is_known, words

# A longer word is still a time when it adds no more than these.
_OF_TIME = re.compile(r"[节日夜晚份度里的间初末底假期前后年月周天内夕佳时之中旬上下半长小至到起迎过度贺]*")
# Streets and houses bear days' names. A word such as 路面 or 村民 begins another thought.
_PLACE = re.compile(
    r"[东西南北中]?(?:路(?![面上况灯段网口障边])|街(?![头道上面区坊])|大街|大道|巷(?!道)|弄|胡同|桥(?![梁头下])|大桥|大厦"
    r"|新村|村(?![民委里镇级口集企支干])|号线|号楼)"
)
# People are named after the days they were born on.
_GIVEN = re.compile(r"国庆|元旦|中秋|清明|重阳|端午|冬至|立[春夏秋冬]")
_FAMILY = SURNAMES - frozenset("和于从向来时应过连管全")
_TITLE = re.compile(r"《[^《》]*》")


def spans_of_names(text: str, spans: Collection[Span]) -> frozenset[Span]:
    """Those of `spans` of a folded text that belong to a name or to another word."""
    if not spans:
        return frozenset()
    titles = [title.span() for title in _TITLE.finditer(text)]
    places = tuple(_places(text))
    starts, ends = [start for start, _ in places], [end for _, end in places]

    def near(span: Span) -> tuple[tuple[int, int], ...]:
        return places[max(0, bisect_left(ends, span.start)) : bisect_right(starts, span.end)]

    return frozenset(span for span in spans if _is_of_a_name(text, span, titles, near(span)))


def _is_of_a_name(
    text: str, span: Span, titles: Collection[tuple[int, int]], near: Collection[tuple[int, int]]
) -> bool:
    if _PLACE.match(text, span.end) or any(start < span.start and span.end < end for start, end in titles):
        return True
    if _GIVEN.fullmatch(span.of(text)) and any(_is_family(text, span, start) for start, _ in near):
        return True
    return any(_swallows(text, span, start, end) for start, end in near)


def _is_family(text: str, span: Span, start: int) -> bool:
    """Whether the word that begins at `start` is a surname before the span, alone or as one word with it."""
    return start == span.start - 1 and text[start] in _FAMILY


def _swallows(text: str, span: Span, start: int, end: int) -> bool:
    """Whether the word from `start` to `end` holds the span and more, or begins with its 月 (月龄, 月票)."""
    if end <= span.start or span.end < start:
        return False
    before, after = text[start : span.start], text[span.end : end]
    if start <= span.start and end >= span.end:
        return is_known(text[start:end]) and not _OF_TIME.fullmatch(before + after)
    return start == span.end - 1 and end > span.end and text[start] == "月"


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text begin and end."""
    bounds = [0]
    for word in words(text):
        start = text.find(word, bounds[-1])
        bounds += [start, start + len(word)]
    return pairwise(bounds)
