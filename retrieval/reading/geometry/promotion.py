"""Headlines set no larger than text: a long title over a narrow column has no room to be large.

They are told by their place: alone in the middle above the first line of an article that has no other headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.reading.geometry.heads import Head, box_of
from retrieval.reading.geometry.order import Chain
from retrieval.reading.geometry.rows import Line

_CLOSE = 2.6
_SAME_CENTER = 0.9
_MOST_LINES = 4
_NO_TITLE = re.compile(r"[。，；]$|摄$|^图[为：]|[摄影]）$")


def with_small_heads(chains: Sequence[Chain], loose: Sequence[Line], pitch: float) -> list[Chain]:
    """Return the chains, those without a headline given the loose lines that stand as one above them."""
    return [
        item if item.head is not None and item.head.lines else _promoted(item, loose, pitch)
        for item in chains
    ]


def _promoted(item: Chain, loose: Sequence[Line], pitch: float) -> Chain:
    first = item.columns[0]
    if not (first.is_indented(first.first) or len(first.lines) == 1):
        return item
    found: list[Line] = []
    top = first.top
    for line in sorted(loose, key=lambda line: -line.baseline):
        if len(found) < _MOST_LINES and _stands_above(line, top, item, pitch):
            found.insert(0, line)
            top = line.top
    if not found:
        return item
    signed = item.head.lines if item.head is not None else ()
    lines = (*found, *signed)
    return replace(item, head=Head(lines, box_of(lines)))


def _stands_above(line: Line, top: float, item: Chain, pitch: float) -> bool:
    if _NO_TITLE.search(line.text) or not -0.2 * line.size < top - line.bottom < _CLOSE * pitch:
        return False
    rights = [column.right for column in item.columns if column.top < item.columns[0].bottom]
    left = item.columns[0].left
    is_centred = any(abs((left + right) / 2 - line.center) < _SAME_CENTER * line.size for right in rights)
    return is_centred and line.left > left - line.size
