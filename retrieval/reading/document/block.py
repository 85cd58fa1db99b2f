"""A block: one paragraph as its document has it, with how it is set."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.reading.lines import BLANKS
from retrieval.reading.stretch import Run, Stretch

_GAP = re.compile(f"[{re.escape(BLANKS)}]+")
_BLANK = re.compile(rf"[\s{re.escape(BLANKS)}]+")
_ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_ENDS_LINE = frozenset("\n\r")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph.

    `heading` is its level, 1 being the highest, and None for text. `is_title` says that its document calls it the
    title. `is_strong` says that it is set in bold or larger than the text, all of it.
    `size` is its letters', as a multiple of the text's.
    `n_linked` counts the characters that are links; `after_picture` says that a picture stands right before it.
    `indent` counts the blanks that opened it.
    """

    stretch: Stretch
    heading: int | None = None
    is_title: bool = False
    is_centred: bool = False
    is_strong: bool = False
    size: float = 1.0
    is_caption: bool = False
    is_row: bool = False
    after_picture: bool = False
    n_linked: int = 0
    indent: int = 0
    owner: int = -1

    @property
    def text(self) -> str:
        """Its words."""
        return self.stretch.text


def joined(stretches: Iterable[Stretch]) -> Stretch:
    """Return the stretches as one."""
    texts: list[str] = []
    runs: list[Run] = []
    at = 0
    for stretch in stretches:
        texts.append(stretch.text)
        for start, source_start, length in stretch.runs:
            last = runs[-1] if runs else (0, 0, 0)
            if runs and last[0] + last[2] == at + start and last[1] + last[2] == source_start:
                runs[-1] = (last[0], last[1], last[2] + length)
            else:
                runs.append((at + start, source_start, length))
        at += len(stretch.text)
    return Stretch("".join(texts), tuple(runs))


def solid(words: str) -> str:
    """Return words without any blank, for comparing."""
    return _BLANK.sub("", words)


def plain(stretch: Stretch) -> Stretch:
    """Return the stretch as it is shown: no blanks at its ends, one between words, no line ends.

    A line end between two characters that are not Latin is the page's maker's, not the author's, and goes.
    """
    stretch = stretch.strip()
    text = stretch.text
    pieces: list[Stretch] = []
    done = 0
    for match in _GAP.finditer(text):
        start, end = match.span()
        if end == start + 1 and text[start] in " \u3000\u00a0":
            continue
        pieces.append(stretch.pick([(done, start)]))
        pieces.append(_gap(stretch, start, end))
        done = end
    if not pieces:
        return stretch
    return joined([*pieces, stretch.pick([(done, len(text))])])


def _gap(stretch: Stretch, start: int, end: int) -> Stretch:
    """What several blanks are shown as."""
    blanks = stretch.text[start:end]
    seen = [at for at, blank in enumerate(blanks) if blank not in _ZERO_WIDTH]
    if not seen:
        return Stretch("", ())
    if _ENDS_LINE.isdisjoint(blanks):
        first = start + seen[0]
        return stretch.pick([(first, first + 1)]) if blanks[seen[0]] in " \u3000\u00a0" else Stretch(" ", ())
    if stretch.text[start - 1].isascii() and stretch.text[end].isascii():
        return Stretch(" ", ())
    return Stretch("", ())
