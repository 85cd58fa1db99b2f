"""A page of a PDF as a picture, upright, with the characters on it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pypdfium2 as pdfium
from PIL import Image

from retrieval.model import Problem, Source
from retrieval.reading.geometry import Glyph
from retrieval.reading.pdf.characters import characters_of
from retrieval.reading.pdf.document import opened

# 180 dots an inch: print of eight points is clear on a phone.
SHARPEST = 2.5


def render_page(
    source: Source, number: int, most_pixels: int
) -> tuple[Image.Image, Sequence[Glyph], float] | Problem:
    """Return a page (from 1) as an RGB picture, its characters, and the pixels to a point."""
    with opened(source) as document:
        if isinstance(document, Problem):
            return document
        try:
            page = document[number - 1]
        except (pdfium.PdfiumError, IndexError):
            return Problem("damaged_page", "the page is damaged", f"page {number}")
        characters = characters_of(page)
        width, height = characters.frame.size
        scale = min(SHARPEST, math.sqrt(most_pixels / max(1.0, width * height)))
        turn = (characters.frame.turns * 90 - page.get_rotation()) % 360
        picture = page.render(scale=scale, rotation=turn).to_pil().convert("RGB")
        page.close()
        return picture, characters.glyphs, scale
