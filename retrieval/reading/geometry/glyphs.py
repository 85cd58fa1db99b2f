"""A page as characters with their places: what a PDF's text layer and a scan have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from retrieval.model import Box


class Glyph(NamedTuple):
    """One printed character (one code point; a blank that the source holds is a glyph too).

    `at` is its place among the page's characters in the source's own order: runs of paragraphs count in it.
    `left` and `right` bound its advance, not its ink; `baseline` is the y of the line it stands on, and `size`
    its em: both are equal for all characters of one line. Units are the page's, y grows downwards.
    """

    text: str
    at: int
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """All that is known of a page before its layout: points of a PDF, or pixels of a picture.

    `rules` are thin lines, `frames` outlined or tinted rectangles, `pictures` images and shapes without text,
    `outlines` places where letters were drawn as shapes, so that no character tells what they say.
    `is_ordered` says that the order of the glyphs may be reading order, as a file's is and a scan's is not.
    `slanted` is text that does not run level, such as a watermark; it belongs to no article. `sideways` are those
    of its characters that run straight down, as they stand on the page turned counter-clockwise by a quarter; their
    `at` is how many of `glyphs` stand before them.
    """

    width: float
    height: float
    glyphs: Sequence[Glyph]
    rules: Sequence[Box] = ()
    frames: Sequence[Box] = ()
    pictures: Sequence[Box] = ()
    outlines: Sequence[Box] = ()
    is_ordered: bool = True
    slanted: str = ""
    sideways: Sequence[Glyph] = ()
