"""Pages set in vertical lines: turned by a quarter for the layout, so that their lines run level, and back again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from retrieval.model import Box
from retrieval.reading.geometry import Glyph, PageGlyphs
from retrieval.reading.ocr import Seen
from retrieval.reading.ocr.placing import Placing

_LEAST_GLYPHS = 60
_MOST = 0.6
_ABOVE_BASELINE = 0.88
_SAME_LINE = 0.2
_STEP = (0.5, 1.6)


def laid_level(page: PageGlyphs) -> Seen | None:
    """Return a page of vertical lines turned counter-clockwise, its first line on top; None for any other page."""
    if not _is_vertical(page.glyphs):
        return None
    turned = PageGlyphs(
        width=page.height,
        height=page.width,
        glyphs=tuple(_in_order(page)),
        rules=tuple(_turned_box(box, page.width) for box in page.rules),
        frames=tuple(_turned_box(box, page.width) for box in page.frames),
        pictures=tuple(_turned_box(box, page.width) for box in page.pictures),
        is_ordered=page.is_ordered,
    )
    back = np.array([[0.0, -1.0, page.width], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    return Seen(turned, Placing(back, 1.0, 1.0, (page.width, page.height)))


def _in_order(page: PageGlyphs) -> Iterator[Glyph]:
    """The characters of the page in the file's order, those that lie on their side among them."""
    upright = [(glyph.at, 1, _turned(glyph, page.width)) for glyph in page.glyphs]
    lying = [(glyph.at, 0, glyph) for glyph in page.sideways]
    for at, (_, _, glyph) in enumerate(sorted(upright + lying, key=lambda row: row[:2])):
        yield glyph._replace(at=at)


def _is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Say whether most characters stand below the one before them in the file."""
    steps = [_step(above, below) for above, below in pairwise(glyphs)]
    known = [step for step in steps if step]
    return len(known) >= _LEAST_GLYPHS and known.count("down") > _MOST * len(known)


def _step(before: Glyph, after: Glyph) -> str:
    size = max(before.size, 1e-6)
    across, down = (after.left - before.left) / size, (after.baseline - before.baseline) / size
    if abs(across) < _SAME_LINE and _STEP[0] < down < _STEP[1]:
        return "down"
    return "level" if abs(down) < _SAME_LINE and 0 < across < _STEP[1] else ""


def _turned(glyph: Glyph, width: float) -> Glyph:
    """A character's em box, turned: what was its top is its left, what was its right is its top."""
    top = glyph.baseline - _ABOVE_BASELINE * glyph.size
    middle = width - (glyph.left + glyph.right) / 2
    baseline = middle + (_ABOVE_BASELINE - 0.5) * glyph.size
    return glyph._replace(left=top, right=top + glyph.size, baseline=baseline)


def _turned_box(box: Box, width: float) -> Box:
    return Box(box.top, width - box.right, box.bottom, width - box.left)
