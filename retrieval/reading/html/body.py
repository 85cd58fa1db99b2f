"""Where on a page does its text stand? The element whose blocks are worth most.

Sentences are worth their length; lines of links, tools and navigation cost something. An element is worth what its
blocks are: going up from a paragraph adds paragraphs until it begins to add furniture, whatever the tags are. Where a
page has no containers at all, the richest run of neighbours is taken, at a price.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from retrieval.reading.document.block import Block
from retrieval.reading.document.parts import ends_text, is_caption, is_furniture, says_fact, signature
from retrieval.reading.html.facts import is_said_of
from retrieval.reading.html.tree import Tree

_MARKS = re.compile(r"[，。；！？“”]")
_ASIDE_TAGS = frozenset(("nav", "footer", "aside"))
_ASIDE_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|foot|footer|sidebar|side|aside|related|recommend|share|comments?|copyright|crumbs?|breadcrumb"
    r"|pager|pagination|hot|rank|banner|login|friendlinks?|links|tuijian|xiangguan|bottom|ewm|qrcode|dqwz|daohang|list|toplist"
    r"|right|left|ad|ads|guanggao)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BODY_NAME = re.compile(
    r"articleBody|article[-_]?(?:content|body|text|con)|TRS_(?:Editor|UEDITOR)|UCAP-CONTENT|(?:^|[\s_-])(?:zoom|pages_content|content|con_?text"
    r"|news[-_]?(?:content|text|body)|entry-content|post-content|detail[-_]?content|view_content|text|article|zw|zhengwen)(?:$|[\s_-])",
    re.IGNORECASE,
)
_A_LINE = 8.0
_LEAST_PROSE = 20
_MOST_OF_PAGE = 0.5
_NAMED_BODY = 1.15
_NOT_ALL = 10.0
_MUCH_MORE = 2.0


def body_of(tree: Tree, blocks: Sequence[Block]) -> tuple[int, int]:
    """Return the range of `blocks` that the text of the page stands in; empty when there is no text."""
    worth = _worths(tree, blocks)
    best, best_worth = (0, 0), 0.0
    for index, (start, end) in _ranges(tree, blocks).items():
        found, total = _richest(worth, start, end)
        if found != (start, end):
            total -= _NOT_ALL
        if total > 0 and _BODY_NAME.search(tree.elements[index].named()):
            total *= _NAMED_BODY
        is_tighter = total == best_worth > 0 and end - start <= best[1] - best[0]
        if total > best_worth or is_tighter:
            best, best_worth = found, total
    return _without_teaser(blocks, worth, *best)


def _without_teaser(blocks: Sequence[Block], worth: Sequence[float], start: int, end: int) -> tuple[int, int]:
    """Leave out a little prose above the lines that say day and source: it is of another article."""
    sums = [0.0, *accumulate(max(0.0, value) for value in worth[start:end])]
    for i in range(end - 1, start, -1):
        before, after = sums[i - start], sums[-1] - sums[i - start]
        if before and after > _MUCH_MORE * before and is_said_of(blocks[i]):
            return i, end
    return start, end


def _richest(worth: Sequence[float], start: int, end: int) -> tuple[tuple[int, int], float]:
    """The run of neighbours in a range that is worth most, and its worth; all of the range when nothing in it costs."""
    best, most = (start, end), 0.0
    at, total = start, 0.0
    for i in range(start, end):
        if total <= 0:
            at, total = i, 0.0
        total += worth[i]
        if total > most:
            best, most = (at, i + 1), total
    whole = sum(worth[start:end])
    return (best, most) if most > whole + _NOT_ALL else ((start, end), whole)


def _worths(tree: Tree, blocks: Sequence[Block]) -> list[float]:
    """What each block is worth: its characters when it is prose, less when it is furniture or stands aside."""
    worth = [_worth(block) for block in blocks]
    prose = sum(value for value in worth if value > 0)
    for index, (start, end) in _ranges(tree, blocks).items():
        element = tree.elements[index]
        if element.tag not in _ASIDE_TAGS and not _ASIDE_NAME.search(element.named()):
            continue
        inside = sum(value for value in worth[start:end] if value > 0)
        if inside < _MOST_OF_PAGE * prose:
            worth[start:end] = [min(value, -_A_LINE) for value in worth[start:end]]
    return worth


def _worth(block: Block) -> float:
    n = len(block.text)
    if block.heading is not None or block.is_title or says_fact(block.text) or signature(block.text):
        return -1.0
    if is_furniture(block) or ends_text(block):
        return -2 * _A_LINE
    if block.n_linked > 0.5 * n:
        return -_A_LINE - 0.5 * min(n, 40)
    if is_caption(block):
        return 0.0
    if block.is_row:
        return 0.0
    n_marks = len(_MARKS.findall(block.text))
    if n_marks and (n >= _LEAST_PROSE or block.text[-1] in "。！？”：；"):
        return float(n)
    return -1.0


def _ranges(tree: Tree, blocks: Sequence[Block]) -> dict[int, tuple[int, int]]:
    """For each element that holds blocks: where they begin and end."""
    ranges: dict[int, tuple[int, int]] = {}
    for at, block in enumerate(blocks):
        index = block.owner
        while index >= 0:
            start, _ = ranges.get(index, (at, at))
            ranges[index] = (start, at + 1)
            index = tree.elements[index].parent
    return ranges
