"""The visible text of a page, or of a part of it, as blocks; scripts, styles and hidden text never get in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from retrieval.reading.document.block import Block, joined, plain
from retrieval.reading.html.markup import Chars, Comment
from retrieval.reading.html.tree import Element, Enter, Leave, Tree
from retrieval.reading.lines import BLANKS
from retrieval.reading.stretch import Stretch

_INVISIBLE = frozenset(
    "script style head title noscript template select option datalist textarea button iframe object embed audio video "
    "canvas svg math map noframes noembed xmp rp rt meter progress".split()
)
_BLOCK = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form founder-content h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul".split()
)
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity|max-height)\s*:\s*0(?:\.0+)?(?:px|pt|em|%)?\s*(?:;|$|!)"
    r"|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,}|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_HIDDEN_NAME = re.compile(r"(?:^|\s)(?:sr-only|visually-hidden|hide|hidden|d-none|invisible)(?:$|\s)")
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*([\d.]+)\s*(px|pt|em|rem)", re.IGNORECASE)
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0}
_PRE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_CAPTION_NAME = re.compile(
    r"caption|tuzhu|tushuo|img-?(?:desc|txt|text|info|note)|photo-?(?:desc|txt|text|note|info)|pic-?(?:desc|txt|text|note|info)"
    r"|image-?(?:desc|note)",
    re.IGNORECASE,
)
# WeChat hides the text of a page until its script has run.
_SHOWN_LATER = frozenset(("js_content",))
_LARGE = 20.0
_WIDEST_CELL = 60
_FEW = 200


@dataclass(slots=True)
class _Draft:
    """What has been gathered for the next block."""

    pieces: list[Stretch] = field(default_factory=list)
    n_strong: int = 0
    n_linked: int = 0
    n_solid: int = 0


@dataclass(slots=True)
class _Setting:
    """How the text is set inside the elements that are open."""

    is_strong: bool = False
    is_centred: bool = False
    is_link: bool = False
    is_caption: bool = False
    is_pre: bool = False
    in_row: bool = False
    heading: int | None = None
    owner: int = -1
    is_title: bool = False


def is_hidden(element: Element) -> bool:
    """Say whether a reader of the page does not see the element."""
    given = element.attributes
    if given.get("id") in _SHOWN_LATER:
        return False
    return (
        element.tag in _INVISIBLE
        or "hidden" in given
        or _HIDING.search(given.get("style", "")) is not None
        or _HIDDEN_NAME.search(given.get("class", "")) is not None
    )


def blocks_of(tree: Tree, first: int = 0, last: int | None = None) -> list[Block]:
    """Return the blocks of `tree.items[first:last]`."""
    walk = _Walk(tree)
    end = len(tree.items) if last is None else last
    at = first
    while at < end:
        item = tree.items[at]
        at += 1
        if isinstance(item, Enter):
            element = tree.elements[item.number]
            if is_hidden(element):
                at = element.last
            walk.enter(item.number, element)
        elif isinstance(item, Leave):
            walk.leave(tree.elements[item.number])
        elif isinstance(item, Chars):
            walk.add(item.stretch)
    walk.flush()
    return walk.blocks


class _Walk:
    """The walk through a page: the blocks so far, and how what comes next is set."""

    def __init__(self, tree: Tree) -> None:
        self.blocks: list[Block] = []
        self._tree = tree
        self._draft = _Draft()
        self._settings = [_Setting()]
        self._after_picture = False

    def enter(self, index: int, element: Element) -> None:
        """Go into an element."""
        setting = self._settings[-1]
        if element.tag == "br":
            self.flush()
        elif element.tag == "img":
            self._after_picture = True
        elif element.tag in ("td", "th") and setting.in_row:
            self._draft.pieces.append(Stretch(" ", ()))
        elif element.tag in _BLOCK and not (setting.in_row and element.tag != "tr"):
            self.flush()
        self._settings.append(_set(self._tree, index, element, setting))

    def leave(self, element: Element) -> None:
        """Come out of an element."""
        if len(self._settings) > 1:
            setting = self._settings[-1]
            if element.tag in _BLOCK and not (setting.in_row and element.tag != "tr"):
                self.flush()
            self._settings.pop()

    def add(self, stretch: Stretch) -> None:
        """Take the characters that stand here."""
        setting = self._settings[-1]
        if setting.is_pre and "\n" in stretch.text:
            self._add_lines(stretch, setting)
            return
        n_solid = len(stretch.text) - sum(stretch.text.count(blank) for blank in " \n\t\r\u3000\u00a0")
        self._draft.pieces.append(stretch)
        self._draft.n_solid += n_solid
        self._draft.n_strong += n_solid if setting.is_strong else 0
        self._draft.n_linked += n_solid if setting.is_link else 0

    def flush(self) -> None:
        """End the block."""
        draft, self._draft = self._draft, _Draft()
        if not draft.n_solid:
            return
        whole = joined(draft.pieces)
        stretch = plain(whole)
        if not stretch.text:
            return
        setting = self._settings[-1]
        self.blocks.append(
            Block(
                stretch,
                heading=setting.heading,
                is_title=setting.is_title,
                is_centred=setting.is_centred,
                is_strong=draft.n_strong >= 0.9 * draft.n_solid,
                is_caption=setting.is_caption,
                is_row=setting.in_row,
                after_picture=self._after_picture,
                n_linked=draft.n_linked,
                indent=_indent(whole.text),
                owner=setting.owner,
            )
        )
        self._after_picture = False

    def _add_lines(self, stretch: Stretch, setting: _Setting) -> None:
        """Text whose line ends are shown: each ends a block."""
        at = 0
        self._settings.append(_without_pre(setting))
        for line in stretch.text.splitlines(keepends=True):
            self.add(stretch.pick([(at, at + len(line))]))
            if line[-1:] in "\n\r":
                self.flush()
            at += len(line)
        self._settings.pop()


def _without_pre(setting: _Setting) -> _Setting:
    return _Setting(
        setting.is_strong,
        setting.is_centred,
        setting.is_link,
        setting.is_caption,
        False,
        setting.in_row,
        setting.heading,
        setting.owner,
        setting.is_title,
    )


def _set(tree: Tree, index: int, element: Element, outer: _Setting) -> _Setting:
    """How the text of an element is set, in one that is set like `outer`."""
    style, given = element.attributes.get("style", ""), element.attributes
    level = int(element.tag[1]) if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6") else None
    size = _SIZE.search(style)
    is_large = size is not None and float(size[1] or 0) * _PIXELS[size[2].lower()] >= _LARGE
    is_block = element.tag in _BLOCK
    return _Setting(
        is_strong=outer.is_strong
        or element.tag in _BOLD
        or is_large
        or _BOLD_STYLE.search(style) is not None
        or (element.tag == "font" and given.get("size", "").strip("+ ") in ("4", "5", "6", "7")),
        is_centred=outer.is_centred
        or element.tag == "center"
        or given.get("align", "").lower() == "center"
        or _CENTRED.search(style) is not None,
        is_link=outer.is_link or element.tag == "a",
        is_caption=outer.is_caption
        or element.tag == "figcaption"
        or _CAPTION_NAME.search(element.named()) is not None,
        is_pre=outer.is_pre or element.tag == "pre" or _PRE.search(style) is not None,
        in_row=outer.in_row or (element.tag == "tr" and _is_row_of_figures(tree, element)),
        heading=level or outer.heading,
        owner=index if is_block else outer.owner,
        is_title=outer.is_title or "MsoTitle" in given.get("class", ""),
    )


def _is_row_of_figures(tree: Tree, row: Element) -> bool:
    """Say whether a row belongs to a table of short cells; tables that hold pages or text are furniture."""
    parent = row.parent
    while parent >= 0 and tree.elements[parent].tag != "table":
        parent = tree.elements[parent].parent
    if parent < 0 or tree.elements[parent].holds_table:
        return False
    cells = _cells(tree.items[row.first : row.last], tree)
    table = tree.elements[parent]
    n_rows = sum(
        isinstance(item, Enter) and tree.elements[item.number].tag == "tr"
        for item in tree.items[table.first : min(table.last, table.first + _FEW)]
    )
    return n_rows > 1 and len(cells) > 1 and max(cells) <= _WIDEST_CELL


def _cells(items: Sequence[object], tree: Tree) -> list[int]:
    """How many characters each cell of a row holds; cells that are empty do not count."""
    cells: list[int] = []
    for item in items:
        if isinstance(item, Enter) and tree.elements[item.number].tag in ("td", "th"):
            cells.append(0)
        elif isinstance(item, Chars) and cells:
            cells[-1] += len(item.stretch.text.strip(BLANKS + "\n\r"))
        elif isinstance(item, Comment):
            continue
    return [cell for cell in cells if cell]


def _indent(text: str) -> int:
    """How many blanks that are shown open a text."""
    bare = text.lstrip("\n\r\t ")
    return len(bare) - len(bare.lstrip(BLANKS))
