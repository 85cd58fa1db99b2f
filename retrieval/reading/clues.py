"""What the words of a line say about its place: datelines, ends of sentences, headlines, signatures."""

from __future__ import annotations

import re

from retrieval.reading.lines import Line
from retrieval.text.dates import date_at
from retrieval.text.names import ROLE, Byline, byline_at_end, byline_of

_HAN = r"㐀-䶿一-鿿"
_DATELINE = re.compile(
    rf"(?:本报|本刊|本台|记者)(?:[{_HAN}]{{0,6}}\d{{1,2}}月\d{{1,2}}日|[{_HAN}]{{0,6}})(?:讯|电)"
    rf"|新华社[{_HAN}]{{2,8}}\d{{1,2}}月\d{{1,2}}日电|[{_HAN}]{{2,4}}(?:网|报|社|台)讯(?=[ \u3000（(\d])|讯(?=[ \u3000（(])"
)
_BRACKET = re.compile(r"[ \t\u3000]{0,4}[（(][^（()）。]{2,44}[)）]")
_TERMINAL = re.compile(r"[。！？…!?][”’）》」』)]{0,3}$")
_HALF_END = re.compile(r"[，、；：,;“‘（《(—]$")
_ROLE_AT_START = re.compile(rf"[（(]{ROLE}")
_SENTENCE = re.compile(r"[。；！？][^”’]")


def dateline_end(text: str) -> int:
    """Return where the dateline at the start of `text` ends, its bracketed byline included; 0 without one."""
    match = _DATELINE.match(text)
    if match is None:
        return 0
    bracket = _BRACKET.match(text, match.end())
    return bracket.end() if bracket else match.end()


def opens_article(line: Line) -> bool:
    """Say whether the line begins with a dateline, letter-spaced or not."""
    return _DATELINE.match(line.bare) is not None or _DATELINE.match(line.text) is not None


def opens_with_date(line: Line) -> bool:
    """Say whether the line begins with a day, as leads do."""
    return date_at(line.bare, 0) is not None


def signs_at_start(bare: str) -> bool:
    """Say whether a dateline's bracket opens with a role: the article is signed in its lead."""
    match = _DATELINE.match(bare)
    return match is not None and _ROLE_AT_START.match(bare, match.end()) is not None


def is_terminal(bare: str) -> bool:
    """Say whether the line ends as a paragraph can."""
    return _TERMINAL.search(bare, max(0, len(bare) - 5)) is not None


def is_half(bare: str) -> bool:
    """Say whether the line ends where neither paragraph nor headline can."""
    return _HALF_END.search(bare, max(0, len(bare) - 1)) is not None


def headline_cost(bare: str) -> float:
    """How little the line reads like a headline: 0 is quite like one."""
    if not 2 <= len(bare) <= 40 or _DATELINE.match(bare):
        return 9.0
    cost = 0.0
    if is_half(bare):
        cost += 5.0
    if bare.endswith(("。", "；")):
        cost += 6.0
    if _SENTENCE.search(bare):
        cost += 6.0
    cost += 1.2 * bare.count("，")
    if bare[0] in "，。、；：”）》":
        cost += 6.0
    return cost + (1.0 if len(bare) > 32 or len(bare) < 4 else 0.0)


def byline_line(line: Line) -> Byline | None:
    """Return the byline that the line consists of."""
    return byline_of(line.text)


def signature(text: str) -> Byline | None:
    """Return the byline that closes `text`, with or without its letter-spacing."""
    return byline_at_end(text)
