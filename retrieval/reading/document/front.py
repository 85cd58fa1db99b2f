"""The lines of a document that are the bulletin's own: its name, its day, its page, its editors."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.reading.document.block import Block
from retrieval.reading.document.parts import signature
from retrieval.reading.furniture import Masthead, sort_out
from retrieval.reading.lines import lines_of

_LONGEST = 80


def parted(blocks: Sequence[Block], headers: Sequence[str]) -> tuple[list[Block], list[str], Masthead]:
    """Return the blocks of articles, the lines that are the bulletin's own, and what those say.

    `headers` are lines that a document repeats at the top of its pages.
    """
    short = [b for b in blocks if len(b.text) <= _LONGEST and not b.is_row and not signature(b.text)]
    text = "\n\n".join([*headers, *(block.text for block in short)])
    _, others, masthead = sort_out(lines_of(text, 0, len(text)))
    own = {line.text for line in others}
    kept = [block for block in blocks if block.text not in own or block.is_row or block.heading is not None]
    return kept, [line.text for line in others], masthead
