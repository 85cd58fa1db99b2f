"""Which line of a page is its title, and which stand above and below it as kicker and subtitle?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.reading.clues import is_terminal
from retrieval.reading.document.block import Block, solid
from retrieval.reading.document.parts import ends_text, is_furniture, signature
from retrieval.reading.html.facts import is_said_of, is_site, named_title, title_in_head
from retrieval.reading.html.head import Head
from retrieval.reading.html.tree import Tree
from retrieval.reading.stretch import single_blanks

_TITLE_NAME = re.compile(r"(?:^|[\s_-])(?:title|tit|bt|biaoti|headline|h1)(?:$|[\s_-])|title$", re.IGNORECASE)
_KICKER_NAME = re.compile(
    r"yinti|jianti|kicker|intro-?title|meiti|shoulder|lead-?title|pre-?title", re.IGNORECASE
)
_SUBTITLE_NAME = re.compile(r"futi|sub-?tit|fu-?title|fubiaoti|vice-?title|down-?title", re.IGNORECASE)
_DASHED = re.compile(r"^(?:——|—|－－|--)")
_LONGEST = 90
_NO_LEVEL = 7


@dataclass(frozen=True, slots=True)
class Title:
    """The headline of a page, each part None when it has none."""

    text: str | None = None
    kicker: str | None = None
    subtitle: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in front of the text: a block, or several of one element joined."""

    text: str
    block: Block
    name: str


def title_on(tree: Tree, head: Head, front: Sequence[Block]) -> Title:
    """Return the headline among the lines in front of the text, else as the head gives it."""
    every = _lines(tree, front)
    lines = [line for line in every if _may_be_title(line)]
    at = named_title(head, [line.text for line in lines])
    if at is None:
        lines = _last_group(every)
        at = _set_as_title(head, lines)
    named = title_in_head(head)
    if at is None:
        return Title(named or _nearest(front))
    return Title(lines[at].text, _kicker(lines, at), _subtitle(lines, at))


def _lines(tree: Tree, front: Sequence[Block]) -> list[_Line]:
    lines: list[_Line] = []
    for block in front:
        words = single_blanks(block.stretch)
        before = lines[-1].block if lines else None
        if before is not None and block.owner == before.owner >= 0 and _is_set_apart(block, lines[-1].name):
            lines[-1] = _Line(lines[-1].text + words, before, lines[-1].name)
        else:
            lines.append(_Line(words, block, _name(tree, block)))
    return lines


def _last_group(lines: Sequence[_Line]) -> list[_Line]:
    """The lines nearest to the text that may be its title; those that are said of it may stand between."""
    group: list[_Line] = []
    for line in reversed(lines):
        if _may_be_title(line):
            group.append(line)
        elif group and not is_said_of(line.block) and not signature(line.text):
            break
    return group[::-1]


def _name(tree: Tree, block: Block) -> str:
    """What the element of a block, and the one around it, are called."""
    if block.owner < 0:
        return ""
    element = tree.elements[block.owner]
    return element.named()


def _may_be_title(line: _Line) -> bool:
    block = line.block
    if not 2 <= len(line.text) <= _LONGEST or block.n_linked > 0.5 * len(block.text):
        return False
    if is_said_of(block) or is_furniture(block) or ends_text(block) or signature(line.text):
        return False
    return not line.text.endswith("。")


def _is_set_apart(block: Block, name: str) -> bool:
    if block.heading is not None or block.is_title or _TITLE_NAME.search(name) is not None:
        return True
    return block.is_strong and block.is_centred


def _set_as_title(head: Head, lines: Sequence[_Line]) -> int | None:
    """The line that is set as a title: the highest heading, else one that is called so, else large and centred."""
    found: list[tuple[int, int]] = []
    for i, line in enumerate(lines):
        if is_site(line.text, head) or _KICKER_NAME.search(line.name) or _SUBTITLE_NAME.search(line.name):
            continue
        level = line.block.heading or _NO_LEVEL
        if _is_set_apart(line.block, line.name) and not _DASHED.match(line.text):
            found.append((level, i))
    return min(found)[1] if found else None


def _nearest(front: Sequence[Block]) -> str | None:
    """The last short line before the text that says nothing of it."""
    for block in reversed(front):
        text = block.text
        if is_said_of(block) or signature(text) or block.n_linked > 0.5 * len(text):
            continue
        if 4 <= len(text) <= 60 and not is_terminal(text):
            return text
        return None
    return None


def _kicker(lines: Sequence[_Line], at: int) -> str | None:
    if at == 0:
        return None
    line = lines[at - 1]
    if _KICKER_NAME.search(line.name) or _stands_beside(line, lines[at]):
        return line.text
    return None


def _subtitle(lines: Sequence[_Line], at: int) -> str | None:
    rows = []
    for line in lines[at + 1 : at + 3]:
        if not (
            _SUBTITLE_NAME.search(line.name) or _DASHED.match(line.text) or _stands_beside(line, lines[at])
        ):
            break
        rows.append(line.text)
    return "".join(rows) or None


def _stands_beside(line: _Line, title: _Line) -> bool:
    """Say whether a line belongs to the headline: set as a heading too, or alike in bold and place."""
    if solid(line.text) == solid(title.text) or is_terminal(line.text):
        return False
    if line.block.heading is not None:
        return title.block.heading is not None and line.block.heading <= title.block.heading + 2
    return line.block.is_centred and title.block.is_centred and line.block.is_strong
