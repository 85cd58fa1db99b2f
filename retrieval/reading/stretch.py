"""A stretch of the source: wrapped lines joined again, every character knowing where it stood.

Justification leaves blanks and line ends behind, and these go. Blanks that authors put stay: after a dateline,
between role and names in a bracket, between Latin words. No character is ever changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from retrieval.model import SourceRun
from retrieval.reading.clues import dateline_end
from retrieval.reading.lines import BLANKS, Line
from retrieval.text.names import ROLE

NOWHERE = -1
_BLANK = re.compile(f"[{re.escape(BLANKS)}]+")
_PIECE = re.compile(f"[^{re.escape(BLANKS)}]+")
_SIGNED_BRACKET = re.compile(rf"[（(]{ROLE}[^（()）。]{{0,44}}[)）]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text, and for each character its source offset; NOWHERE for a blank that a line end stood for."""

    text: str
    offsets: tuple[int, ...]

    def slice(self, start: int, end: int | None = None) -> Stretch:
        """Return a part of the stretch."""
        return Stretch(self.text[start:end], self.offsets[start:end])

    def strip(self) -> Stretch:
        """Return the stretch without the blanks at both ends."""
        start = len(self.text) - len(self.text.lstrip(BLANKS))
        return self.slice(start, max(start, len(self.text.rstrip(BLANKS))))

    def runs(self) -> tuple[SourceRun, ...]:
        """Return the way back to the source: the fewest runs that cover all characters with an offset."""
        breaks = np.flatnonzero(np.diff(self.offsets) != 1) + 1
        edges = [0, *breaks.tolist(), len(self.offsets)]
        return tuple(
            SourceRun(start, self.offsets[start], end - start)
            for start, end in pairwise(edges)
            if start < end and self.offsets[start] != NOWHERE
        )


def loose(lines: Sequence[Line], source: str) -> Stretch:
    """Join lines with every blank that stands in or beside them; letter-spacing goes."""
    text: list[str] = []
    offsets: list[int] = []
    for i, line in enumerate(lines):
        if i:
            _join(text, offsets, source, lines[i - 1], line)
        for start, end in _pieces(line):
            text.append(line.text[start:end])
            offsets.extend(range(line.start + start, line.start + end))
    return Stretch("".join(text), tuple(offsets))


def tight(stretch: Stretch) -> Stretch:
    """Return the stretch with its authors' blanks only."""
    text = stretch.text
    blanks = list(_BLANK.finditer(text))
    if not blanks:
        return stretch
    opening = dateline_end(text)
    brackets = [m.span() for m in _SIGNED_BRACKET.finditer(text)]
    parts: list[str] = []
    offsets: list[int] = []
    done = 0
    for blank in blanks:
        keep = _is_authors(text, blank.start(), blank.end(), opening, brackets)
        parts.append(text[done : blank.start() + keep])
        offsets.extend(stretch.offsets[done : blank.start() + keep])
        done = blank.end()
    return Stretch("".join((*parts, text[done:])), (*offsets, *stretch.offsets[done:]))


def single_blanks(stretch: Stretch) -> str:
    """Return the text with each run of blanks as its first character."""
    return _BLANK.sub(lambda m: m.group()[0], stretch.strip().text)


def _pieces(line: Line) -> list[tuple[int, int]]:
    """The parts of a line to keep: all of it, or its characters without their letter-spacing."""
    if not line.is_spaced:
        return [(0, len(line.text))]
    pieces = [m.span() for m in _PIECE.finditer(line.text)]
    opening = dateline_end(line.bare)
    if opening and line.bare[opening - 1] not in ")）" and line.bare[opening : opening + 1] not in "(（":
        seen = 0
        for k, (start, end) in enumerate(pieces[:-1]):
            seen += end - start
            if seen == opening:
                pieces[k] = (start, end + 1)
    return pieces


def _join(text: list[str], offsets: list[int], source: str, before: Line, line: Line) -> None:
    """Add what stands between two lines: a blank if one is printed there, or if Latin words meet."""
    for offset in range(before.end, min(line.start, before.end + 8)):
        if source[offset] in " \u3000\u00a0\t":
            text.append(source[offset])
            offsets.append(offset)
            return
    if _is_latin(before.bare[-1]) and _is_latin(line.bare[0]):
        text.append(" ")
        offsets.append(NOWHERE)


def _is_authors(text: str, start: int, end: int, opening: int, brackets: list[tuple[int, int]]) -> bool:
    if start == 0 or end == len(text):
        return False
    before, after = text[start - 1], text[end]
    if start == opening and before not in "）)" and after not in "（(":
        return True
    if any(left < start and end < right for left, right in brackets):
        return after not in "）)" and before not in "（("
    if not (before.isascii() and after.isascii()):
        return False
    return (before.isdigit() and after.isdigit()) or _is_latin(before) or _is_latin(after)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
