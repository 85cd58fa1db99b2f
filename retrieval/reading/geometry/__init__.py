"""Here are characters with their places. Which articles do they make?

glyphs.py    a page as characters with boxes, whatever it was read from
"""

from retrieval.reading.geometry.glyphs import Glyph, PageGlyphs

__all__ = ["Glyph", "PageGlyphs"]
