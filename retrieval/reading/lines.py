"""The lines of a text layer, with their place in the source and their width in ems."""

from __future__ import annotations

import re
from typing import NamedTuple

BLANKS = " \t\u2002\u2003\u2009\u2028\u2029\u202f\u3000\u00a0\u200b\u200c\u200d\u2060\ufeff" + "".join(
    map(chr, (*range(0x20), *range(0x7F, 0xA0)))
)
_SQUEEZED_START = frozenset("“‘（《【「『〈")
_SQUEEZED_END = frozenset("，。、；：？！”’）》】」』〉")
_NUMBER = re.compile(r"[0-9A-Za-z.%+-]+")
_LEAST_PIECES = 6
_UNSPACED = str.maketrans("", "", BLANKS)


class Line(NamedTuple):
    """One line that is not blank; `start` is the source offset of its first character that is not blank.

    `is_edged` says that a blank closes the raw line; `indent` counts those that open it.
    `narrow` and `wide` bound its width in ems: punctuation may be squeezed to half an em, and a blank is either
    the author's or left behind by the typesetter. `has_gap` says that a blank line (or the top) stands before it.
    """

    start: int
    text: str
    bare: str
    is_spaced: bool
    has_gap: bool
    is_edged: bool
    indent: int
    narrow: float
    wide: float

    @property
    def is_indented(self) -> bool:
        """Say whether the line kept a paragraph's indent; a single blank is only noise."""
        return self.indent > 1

    @property
    def end(self) -> int:
        """The source offset behind the line's last character."""
        return self.start + len(self.text)


def lines_of(text: str, start: int, end: int) -> list[Line]:
    """Return the lines of `text[start:end]` that are not blank, in order."""
    lines: list[Line] = []
    has_gap, offset = True, start
    for raw in text[start:end].splitlines(keepends=True):
        body = raw.strip(BLANKS)
        if body:
            lines.append(_line(raw, body, offset, has_gap))
        has_gap = not body
        offset += len(raw)
    return lines


def width(bare: str) -> float:
    """The natural width in ems: one for a full-width character, a half for an ASCII one."""
    return len(bare) - 0.5 * len(bare.encode("ascii", "ignore"))


def _line(raw: str, body: str, offset: int, has_gap: bool) -> Line:
    lead = raw.index(body[0])
    # Only a text without any blank is printable and free of U+0020.
    bare = body if body.isprintable() and " " not in body else body.translate(_UNSPACED)
    n_blanks = len(body) - len(bare)
    is_spaced = n_blanks > 0 and _is_letter_spaced(body, n_blanks)
    natural = width(bare)
    squeeze = 0.5 * (bare[0] in _SQUEEZED_START) + 0.5 * (bare[-1] in _SQUEEZED_END)
    wide = natural + 0.5 * (_lost_blanks(bare) if is_spaced else n_blanks)
    is_edged = len(raw.rstrip("\r\n")) > lead + len(body)
    return Line(offset + lead, body, bare, is_spaced, has_gap, is_edged, lead, natural - squeeze, wide)


def _lost_blanks(bare: str) -> int:
    """How many blanks letter-spacing may have hidden: beside numbers, and behind a dateline's first words."""
    return 2 * len(_NUMBER.findall(bare)) + 1


def _is_letter_spaced(body: str, n_blanks: int) -> bool:
    """`大 的 经 济 效 益`: a blank between most neighbours, put there to fill the line."""
    return n_blanks + 1 >= _LEAST_PIECES and n_blanks >= 0.4 * (len(body) - 1)
