"""Pictures of pages -> a reading, one page after the other; and a page of a PDF that holds no text."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePath

import numpy as np

from retrieval.model import Issue, Problem, Reading, Source
from retrieval.reading.geometry import PageGlyphs, read_pages
from retrieval.reading.given import Given
from retrieval.reading.ocr.glyphs import page_glyphs
from retrieval.reading.ocr.headlines import with_headlines
from retrieval.reading.ocr.page import Sheet, see
from retrieval.reading.ocr.pictures import PictureFile, open_picture
from retrieval.reading.ocr.placing import Placing, Seen
from retrieval.reading.ocr.recogniser import Grey, Recogniser
from retrieval.reading.ocr.upright import BEST_EM, Levelled, level

# Pixels a point of a page in a PDF: 200 dpi, and at most as many pixels as a broadsheet has at 300.
_USUAL_SCALE = 200 / 72
_MOST_PIXELS = 30_000_000
_LEAST_EM = 17.0
_DOUBTFUL = 0.6
_MOST_DOUBTFUL = 0.05
_NOTHING = PageGlyphs(0.0, 0.0, ())
# The models take both cores and all the memory that was meant for them: one page at a time in a process.
_ONE_AT_A_TIME = threading.RLock()

Render = Callable[[float], Grey]


class PageReader:
    """Reads pages that are pictures, and says that it is at work while it does."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._progress = (0, 1)
        self._recogniser = Recogniser(self._beat)

    def at(self, n_done: int, n_all: int) -> None:
        """Note how many pages of the source are done, to be told at every sign of life."""
        self._progress = (n_done, n_all)

    def read(self, grey: Grey, shrunk: float, where: str) -> Seen:
        """Read a picture; `shrunk` is how many units of its source one pixel stands for."""
        size = (grey.shape[1] * shrunk, grey.shape[0] * shrunk)
        with _ONE_AT_A_TIME:
            return self._seen(level(grey, self._recogniser), size, shrunk, where)

    def read_rendered(self, render: Render, size: tuple[float, float], where: str) -> Seen:
        """Read a page of `size` points; `render(scale)` gives it with so many pixels a point.

        It is rendered anew, larger, when its type turns out to be too small to be read well.
        """
        most = math.sqrt(_MOST_PIXELS / max(1.0, size[0] * size[1]))
        scale = min(_USUAL_SCALE, most)
        with _ONE_AT_A_TIME:
            levelled = level(render(scale), self._recogniser)
            if levelled is not None and levelled.source_em < _LEAST_EM and scale < most:
                scale = min(most, scale * BEST_EM / levelled.source_em)
                levelled = level(render(scale), self._recogniser)
            return self._seen(levelled, size, 1 / scale, where)

    def read_headlines(self, page: PageGlyphs, render: Render) -> PageGlyphs:
        """Read the headlines of a page that were drawn as shapes; `render` as above."""
        scale = min(_USUAL_SCALE, math.sqrt(_MOST_PIXELS / max(1.0, page.width * page.height)))
        with _ONE_AT_A_TIME:
            return with_headlines(page, render(scale), scale, self._recogniser)

    def _seen(self, levelled: Levelled | None, size: tuple[float, float], shrunk: float, where: str) -> Seen:
        sheet = None if levelled is None else see(levelled, self._recogniser)
        if sheet is None or not sheet.lines:
            return Seen(
                _NOTHING, None, Problem("nothing_printed", "no print was found in the picture", where)
            )
        glyphs, unit = page_glyphs(sheet)
        return Seen(glyphs, Placing(sheet.levelled.to_source, unit, shrunk, size), _doubt(sheet, where))

    def _beat(self) -> None:
        self._given.tell(*self._progress)


def read_picture_file(source: Source, given: Given) -> Reading:
    """Return the reading of a file of one or more pictures."""
    file = open_picture(source.content)
    if isinstance(file, Problem):
        return Reading(source, Issue(given.bulletin, given.named_on, ()), (replace(file, where=source.name),))
    seen: list[Seen] = []
    stem = PurePath(source.name).stem
    glyphs = (page.glyphs for page in _seen_pages(file, given, seen))
    pages, masthead = read_pages(glyphs, stem, given.published_on, given.named_on)
    placed = tuple(page.in_source(laid) for page, laid in zip(seen, pages, strict=True))
    published_on = given.published_on or masthead.published_on or given.named_on
    problems = [problem for page in placed for problem in page.problems]
    if not problems and not any(page.articles for page in placed):
        problems.append(Problem("no_articles", "no article was found in the picture", source.name))
    return Reading(source, Issue(given.bulletin or masthead.paper, published_on, placed), tuple(problems))


def _seen_pages(file: PictureFile, given: Given, seen: list[Seen]) -> Iterator[Seen]:
    """Yield the pages of a file, and note them in `seen`."""
    reader = PageReader(given)
    for number, picture in enumerate(file.pages(), start=1):
        where = f"page {number}"
        reader.at(number - 1, file.n_pages)
        if isinstance(picture, Problem):
            page = Seen(_NOTHING, None, replace(picture, where=where))
        else:
            page = reader.read(picture.grey, picture.shrunk, where)
            if picture.problem is not None:
                page = replace(page, problem=replace(picture.problem, where=where))
        seen.append(page)
        yield page
        given.tell(number, file.n_pages)


def _doubt(sheet: Sheet, where: str) -> Problem | None:
    """Say that much of a page could hardly be read."""
    sure = np.array([character.confidence for line in sheet.lines for character in line.characters])
    share = float(np.mean(sure < _DOUBTFUL))
    if share < _MOST_DOUBTFUL:
        return None
    return Problem("doubtful_print", f"{share:.0%} of the characters could hardly be read", where)
