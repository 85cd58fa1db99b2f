"""A small typesetter: articles in columns on a page of a PDF, in a Chinese font that every PDF reader knows.

Nothing is embedded and no font of the machine is needed: `STSong-Light` is one of the names that readers have a
character collection for. Places are points, y downwards, as the product counts them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = 600.0, 800.0
EM, PITCH = 10.0, 15.0


@dataclass(frozen=True, slots=True)
class Words:
    """A line to print: its left end, its baseline, its size, and its angle to the level."""

    text: str
    x: float
    y: float
    size: float = EM
    angle: float = 0.0
    mode: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to print; `pictures` and `frames` are (left, top, width, height) of filled and outlined rectangles.

    `turn` is what a viewer is told to turn the page by; a sheet that `lies_down` is printed sideways on its page.
    """

    words: Sequence[Words]
    pictures: Sequence[tuple[float, float, float, float]] = ()
    frames: Sequence[tuple[float, float, float, float]] = ()
    width: float = WIDTH
    height: float = HEIGHT
    turn: int = 0
    lies_down: bool = False
    crop: tuple[float, float, float, float] | None = None


@dataclass(slots=True)
class Measure:
    """Where columns stand: the left end of the first, their width in ems, and the gutter in points."""

    x: float = 40.0
    n_ems: int = 16
    gutter: float = 15.0
    tops: list[float] = field(default_factory=list)


def printed(*sheets: Sheet, **options: object) -> bytes:
    """Return the PDF of the sheets; `options` are the canvas's, such as `encrypt`."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1, **options)
    for sheet in sheets:
        # The canvas swaps the sides of a page that a viewer turns by a quarter.
        is_swapped = sheet.lies_down != (sheet.turn % 180 == 90)
        sides = (sheet.height, sheet.width) if is_swapped else (sheet.width, sheet.height)
        canvas.setPageSize(sides)
        canvas.setPageRotation(sheet.turn)
        if sheet.lies_down:
            canvas.translate(sheet.height, 0)
            canvas.rotate(90)
        if sheet.crop is not None:
            canvas.setCropBox(sheet.crop)
        for x, y, width, height in sheet.pictures:
            canvas.setFillGray(0.7)
            canvas.rect(x, sheet.height - y - height, width, height, stroke=0, fill=1)
            canvas.setFillGray(0)
        for x, y, width, height in sheet.frames:
            canvas.rect(x, sheet.height - y - height, width, height, stroke=1, fill=0)
        for words in sheet.words:
            _print(canvas, words, sheet.height)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _print(canvas: Canvas, words: Words, height: float) -> None:
    canvas.saveState()
    canvas.translate(words.x, height - words.y)
    canvas.rotate(words.angle)
    text = canvas.beginText(0, 0)
    text.setFont(FONT, words.size)
    text.setTextRenderMode(words.mode)
    text.textOut(words.text)
    canvas.drawText(text)
    canvas.restoreState()


def broken(paragraphs: Iterable[str], n_ems: int) -> list[tuple[str, float]]:
    """Break paragraphs of full-width characters into lines: (text, indent in ems); first lines are set in by two."""
    lines: list[tuple[str, float]] = []
    for paragraph in paragraphs:
        lines.append((paragraph[: n_ems - 2], 2.0))
        rest = paragraph[n_ems - 2 :]
        lines += [(rest[k : k + n_ems], 0.0) for k in range(0, len(rest), n_ems)]
    return lines


def in_columns(paragraphs: Iterable[str], measure: Measure) -> list[Words]:
    """Set paragraphs in columns as high as one another; `tops` are the baselines of their first lines."""
    lines = broken(paragraphs, measure.n_ems)
    n_columns = len(measure.tops)
    bottom = measure.tops[0]
    while sum(max(0, int((bottom - top) / PITCH) + 1) for top in measure.tops) < len(lines):
        bottom += PITCH
    words: list[Words] = []
    at = 0
    for k in range(n_columns):
        y = measure.tops[k]
        while y <= bottom + 0.1 and at < len(lines):
            text, indent = lines[at]
            x = measure.x + k * (measure.n_ems * EM + measure.gutter) + indent * EM
            words.append(Words(text, x, y))
            at, y = at + 1, y + PITCH
    return words


def by_rows(words: Iterable[Words]) -> list[Words]:
    """The same lines in the order of their rows, as some programs write them."""
    return sorted(words, key=lambda w: (round(w.y / 4), w.x))
