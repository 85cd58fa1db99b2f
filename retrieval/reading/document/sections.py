"""Where does an article begin in a document that may hold several?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.reading.clues import dateline_end, is_terminal, signs_at_start
from retrieval.reading.document.block import Block
from retrieval.reading.document.parts import is_caption, is_furniture, signature
from retrieval.text.dates import date_at
from retrieval.text.names import byline_at_end

_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+[章节条部分]|[（(]?[一二三四五六七八九十]+[）)、.．]|\d+[、.．)）])"
)
_LONGEST_TITLE = 60
_DOCUMENT = re.compile(r"^关于.{4,}|的(?:通知|公告|通告|公示|决定|意见|批复|通报|复函)$")
# Levels below all headings: lines that are set like ones, in the largest letters, centred, or neither.
_BY_SIZE, _BY_PLACE, _BY_BOLD = 10, 11, 12
_LARGE = 1.3
_SAME_SIZE = 0.97


def sections_of(blocks: Sequence[Block], *, is_titled: bool) -> list[Sequence[Block]]:
    """Return the blocks of each article: parted at the deepest headings that stand over reports of their own.

    Where the title is known already, headings part only what surely are reports.
    """
    blocks = _with_levels(blocks)
    starts: list[int] = []
    for level in sorted({block.heading for block in blocks if block.heading is not None}):
        found = _starts(blocks, level)
        new = [i for i in found if i not in starts]
        opening = [i for i in new if i == 0 or _opens_report(blocks, i)]
        if not is_titled and level == _BY_SIZE and 2 * len(opening) >= len(new):
            starts = found
        elif not is_titled and level >= _BY_SIZE:
            starts = sorted({*starts, *opening, *_hidden(blocks, found, opening)})
        elif is_titled:
            starts = sorted({*starts, *opening})
        elif len(found) == 1 or 2 * len(opening) > len(new) or not (starts or _is_one_text(blocks, found)):
            starts = found
    if not starts:
        return [blocks]
    if _is_name_of_all(blocks, starts):
        starts.insert(1, 1)
    edges = [0, *(start for start in starts if start), len(blocks)]
    return [blocks[a:b] for a, b in pairwise(edges) if b > a]


def _is_name_of_all(blocks: Sequence[Block], starts: Sequence[int]) -> bool:
    """Say whether the first heading names the whole document: it stands above all those of the articles."""
    if starts[0] != 0 or len(starts) < 2 or len(blocks) < 2 or blocks[1].heading is None:
        return False
    first, others = blocks[0], [blocks[i] for i in starts[1:]]
    if first.is_title:
        return not any(other.is_title for other in others)
    return first.heading is not None and all(first.heading < (other.heading or 0) for other in others)


def _with_levels(blocks: Sequence[Block]) -> Sequence[Block]:
    """Blocks of a document without headings get them by how they are set: large or bold, centred or not."""
    if any(block.heading is not None for block in blocks):
        return [replace(b, heading=1) if b.is_title and b.heading is None else b for b in blocks]
    largest = max((b.size for b in blocks if b.is_strong and is_head(b)), default=1.0)
    return [
        replace(b, heading=1 if b.is_title else _level_by_hand(b, largest))
        if b.is_title or (b.is_strong and is_head(b))
        else b
        for b in blocks
    ]


def _level_by_hand(block: Block, largest: float) -> int:
    if largest >= _LARGE and block.size >= _SAME_SIZE * largest:
        return _BY_SIZE
    return _BY_PLACE if block.is_centred else _BY_BOLD


def _starts(blocks: Sequence[Block], level: int) -> list[int]:
    """Where sections of a level begin: at headings of it or above, with the lines of the headline above those."""
    heads = {i for i, block in enumerate(blocks) if block.heading is not None and block.heading <= level}
    starts = []
    for i in sorted(heads):
        if i - 1 in heads:
            continue
        while i > 0 and i - 1 not in heads and _tops(blocks[i - 1]):
            i -= 1
        starts.append(i)
    return starts


def _tops(block: Block) -> bool:
    """Say whether a line right above a heading is its kicker."""
    return block.heading is not None or (block.is_centred and is_head(block))


def _opens_report(blocks: Sequence[Block], start: int) -> bool:
    """Say whether a report begins at a heading: the one before it is signed, or this one opens as reports do."""
    if _DOCUMENT.search(blocks[start].text):
        return True
    before = next((block for block in reversed(blocks[:start]) if not is_furniture(block)), None)
    if before is not None and (signature(before.text) or byline_at_end(before.text)):
        return True
    body = next((block for block in blocks[start : start + 6] if not is_head(block)), None)
    return body is not None and (signature(body.text) is not None or dateline_end(body.text) > 0)


def _hidden(blocks: Sequence[Block], heads: Sequence[int], opening: Sequence[int]) -> list[int]:
    """The heads over reports that open as no report must: set as the first head is, over a lead with its day; or
    over a text that is signed at its end, where the report before was signed at its head.
    """
    found: list[int] = []
    is_signed = False
    for start, end in pairwise([*heads, len(blocks)]):
        is_body = [not is_head(block) or signature(block.text) is not None for block in blocks[start:end]]
        body = blocks[start + is_body.index(True) : end] if True in is_body else ()
        opens = start in opening
        if body and not opens:
            is_dated = date_at(body[0].text, 0) is not None and _is_set_as(blocks[start], blocks[heads[0]])
            opens = is_dated or (is_signed and _is_signed_below(body))
            found += [start] if opens else []
        if opens:
            is_signed = bool(body) and (signature(body[0].text) is not None or signs_at_start(body[0].text))
    return found


def _is_set_as(block: Block, first: Block) -> bool:
    """Say whether two lines are set alike; a cross-head is seldom set as the title."""
    return (block.heading, block.indent > 0, block.size) == (first.heading, first.indent > 0, first.size)


def _is_signed_below(body: Sequence[Block]) -> bool:
    """Say whether a byline ends the text, with at most the page's own lines below."""
    last = next((block for block in reversed(body[1:]) if not is_furniture(block)), None)
    return last is not None and (signature(last.text) is not None or byline_at_end(last.text) is not None)


def _is_one_text(blocks: Sequence[Block], starts: Sequence[int]) -> bool:
    """Say whether the headings only part one text: they are numbered, or a title or text stands above them."""
    numbered = sum(_NUMBERED.match(blocks[i].text) is not None for i in starts)
    return 2 * numbered >= len(starts) or any(block.heading is None for block in blocks[: starts[0]])


def is_head(block: Block) -> bool:
    """Say whether a block is set as a line of a headline: a heading, or a short line set apart."""
    text = block.text
    if block.is_title or block.heading is not None:
        return True
    if len(text) > _LONGEST_TITLE or text.endswith(("。", "；", "，", "：")) or dateline_end(text):
        return False
    if signature(text) or is_furniture(block) or is_caption(block):
        return False
    return (
        block.is_centred
        or block.is_strong
        or (block.indent == 0 and not is_terminal(text) and len(text) <= 40)
    )
