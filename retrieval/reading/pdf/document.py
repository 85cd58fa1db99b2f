"""A PDF's bytes -> its pages as characters with their places."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from retrieval.model import Problem, Source
from retrieval.reading.geometry import PageGlyphs
from retrieval.reading.pdf.characters import characters_of
from retrieval.reading.pdf.drawings import drawings_of

MOST_PAGES = 300
_DAMAGED = ("damaged", "the PDF is damaged or cut off")
_WHY: dict[int | None, tuple[str, str]] = {
    pdfium_c.FPDF_ERR_PASSWORD: ("encrypted", "the PDF is locked with a password; save it without one"),
    pdfium_c.FPDF_ERR_SECURITY: ("encrypted", "the PDF is protected in a way that cannot be opened"),
}


# The library is not made for threads: one file is open at a time in a process.
_ONE_AT_A_TIME = threading.RLock()


@contextmanager
def opened(source: Source) -> Iterator[pdfium.PdfDocument | Problem]:
    """Open a PDF, or say why it cannot be read; it is closed at the end."""
    with _ONE_AT_A_TIME:
        try:
            document = pdfium.PdfDocument(source.content)
        except pdfium.PdfiumError as error:
            code, message = _WHY.get(getattr(error, "err_code", None), _DAMAGED)
            yield Problem(code, message, source.name)
            return
        try:
            yield document
        finally:
            document.close()


def page_glyphs(page: pdfium.PdfPage) -> PageGlyphs:
    """Return what is printed on a page."""
    characters = characters_of(page)
    drawings = drawings_of(page, characters.frame)
    width, height = characters.frame.size
    return PageGlyphs(
        width,
        height,
        characters.glyphs,
        drawings.rules,
        drawings.frames,
        drawings.pictures,
        drawings.outlines,
        slanted=characters.slanted,
        sideways=characters.sideways,
    )
