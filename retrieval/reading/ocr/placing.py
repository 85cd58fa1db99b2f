"""The way from the layout of a page back to the picture it was read from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from retrieval.model import Box, Page, Problem
from retrieval.reading.geometry import PageGlyphs

Affine = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Placing:
    """`to_pixels` maps pixels (x, y, 1) of the page as it was read to those of the picture; `unit` is how long such a pixel
    is in the layout, `shrunk` in the source. `size` is the page's in the source."""

    to_pixels: Affine
    unit: float
    shrunk: float
    size: tuple[float, float]

    def in_source(self, page: Page) -> Page:
        """Return the page with its boxes and its size in units of the source."""
        articles = tuple(
            replace(
                article,
                paragraphs=tuple(
                    replace(paragraph, boxes=tuple(map(self.box, paragraph.boxes)))
                    for paragraph in article.paragraphs
                ),
            )
            for article in page.articles
        )
        return replace(page, articles=articles, size=self.size)

    def box(self, box: Box) -> Box:
        """Return the upright box in the source that holds a box of the layout."""
        corners = np.array([[x, y, self.unit] for x in (box.left, box.right) for y in (box.top, box.bottom)])
        mapped = corners / self.unit @ self.to_pixels.T
        points = mapped[:, :2] / mapped[:, 2:] * self.shrunk
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        return Box(float(left), float(top), float(right), float(bottom))


@dataclass(frozen=True, slots=True)
class Seen:
    """A page for the layout, its way back to its source, and what was wrong with it."""

    glyphs: PageGlyphs
    placing: Placing | None = None
    problem: Problem | None = None

    def in_source(self, page: Page) -> Page:
        """Return the page that the layout made with places on its source, and with its problem."""
        placed = page if self.placing is None else self.placing.in_source(page)
        return placed if self.problem is None else replace(placed, problems=(self.problem, *placed.problems))
