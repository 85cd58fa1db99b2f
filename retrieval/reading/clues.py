"""What the words of a line say about its place: datelines, ends of sentences, headlines, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.reading.lines import Line
from retrieval.text.dates import date_at
from retrieval.text.names import ROLE, authors_of, byline_at_end

_HAN = r"㐀-䶿一-鿿"
_DATELINE = re.compile(
    rf"(?:本[报報]|本刊|本台)(?:[{_HAN}]{{0,6}}\d{{1,2}}月\d{{1,2}}日|[{_HAN}]{{0,6}})(?:[讯訊]|[电電](?![话話子视視]))"
    rf"|新[华華]社[{_HAN}]{{2,8}}\d{{1,2}}月\d{{1,2}}日[电電]"
    rf"|[{_HAN}]{{2,4}}[网網报報社台][讯訊](?=[ \u3000（(\d])|[讯訊](?=[ \u3000（(])"
)
_WIRE = frozenset("讯訊电電")
_LONGEST_DATELINE = 20
_BRACKET = re.compile(r"[ \t\u3000]{0,4}[（(][^（()）。]{2,44}[)）]")
_TERMINAL = re.compile(r"(?:[。！？…!?]|(?<=[A-Za-z)])\.)[”’）》」』)]{0,3}$")
_HALF_END = re.compile(r"[，、；：,;“‘（《(—]$")
_TAIL = re.compile(r"[。！？…!?][”’）》」』)]{0,3}([^。！？…!?，；：”’]{1,24})$")
_PART_OF_ROLE = re.compile(
    rf"[（(□■●◎○◆]{{0,2}}{ROLE}|本[报報]?$|(?:本[报報])?(?:[记記]|通[讯訊]?)$|(?:见|見|实|實)[习習]?$"
)
_BODY_MARK = re.compile(r"[，。；：！？“”]")
_LONGEST_WRAP = 22
_ROLE = re.compile(ROLE)
_CLOSES_BYLINE = re.compile(rf"{ROLE}|文[/／]图|[)）]$|[摄攝]影[报報][道導]$")
_OPENER = re.compile(
    rf"(?:[{_HAN}]{{2,8}}还?(?:指出|强调|要求|表示|提出|认为|介绍|[說说])|据了解|据悉|据介绍|据统计|下一步|近年来|今年以来"
    r"|截至目前|目前|活动现场|活动中|与此同时|此外|另外|随后)[，：]"
)
_QUOTED = re.compile(r"“[^“”]{4,80}[。！？]”")
_OCCASION = re.compile(r"[^，。；：！？]{2,20}之际，")
_CUT_ROLE = re.compile(r"[ \u3000](?:本报|记|通|通讯|实习|见习)$")
_LONGEST_ROLE = 8
_LONGEST_REST = 3
_MOST_WRAPS = 2
_SENTENCE = re.compile(r"[。；！？][^”’]")
_OPENING, _CLOSING = frozenset("“《【（("), frozenset("”》】）)")
_CLAUSE = re.compile(r"第[一二三四五六七八九十百零〇两\d]{1,6}[条章节编]")


def dateline_end(text: str) -> int:
    """Return where the dateline at the start of `text` ends, its bracketed byline included; 0 without one."""
    match = _DATELINE.match(text)
    if match is None:
        return 0
    bracket = _BRACKET.match(text, match.end())
    return bracket.end() if bracket else match.end()


def clause_end(text: str) -> int:
    """Return where the number of a clause at the start of `text` ends, as 第一条; 0 without one."""
    match = _CLAUSE.match(text)
    return match.end() if match else 0


def opens_article(line: Line) -> bool:
    """Say whether the line begins with a dateline, letter-spaced or not."""
    if not _WIRE.intersection(line.bare[:_LONGEST_DATELINE]):
        return False
    return _DATELINE.match(line.bare) is not None or _DATELINE.match(line.text) is not None


def opens_with_date(line: Line) -> bool:
    """Say whether the line begins with a day, as leads do."""
    return date_at(line.bare, 0) is not None


def opens_with_scene(words: str) -> bool:
    """Say whether words begin as leads do that put their day second: “……”连日来，; 春节来临之际，."""
    quoted = _QUOTED.match(words)
    if quoted is not None:
        return date_at(words, quoted.end()) is not None
    return _OCCASION.match(words) is not None


def opens_paragraph(line: Line) -> bool:
    """Say whether the line begins as new paragraphs like to: 会议指出， or 下一步，."""
    return _OPENER.match(line.bare) is not None


def signs_at_start(text: str) -> bool:
    """Say whether a dateline's bracket holds a byline: the article is signed in its lead."""
    end = dateline_end(text)
    return end > 0 and text[end - 1] in "）)" and bool(authors_of(_DATELINE.sub("", text[:end], count=1)))


