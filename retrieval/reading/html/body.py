"""Where on a page does its text stand? The element whose blocks are worth most.

Sentences are worth their length; lines of links, tools and navigation cost something. An element is worth what its
blocks are: going up from a paragraph adds paragraphs until it begins to add furniture, whatever the tags are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from retrieval.reading.document.block import Block
from retrieval.reading.document.parts import ends_text, is_caption, is_furniture, says_fact, signature
from retrieval.reading.html.tree import Tree

_MARKS = re.compile(r"[，。；：！？、“”]")
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


def body_of(tree: Tree, blocks: Sequence[Block]) -> tuple[int, int]:
    """Return the range of `blocks` that the text of the page stands in; empty when there is no text."""
    worth = _worths(tree, blocks)
    sums = [0.0, *accumulate(worth)]
    best, best_worth = (0, 0), 0.0
    for index, (start, end) in _ranges(tree, blocks).items():
        total = sums[end] - sums[start]
        if total > 0 and _BODY_NAME.search(tree.elements[index].named()):
            total *= _NAMED_BODY
        if total > best_worth or (
            total == best_worth and best_worth > 0 and end - start <= best[1] - best[0]
        ):
            best, best_worth = (start, end), total
    return best


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
    n_marks = len(_MARKS.findall(block.text))
    if n_marks and (n >= _LEAST_PROSE or block.text[-1] in "。！？”"):
        return float(n)
    return -_A_LINE


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
