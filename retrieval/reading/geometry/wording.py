"""The words of printed lines: with the blanks that the page shows, and each character's way back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median_low

from retrieval.reading.clues import dateline_end
from retrieval.reading.geometry.glyphs import Glyph
from retrieval.reading.geometry.rows import CLOSING, OPENING, Line, inked_left, inked_right
from retrieval.reading.lines import BLANKS
from retrieval.reading.stretch import Run, Stretch

_BLANK_GAP = 0.13
_LATIN_GAP = 0.13
_WIRE = frozenset("讯訊电電")


def spaced(line: Line) -> str:
    """Return the line's text with a blank wherever one stands or shows."""
    return "".join(text for text, _ in _pieces(line))


def joined(lines: Sequence[Line]) -> Stretch:
    """Return the lines as one stretch: blanks stand where the page shows them, line ends are nothing.

    Latin words that meet at a line's end are parted by a blank, as words are.
    """
    text: list[str] = []
    runs: list[Run] = []
    for i, line in enumerate(lines):
        if i:
            for piece, at in _between(lines[i - 1], line):
                _add(text, runs, piece, at)
        for piece, at in _pieces(line):
            _add(text, runs, piece, at)
    return Stretch("".join(text), tuple(runs))


def _add(text: list[str], runs: list[Run], piece: str, at: int | None) -> None:
    if at is not None:
        start, source_start, length = runs[-1] if runs else (0, -1, -1)
        if runs and start + length == len(text) and source_start + length == at:
            runs[-1] = (start, source_start, length + 1)
        else:
            runs.append((len(text), at, 1))
    text.append(piece)


def _between(above: Line, below: Line) -> list[tuple[str, int | None]]:
    """What parts two lines: a blank that closed the upper one, or one between Latin words."""
    if above.tail is not None and below.n_blanks == 0:
        return [(above.tail.text, above.tail.at)]
    last, first = above.glyphs[-1].text, below.glyphs[0].text
    return [(" ", None)] if _is_latin(last) and _is_latin(first) else []


def _pieces(line: Line) -> Iterator[tuple[str, int | None]]:
    """The glyphs of a line with their places, and blanks of no place where only a gap shows one."""
    usual = _usual_gap(line.glyphs)
    before: Glyph | None = None
    for glyph in line.glyphs:
        if before is not None and not line.is_vertical and _shows_blank(before, glyph, usual, line):
            yield " ", None
        yield glyph.text, glyph.at
        before = glyph


def _usual_gap(glyphs: Sequence[Glyph]) -> float:
    gaps = [b.left - a.right for a, b in pairwise(glyphs)]
    return max(0.0, median_low(gaps)) if len(gaps) > 2 else 0.0


def _shows_blank(before: Glyph, glyph: Glyph, usual: float, line: Line) -> bool:
    if before.text in BLANKS or glyph.text in BLANKS:
        return False
    least = usual + _BLANK_GAP * line.size
    if glyph.text == "“" and before.text in _WIRE:
        return _ends_dateline(line, before) and glyph.left - before.right > least
    gap = inked_left(glyph) - inked_right(before)
    if _is_latin(before.text) and _is_latin(glyph.text):
        return gap > min(least, _LATIN_GAP * glyph.size)
    marks = OPENING | CLOSING
    return gap > least and before.text not in marks and glyph.text not in marks


def _ends_dateline(line: Line, last: Glyph) -> bool:
    """Say whether the line begins with a dateline that ends with a glyph: 本报讯 “……”."""
    words = "".join(glyph.text for glyph in line.glyphs[: line.glyphs.index(last) + 1])
    return dateline_end(words) == len(words)


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalpha()