def is_terminal(bare: str) -> bool:
    """Say whether the line ends as a paragraph can."""
    return _TERMINAL.search(bare, max(0, len(bare) - 5)) is not None


def is_half(bare: str) -> bool:
    """Say whether the line ends where neither paragraph nor headline can."""
    return _HALF_END.search(bare, max(0, len(bare) - 1)) is not None


def headline_cost(bare: str) -> float:
    """How little the line reads like a headline: 0 is quite like one."""
    if not 2 <= len(bare) <= 40:
        return 20.0 if len(bare) > 40 else 9.0
    if _DATELINE.match(bare):
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


def n_open(bare: str) -> int:
    """Return how many quotations and brackets the line leaves open; below zero where it closes earlier ones."""
    return sum((mark in _OPENING) - (mark in _CLOSING) for mark in bare)


def wraps_byline(lines: Sequence[Line], i: int) -> int:
    """Return how many lines after line i a byline runs on that begins in line i; 0 when none does."""
    text = _unspaced(lines[i])
    if not _starts_byline(lines[i].bare):
        return 0
    is_open = max(text.rfind("（"), text.rfind("(")) > max(text.rfind("）"), text.rfind(")"))
    is_cut = is_open or _CUT_ROLE.search(text) is not None or _cuts_role(lines, i)
    alone = None if is_cut else byline_at_end(text)
    for n in range(1, min(_MOST_WRAPS, len(lines) - 1 - i) + 1):
        before, line = lines[i + n - 1], lines[i + n]
        if len(line.bare) > _LONGEST_WRAP or _BODY_MARK.search(line.bare):
            return 0
        if alone and len(line.bare) > _LONGEST_REST and not _CLOSES_BYLINE.search(line.bare):
            return 0
        if not is_cut and byline_at_end(_unspaced(line)) is not None:
            return 0
        start = len(text)
        text += (" " if before.is_edged or line.indent else "") + _unspaced(line)
        byline = byline_at_end(text)
        if byline is not None and byline.start < start:
            return n
    return 0


def _cuts_role(lines: Sequence[Line], i: int) -> bool:
    """Say whether a role stands across the end of line i: 通 / 讯员."""
    tail = lines[i].bare[-_LONGEST_ROLE:]
    joined = tail + lines[i + 1].bare[:_LONGEST_ROLE] if i + 1 < len(lines) else tail
    return any(match.start() < len(tail) < match.end() for match in _ROLE.finditer(joined))


def _starts_byline(bare: str) -> bool:
    """Say whether the line ends in what may be the first part of a byline, even of its role alone."""
    tail = _TAIL.search(bare, max(0, len(bare) - _LONGEST_WRAP - 2))
    start = tail.group(1) if tail else bare
    if len(start) > _LONGEST_WRAP:
        return False
    return (tail is not None and start[0] in "（(") or _PART_OF_ROLE.match(start) is not None


def _unspaced(line: Line) -> str:
    return line.bare if line.is_spaced else line.text
