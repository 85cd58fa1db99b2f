"""A quote as a picture: the part of the page where it is printed, its place tinted, its marked words more so."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType

from PIL import Image, ImageChops, ImageDraw, ImageOps, UnidentifiedImageError

from retrieval.model import Box, Problem, Source, Span
from retrieval.model import PrintedPlace as Place
from retrieval.reading.formats import format_of
from retrieval.reading.geometry import Glyph
from retrieval.reading.pdf import render_page

# Broad enough to read on a phone, small enough to send: about a megabyte of print.
MOST_WIDE, MOST_HIGH = 1600, 2400
MOST_PIXELS = 24_000_000
# Around the quote some of the page is seen, so that one knows where it stands.
MARGIN = 0.04
TINT, MARK = (255, 246, 205), (255, 205, 90)
# How far a character reaches above and below its baseline, as shares of its em.
ASCENT, DESCENT = 0.92, 0.16
# Of the characters of a paragraph, how many the page must bear out.
ENOUGH = 0.8

Page = tuple[Image.Image, Sequence[Glyph], float]
Render = Callable[[Source, int, int], Page | Problem]


def show(content: bytes, place: Place, excerpt: Span, marks: Sequence[Span]) -> bytes | None:
    """Return a PNG of the part of the page where `excerpt` of the paragraph stands, `marks` within it stronger.

    At most 1600 by 2400 pixels. None when the file is none whose pages can be shown, or is damaged.
    """
    source = Source(place.name, content)
    kind = format_of(source)
    render = _RENDERERS.get(kind) if isinstance(kind, str) else None
    page = render(source, place.page_number, MOST_PIXELS) if render else None
    if page is None or isinstance(page, Problem):
        return None
    picture, glyphs, scale = page
    glyphs = glyphs if _are_those(place, glyphs) else ()
    quoted = _boxes(_glyphs_of(place, excerpt, glyphs)) or list(place.boxes)
    marked = [box for mark in marks for box in _boxes(_glyphs_of(place, mark, glyphs))]
    for boxes, colour in ((quoted, TINT), (marked, MARK)):
        picture = _tinted(picture, [_scaled(box, scale) for box in boxes], colour)
    return _png(picture.crop(_around([_scaled(box, scale) for box in quoted], picture.size)))


def _are_those(place: Place, glyphs: Sequence[Glyph]) -> bool:
    """Say whether the runs lead to the characters of this page; those of a page read by OCR lead elsewhere."""
    here = {glyph.at: glyph.text for glyph in glyphs}
    pairs = [
        (place.text[run.start + k], here.get(run.source_start + k))
        for run in place.runs
        for k in range(run.length)
    ]
    return sum(printed == read for printed, read in pairs) >= ENOUGH * len(pairs)


def _glyphs_of(place: Place, span: Span, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters of the page that a span of the paragraph was read from; all of one it does not reach."""
    wanted = {
        run.source_start + offset - run.start
        for run in place.runs
        for offset in range(max(span.start, run.start), min(span.end, run.start + run.length))
    }
    return [glyph for glyph in glyphs if glyph.at in wanted and not glyph.text.isspace()]


def _boxes(glyphs: Iterable[Glyph]) -> list[Box]:
    """One box for each run of characters on a line, in order."""
    boxes: list[Box] = []
    last: Glyph | None = None
    for glyph in glyphs:
        box = Box(
            glyph.left,
            glyph.baseline - ASCENT * glyph.size,
            glyph.right,
            glyph.baseline + DESCENT * glyph.size,
        )
        is_next = (
            last is not None
            and last.baseline == glyph.baseline
            and abs(glyph.left - last.right) < 2 * glyph.size
        )
        boxes = [*boxes[:-1], _united((boxes[-1], box))] if is_next else [*boxes, box]
        last = glyph
    return boxes


def _united(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _scaled(box: Box, scale: float) -> Box:
    return Box(box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)


def _tinted(picture: Image.Image, boxes: Sequence[Box], colour: tuple[int, int, int]) -> Image.Image:
    """The picture as through coloured film: black stays black."""
    film = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(film)
    for box in boxes:
        draw.rectangle((box.left, box.top, box.right, box.bottom), fill=colour)
    return ImageChops.multiply(picture, film)


def _around(boxes: Sequence[Box], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The pixels to show: the boxes with a margin, within the page."""
    whole = Box(0, 0, *size)
    box = _united(boxes) if boxes else whole
    margin = MARGIN * max(size)
    left, top = max(0, math.floor(box.left - margin)), max(0, math.floor(box.top - margin))
    right, bottom = min(size[0], math.ceil(box.right + margin)), min(size[1], math.ceil(box.bottom + margin))
    return (left, top, right, bottom) if left < right and top < bottom else (0, 0, *size)


def _png(picture: Image.Image) -> bytes:
    picture.thumbnail((MOST_WIDE, MOST_HIGH), Image.Resampling.LANCZOS)
    target = io.BytesIO()
    picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(target, "PNG", optimize=True)
    return target.getvalue()


def _render_picture(source: Source, number: int, most_pixels: int) -> Page | Problem:
    """A scan is its own page; its characters are not known any more, so whole paragraphs are marked."""
    damaged = Problem("damaged", "the picture is damaged", source.name)
    try:
        with Image.open(io.BytesIO(source.content)) as opened:
            if opened.width * opened.height > 4 * most_pixels:
                return damaged
            opened.seek(number - 1)
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, EOFError, ValueError, Image.DecompressionBombError):
        return damaged
    return picture, (), 1.0


_RENDERERS: MappingProxyType[str, Render] = MappingProxyType({"pdf": render_page, "picture": _render_picture})
