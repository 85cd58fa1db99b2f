"""A picture of a page becomes lines of characters, rules and pictures."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from retrieval.model import Box
from retrieval.reading.ocr.characters import PrintedLine, printed_line
from retrieval.reading.ocr.ink import Ink, ink_of
from retrieval.reading.ocr.missed import with_missed_marks
from retrieval.reading.ocr.recogniser import Grey, Recogniser
from retrieval.reading.ocr.strips import strips_of
from retrieval.reading.ocr.upright import Levelled

_PAD_EM = 0.12
_LEAST_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that was seen on one page, in pixels of the levelled page."""

    levelled: Levelled
    ink: Ink
    lines: tuple[PrintedLine, ...]


def see(levelled: Levelled, recogniser: Recogniser) -> Sheet:
    """Read a page that was laid level."""
    ink = ink_of(levelled.grey, levelled.em)
    strips = strips_of(levelled.lines, ink, levelled.em)
    crops = [_padded(strip, levelled) for strip in strips]
    read = recogniser.read(_cut(levelled.grey, crop) for crop in crops)
    lines = [
        printed_line(words, crop, strip, ink.letters)
        for words, crop, strip in zip(read, crops, strips, strict=True)
        if words.text and np.mean(words.confidences) >= _LEAST_CONFIDENCE
    ]
    whole = (replace(line, characters=tuple(with_missed_marks(line, ink.letters))) for line in lines)
    return Sheet(levelled, ink, tuple(whole))


def _padded(strip: Box, levelled: Levelled) -> Box:
    pad = _PAD_EM * min(strip.bottom - strip.top, 3 * levelled.em)
    height, width = levelled.grey.shape
    return Box(
        max(0.0, strip.left - pad),
        max(0.0, strip.top - pad),
        min(float(width), strip.right + pad),
        min(float(height), strip.bottom + pad),
    )


def _cut(grey: Grey, box: Box) -> Grey:
    return grey[round(box.top) : round(box.bottom), round(box.left) : round(box.right)]
