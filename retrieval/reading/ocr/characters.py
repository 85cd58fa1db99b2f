"""Read strips become characters with places: an advance box each, one baseline and one em a line.

The model tells about where the middle of a character is; its ink tells where it begins and ends. An advance is wider
than the ink: half of a full-width comma's is empty, and the opening quote's ink stands in its right half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from retrieval.model import Box
from retrieval.reading.ocr.ink import Mask
from retrieval.reading.ocr.recogniser import Words

OPENING = frozenset("“‘（《〈【「『〔")
CLOSING = frozenset("，。、；：！？”’）》〉】」』〕")
# The height of a Han character's ink, and how far it hangs below the baseline, in em.
_INK_EM = 0.91
_DESCENT_EM = 0.09
_MIDDLE_EM = 0.37
_TALL_EM = 0.7
_DIGIT_EM = 0.72
# Digits are set in cells of one width, however narrow their ink.
_DIGIT_CELL_EM = 0.5


@dataclass(frozen=True, slots=True)
class Character:
    """One character as read: its ink from `left` to `right`, pixels of the page, and how sure the model was."""

    text: str
    left: float
    right: float
    confidence: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One strip with its characters; `box` is its ink."""

    box: Box
    characters: tuple[Character, ...]
    em: float
    baseline: float

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(character.text for character in self.characters)


def printed_line(words: Words, crop: Box, box: Box, letters: Mask) -> PrintedLine:
    """Place the characters read in `crop`, which holds the strip `box`."""
    part = letters[int(box.top) : int(box.bottom), int(box.left) : int(box.right)]
    column = part.sum(axis=0).astype(np.float64)
    centres = np.array(words.centres) * (crop.right - crop.left) + crop.left - box.left
    edges = _edges(centres, column)
    characters = []
    for i, (text, confidence) in enumerate(zip(words.text, words.confidences, strict=True)):
        left, right = _trimmed(column, edges[i], edges[i + 1])
        characters.append(Character(text, box.left + left, box.left + right, confidence))
    spans = _han_spans(characters, part, box)
    em = _em(words.text, spans, box)
    return PrintedLine(box, tuple(characters), em, _baseline(spans, box, em))


def advances(line: PrintedLine, em: float) -> list[tuple[float, float]]:
    """Return for each character where its advance begins and ends, none over its neighbour's ink."""
    bounds = []
    characters = line.characters
    for i, character in enumerate(characters):
        left, right = _advance(character, em)
        if i:
            left = max(left, characters[i - 1].right)
        if i + 1 < len(characters):
            right = min(right, characters[i + 1].left)
        bounds.append((min(left, character.left), max(right, character.right)))
    return bounds


def is_han(text: str) -> bool:
    """Say whether a character is one of the Han script."""
    return "\u3400" <= text <= "\u9fff"


def is_wide(text: str) -> bool:
    """Say whether a character takes a full em."""
    return text > "\u2e7f" or text in "“”‘’…—·"


def _advance(character: Character, em: float) -> tuple[float, float]:
    if character.text in CLOSING:
        return character.left - 0.08 * em, character.left + 0.92 * em
    if character.text in OPENING:
        return character.right - 0.92 * em, character.right + 0.08 * em
    middle = (character.left + character.right) / 2
    if is_wide(character.text):
        return middle - 0.5 * em, middle + 0.5 * em
    cell = _DIGIT_CELL_EM * em if character.text.isdigit() else 0.0
    half = max((character.right - character.left) / 2 + 0.04 * em, cell / 2)
    return middle - half, middle + half


def _edges(centres: NDArray[np.float64], column: NDArray[np.float64]) -> list[int]:
    """Part neighbours where the least ink stands between their middles."""
    inner = []
    for a, b in pairwise(centres):
        low, high = round(a + 0.2 * (b - a)), round(b - 0.2 * (b - a))
        low, high = max(0, min(low, len(column) - 1)), max(1, min(high + 1, len(column)))
        stretch = column[low:high] if high > low else column[low : low + 1]
        best = np.flatnonzero(stretch == stretch.min())
        middle = (a + b) / 2 - low
        inner.append(low + int(best[np.abs(best - middle).argmin()]))
    return [0, *np.maximum.accumulate(np.array(inner, dtype=int)).tolist(), len(column)]


def _trimmed(column: NDArray[np.float64], start: int, end: int) -> tuple[int, int]:
    inked = np.flatnonzero(column[start:end])
    if not inked.size:
        return start, max(start + 1, end)
    return start + int(inked[0]), start + int(inked[-1]) + 1


def _han_spans(characters: Sequence[Character], part: Mask, box: Box) -> list[tuple[float, float]]:
    """Where the ink of each Han character begins and ends, from the top of the page."""
    spans = []
    for character in characters:
        if is_han(character.text):
            left = int(character.left - box.left)
            rows = np.flatnonzero(part[:, left : int(character.right - box.left)].any(axis=1))
            if rows.size:
                spans.append((box.top + float(rows[0]), box.top + float(rows[-1] + 1)))
    return spans


def _em(text: str, spans: Sequence[tuple[float, float]], box: Box) -> float:
    """The size of the type: from the tall half of its Han characters, else from the height of all its ink."""
    heights = sorted(bottom - top for top, bottom in spans)
    if heights:
        return float(np.mean(heights[len(heights) // 2 :])) / _INK_EM
    tall = any(is_wide(c) and c not in CLOSING and c not in OPENING for c in text)
    return (box.bottom - box.top) / (_INK_EM if tall else _DIGIT_EM)


def _baseline(spans: Sequence[tuple[float, float]], box: Box, em: float) -> float:
    """Han characters stand around a middle that is told more exactly than where each of them ends."""
    if not spans:
        return box.bottom
    tall = [(top + bottom) / 2 for top, bottom in spans if bottom - top > _TALL_EM * em]
    if not tall:
        return max(bottom for _, bottom in spans) - _DESCENT_EM * em
    return float(np.mean(tall)) + _MIDDLE_EM * em
