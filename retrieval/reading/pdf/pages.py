"""A PDF -> a reading, page by page; what a page's text layer cannot give is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath

import pypdfium2 as pdfium

from retrieval.model import Issue, Page, Problem, Reading, Source
from retrieval.reading.encoding import share_of_common
from retrieval.reading.geometry import Glyph, PageGlyphs, read_pages
from retrieval.reading.given import Given
from retrieval.reading.ocr import Seen, page_reader
from retrieval.reading.pdf.characters import UNKNOWN
from retrieval.reading.pdf.document import MOST_PAGES, opened, page_glyphs
from retrieval.reading.pdf.scans import is_scan, rendered
from retrieval.reading.pdf.vertical import laid_level

_LEAST_TEXT = 20
# A scan may carry a stamp or a page number as text.
_STRAY_TEXT = 200
_INSTALL = '; to have it read: pip install -e ".[ocr]"'
_MOST_UNKNOWN = 0.02
_LEAST_COMMON = 0.25
_PRIVATE = (range(0xE000, 0xF900), range(0xF0000, 0x110000))


def read_pdf(source: Source, given: Given) -> Reading:
    """Return the reading of a PDF; a page without readable text has a problem and no articles."""
    with opened(source) as document:
        if isinstance(document, Problem):
            return Reading(source, Issue(given.bulletin, given.named_on, ()), (document,))
        if len(document) > MOST_PAGES:
            message = f"{len(document)} pages are too many for one issue; at most {MOST_PAGES}"
            problem = Problem("too_many_pages", message, source.name)
            return Reading(source, Issue(given.bulletin, given.named_on, ()), (problem,))
        unread: dict[int, Problem] = {}
        seen: dict[int, Seen] = {}
        stem = PurePath(source.name).stem
        pages, masthead = read_pages(
            _pages(document, given, unread, seen), stem, given.published_on, given.named_on
        )
    pages = [_with_problem(_in_place(page, seen), unread) for page in pages]
    published_on = given.published_on or masthead.published_on or given.named_on
    issue = Issue(given.bulletin or masthead.paper, published_on, tuple(pages))
    return Reading(source, issue, tuple(_problems(pages, source.name)))


def _pages(
    document: pdfium.PdfDocument, given: Given, unread: dict[int, Problem], seen: dict[int, Seen]
) -> Iterator[PageGlyphs]:
    """Yield the pages; note by page number, in `seen`, those that were turned or read from their picture, and, in `unread`,
    why others come without glyphs."""
    for i in range(len(document)):
        try:
            page = document[i]
        except pdfium.PdfiumError:
            unread[i + 1] = Problem("damaged_page", "the page is damaged", f"page {i + 1}")
            yield PageGlyphs(0.0, 0.0, ())
            continue
        glyphs = page_glyphs(page)
        problem = _text_problem(page, glyphs.glyphs, i + 1)
        if problem is not None or glyphs.outlines:
            glyphs = _looked_at(page, glyphs, problem, given, (i, len(document)), unread, seen)
        elif (level := laid_level(glyphs)) is not None:
            seen[i + 1] = level
            glyphs = level.glyphs
        page.close()
        yield glyphs
        given.tell(i + 1, len(document))


def _looked_at(
    page: pdfium.PdfPage,
    glyphs: PageGlyphs,
    problem: Problem | None,
    given: Given,
    progress: tuple[int, int],
    unread: dict[int, Problem],
    seen: dict[int, Seen],
) -> PageGlyphs:
    """Read a page, or its outlined headlines, from its picture; as far as the extra for that is installed."""
    reader, number, size = page_reader(given), progress[0] + 1, page.get_size()
    if reader is None:
        if problem is None:
            return glyphs
        unread[number] = replace(problem, message=problem.message + _INSTALL)
        return replace(glyphs, glyphs=())
    reader.at(*progress)
    render = partial(rendered, page)
    if problem is not None:
        seen[number] = reader.read_rendered(render, size, f"page {number}")
        return seen[number].glyphs
    is_as_shown = abs(size[0] - glyphs.width) < 1 and abs(size[1] - glyphs.height) < 1
    return reader.read_headlines(glyphs, render) if is_as_shown else glyphs


def _in_place(page: Page, seen: dict[int, Seen]) -> Page:
    found = seen.get(page.number or 0)
    return page if found is None else found.in_source(page)


def _text_problem(page: pdfium.PdfPage, glyphs: Sequence[Glyph], number: int) -> Problem | None:
    """Say why a page's characters are no text: too few, unnamed by their fonts, or named wrongly."""
    text = "".join(glyph.text for glyph in glyphs if not glyph.text.isspace())
    where = f"page {number}"
    if len(text) < _LEAST_TEXT or (len(text) < _STRAY_TEXT and is_scan(page)):
        return Problem("no_text", "the page holds a picture of its text, not the text", where)
    n_unknown = sum(c == UNKNOWN or any(ord(c) in codes for codes in _PRIVATE) for c in text)
    n_high = sum(not c.isascii() for c in text)
    is_rare = n_high > _LEAST_TEXT and share_of_common(text) < _LEAST_COMMON
    if n_unknown > _MOST_UNKNOWN * len(text) or is_rare:
        return Problem("garbled_text", "the page's fonts do not tell which characters they print", where)
    return None


def _with_problem(page: Page, unread: dict[int, Problem]) -> Page:
    problem = unread.get(page.number or 0)
    return page if problem is None else replace(page, problems=(problem, *page.problems))


def _problems(pages: list[Page], name: str) -> Iterator[Problem]:
    """The problems of all pages, and that nothing was found where no page has an article nor says why."""
    for page in pages:
        yield from page.problems
    if not any(page.articles or page.problems for page in pages):
        yield Problem("no_articles", "no article was found in the file", name)
