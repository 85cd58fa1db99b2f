"""Headlines that a PDF draws as shapes: no character tells what they say, so the page is looked at where they stand.

Only what is read twice alike is taken: a headline is shown as printed, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from retrieval.model import Box
from retrieval.reading.geometry import Glyph, PageGlyphs
from retrieval.reading.ocr.characters import PrintedLine, advances, is_han, printed_line
from retrieval.reading.ocr.ink import Mask
from retrieval.reading.ocr.recogniser import Grey, Recogniser, Words
from retrieval.reading.ocr.repair import repaired

_PADS = (0.12, 0.3)
_LEAST_CONTRAST = 60
_MEAN_CONFIDENCE = 0.9
_LEAST_HAN = 2


def with_headlines(page: PageGlyphs, grey: Grey, scale: float, recogniser: Recogniser) -> PageGlyphs:
    """Return the page with the characters of its outlined lines; outlines that could not be read stay.

    `grey` is the page with `scale` pixels a point.
    """
    letters = _letters(grey)
    boxes = [_tight(_scaled(box, scale), letters) for box in page.outlines]
    crops, others = ([_padded(box, grey, pad) for box in boxes] for pad in _PADS)
    read = recogniser.read(_cut(grey, crop) for crop in crops)
    again = recogniser.read(_cut(grey, crop) for crop in others)
    lines: list[PrintedLine] = []
    unread: list[Box] = []
    for outline, box, crop, words, check in zip(page.outlines, boxes, crops, read, again, strict=True):
        if _is_sure(words, check):
            lines.append(printed_line(words, crop, box, letters))
        else:
            unread.append(outline)
    glyphs = (*page.glyphs, *_glyphs(lines, scale, len(page.glyphs)))
    return replace(page, glyphs=glyphs, outlines=tuple(unread))


def _letters(grey: Grey) -> Mask:
    """Ink on paper, or paper left white in ink: whatever stands out from its surroundings."""
    paper = float(np.median(grey))
    mask: Mask = (np.abs(grey.astype(np.int16) - paper) > _LEAST_CONTRAST).astype(np.uint8)
    return mask


def _is_sure(words: Words, check: Words) -> bool:
    """Say whether a line was read twice alike, with hardly a doubt."""
    return (
        sum(map(is_han, words.text)) >= _LEAST_HAN
        and words.text == check.text
        and float(np.mean(words.confidences)) >= _MEAN_CONFIDENCE
    )


def _glyphs(lines: Sequence[PrintedLine], scale: float, at: int) -> Iterator[Glyph]:
    """The characters in points, numbered on from those of the page."""
    for line in lines:
        characters = repaired(line.characters, line.em)
        bounds = advances(replace(line, characters=characters), line.em)
        for character, (left, right) in zip(characters, bounds, strict=True):
            baseline, em = line.baseline / scale, line.em / scale
            yield Glyph(character.text, at, left / scale, right / scale, baseline, em)
            at += 1


def _tight(box: Box, letters: Mask) -> Box:
    """Draw a box around the ink in it, on whole pixels."""
    left, top = max(0, int(box.left)), max(0, int(box.top))
    part = letters[top : int(box.bottom) + 2, left : int(box.right) + 2]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if not rows.size:
        return Box(left, top, left + max(1, part.shape[1]), top + max(1, part.shape[0]))
    return Box(
        left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1
    )


def _padded(box: Box, grey: Grey, share: float) -> Box:
    pad = round(share * (box.bottom - box.top)) + 1
    height, width = grey.shape
    return Box(
        max(0, box.left - pad),
        max(0, box.top - pad),
        min(width, box.right + pad),
        min(height, box.bottom + pad),
    )


def _cut(grey: Grey, box: Box) -> Grey:
    return grey[int(box.top) : int(box.bottom), int(box.left) : int(box.right)]


def _scaled(box: Box, scale: float) -> Box:
    return Box(box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)
