"""A piece of HTML that came in something else, such as the entry of a feed."""

from __future__ import annotations

import html
import re

from retrieval.reading.document.block import Block
from retrieval.reading.html.blocks import blocks_of
from retrieval.reading.html.markup import tokens_of
from retrieval.reading.html.page import cut
from retrieval.reading.html.tree import tree_of

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")


def blocks_in(fragment: str) -> list[Block]:
    """Return the blocks of a piece of HTML, or of plain text whose lines are its paragraphs."""
    if _TAG.search(fragment) is None:
        fragment = f"<pre>{html.escape(html.unescape(fragment), quote=False)}</pre>"
    return cut(blocks_of(tree_of(tokens_of(fragment))))


def words_in(fragment: str) -> str:
    """Return the words of a piece of HTML on one line."""
    return "".join(block.text for block in blocks_of(tree_of(tokens_of(fragment))))
