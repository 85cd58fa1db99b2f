"""Pages that only list articles: a newspaper page as a map of its articles, and index pages of portals."""

from __future__ import annotations

import re
from pathlib import PurePath

from retrieval.reading.html.blocks import blocks_of
from retrieval.reading.html.markers import Markers
from retrieval.reading.html.tree import Tree

_LISTING_NAME = re.compile(
    r"^(?:node_\d+(?:_\d+)?|layout\w*|index(?:_\d+)?|list(?:_\d+)?|default)\.s?html?$", re.IGNORECASE
)
_MOSTLY = 0.6
_FEW = 5


def lists_articles(tree: Tree, markers: Markers | None, address: str) -> bool:
    """Say whether a page is a list of articles and holds none itself."""
    if markers is not None:
        return False
    mapped = {
        words
        for element in tree.elements
        if element.tag in ("area", "polygon", "rect")
        and (words := element.attributes.get("href") or element.attributes.get("data-contentid"))
    }
    if len(mapped) > 1:
        return True
    blocks = blocks_of(tree)
    n_all = sum(len(block.text) for block in blocks)
    n_linked = sum(block.n_linked for block in blocks)
    n_links = sum(element.tag == "a" for element in tree.elements)
    if _LISTING_NAME.match(PurePath(address.split("?")[0]).name):
        return n_links >= _FEW and n_linked > _MOSTLY / 2 * n_all
    longest = max((len(block.text) - block.n_linked for block in blocks), default=0)
    return n_links >= _FEW and n_linked > _MOSTLY * n_all and longest < 60


def listed(tree: Tree) -> tuple[str, ...]:
    """Return the titles that a map of a newspaper page lists, in order, each once."""
    titles = (
        element.attributes.get("title") or element.attributes.get("alt") or ""
        for element in tree.elements
        if element.tag in ("area", "polygon", "rect")
    )
    return tuple(dict.fromkeys(title.strip() for title in titles if title.strip()))
