"""Which tag stands in which? A flat tree: elements and what they hold in the order of the page.

Tags that people leave open (p, li, td) are closed as browsers close them. Nesting past a depth no page has is
ignored, so that nothing here takes longer than the page is long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from retrieval.reading.html.markup import Chars, Close, Comment, Open, Token

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CLOSES_P = frozenset(
    "address article aside blockquote center div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr main nav ol p pre section table ul".split()
)
# An open tag of the first kind ends before a tag of the second, unless one of the third stands between.
_ENDED_BY = (
    (frozenset(("li",)), frozenset(("li",)), frozenset(("ul", "ol", "table"))),
    (frozenset(("dt", "dd")), frozenset(("dt", "dd")), frozenset(("dl", "table"))),
    (
        frozenset(("td", "th")),
        frozenset(("td", "th", "tr", "tbody", "thead", "tfoot")),
        frozenset(("table",)),
    ),
    (frozenset(("tr",)), frozenset(("tr", "tbody", "thead", "tfoot")), frozenset(("table",))),
    (frozenset(("option",)), frozenset(("option", "optgroup")), frozenset(("select",))),
    (frozenset(("p",)), _CLOSES_P, frozenset(("table", "td", "th", "div", "li", "object", "button"))),
)
_WALLS = frozenset(("table", "td", "th", "caption"))
_TABLE_PARTS = frozenset(("table", "td", "th", "tr", "tbody", "thead", "tfoot", "caption"))
_DEEPEST = 300


@dataclass(slots=True)
class Element:
    """A tag with what it holds: `items[first:last]` of its page. `parent` is -1 at the top."""

    tag: str
    attributes: dict[str, str]
    parent: int
    first: int
    last: int = 0
    holds_table: bool = False

    def named(self) -> str:
        """The words of its id, class and name, for guessing what it is for."""
        given = self.attributes
        return " ".join(given.get(key, "") for key in ("id", "class", "name", "role", "itemprop"))


class Enter(NamedTuple):
    """Here element `number` begins."""

    number: int


class Leave(NamedTuple):
    """Here element `number` ends."""

    number: int


Item = Enter | Leave | Chars | Comment


@dataclass(slots=True)
class Tree:
    """The elements of a page in the order they begin, and its items."""

    elements: list[Element] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


def tree_of(tokens: Iterable[Token]) -> Tree:
    """Build the tree of a page."""
    building = _Building()
    for token in tokens:
        if isinstance(token, Open):
            building.enter(token)
        elif isinstance(token, Close):
            building.leave(token.tag)
        else:
            building.tree.items.append(token)
    while building.open:
        building.pop()
    return building.tree


class _Building:
    """The tree so far, and the elements that are still open."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.open: list[int] = []
        self.counts: Counter[str] = Counter()

    def enter(self, token: Open) -> None:
        """Begin an element, after ending those that it ends."""
        self._end_before(token.tag)
        if len(self.open) >= _DEEPEST:
            return
        elements, items = self.tree.elements, self.tree.items
        index = len(elements)
        items.append(Enter(index))
        elements.append(Element(token.tag, token.attributes, self.open[-1] if self.open else -1, len(items)))
        self.open.append(index)
        self.counts[token.tag] += 1
        if token.tag == "table":
            for outer in self.open[:-1]:
                elements[outer].holds_table = True
        if token.tag in _VOID or (token.is_closed and ":" in token.tag):
            self.pop()

    def leave(self, tag: str) -> None:
        """End the nearest element of this name, and what is open in it; nothing when a wall stands between."""
        if not self.counts[tag]:
            if tag == "br":
                self.enter(Open("br", {}, 0, True))
            return
        walls = frozenset(("table",)) if tag in _TABLE_PARTS - {"table"} else _WALLS
        for index in reversed(self.open):
            open_tag = self.tree.elements[index].tag
            if open_tag == tag:
                self._pop_to(index)
                return
            if open_tag in walls and tag != "table":
                return

    def pop(self) -> None:
        """End the innermost element."""
        index = self.open.pop()
        element = self.tree.elements[index]
        element.last = len(self.tree.items)
        self.tree.items.append(Leave(index))
        self.counts[element.tag] -= 1

    def _end_before(self, tag: str) -> None:
        for ended, by, walls in _ENDED_BY:
            if tag not in by or not any(self.counts[name] for name in ended):
                continue
            for index in reversed(self.open):
                open_tag = self.tree.elements[index].tag
                if open_tag in ended:
                    self._pop_to(index)
                    break
                if open_tag in walls:
                    break

    def _pop_to(self, index: int) -> None:
        while self.open and self.open[-1] >= index:
            self.pop()
