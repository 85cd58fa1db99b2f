"""A quote as a picture: the right part of the page, its words marked, whatever the page."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from retrieval.model import Box, PrintedPlace, Source, Span
from retrieval.reading import read, show
from tests.retrieval.reading.pdf import stories
from tests.retrieval.reading.pdf.setter import Measure, Sheet, Words, in_columns, printed

WORDS = (Words(stories.RIVER_TITLE, 150, 100, 24), *in_columns(stories.RIVER, Measure(tops=[140.0] * 3)))
EXCERPT, MARKS = Span(10, 60), (Span(20, 26), Span(30, 34))


def place_on(content: bytes) -> PrintedPlace:
    """Where the first paragraph of the first article is printed."""
    page = read(Source("page.pdf", content)).issue.pages[0]
    paragraph = page.articles[0].paragraphs[0]
    assert page.number is not None
    return PrintedPlace("0" * 64, "page.pdf", page.number, paragraph.text, paragraph.runs, paragraph.boxes)


def picture(content: bytes, place: PrintedPlace, marks: tuple[Span, ...] = MARKS) -> Image.Image:
    """The picture of the excerpt."""
    png = show(content, place, EXCERPT, marks)
    assert png is not None
    return Image.open(io.BytesIO(png)).convert("RGB")


def share_of(image: Image.Image, *, blue: range) -> float:
    """The share of pixels that are red and green as paper, and blue only so far: the tint, or the mark."""
    colours = image.getcolors(1 << 24) or []
    n = sum(count for count, (r, g, b) in colours if r > 240 and g > 190 and b in blue)
    return n / (image.width * image.height)


@pytest.mark.parametrize(
    "sheet",
    [Sheet(WORDS), Sheet(WORDS, turn=90), Sheet(WORDS, turn=180), Sheet(WORDS, lies_down=True)],
    ids=["upright", "turned by a viewer", "upside down", "printed sideways"],
)
def test_the_quote_is_tinted_and_its_words_marked(sheet: Sheet) -> None:
    """However the page lies in its file, the picture is upright, of the quote, and no larger than it may be."""
    content = printed(sheet)
    image = picture(content, place_on(content))

    assert image.width <= 1600
    assert image.height <= 2400
    assert 0.02 < share_of(image, blue=range(180, 225)) < 0.9
    assert 0.002 < share_of(image, blue=range(60, 120)) < share_of(image, blue=range(180, 225))


def test_nothing_is_marked_when_nothing_answers() -> None:
    """A place that was only looked for has its tint alone."""
    content = printed(Sheet(WORDS))
    image = picture(content, place_on(content), ())

    assert share_of(image, blue=range(60, 120)) == 0


def test_a_huge_page_makes_no_huge_picture() -> None:
    """Pixels are bounded, whatever size a file claims."""
    content = printed(Sheet(WORDS, width=14_000, height=14_000))
    image = picture(content, place_on(content))

    assert image.width <= 1600


def test_a_scan_is_shown_by_its_boxes() -> None:
    """Its characters are not known, so the whole paragraph is tinted."""
    target = io.BytesIO()
    Image.new("RGB", (800, 1000), "white").save(target, "PNG")
    place = PrintedPlace("0" * 64, "scan.png", 1, "words", (), (Box(100, 200, 300, 260),))
    png = show(target.getvalue(), place, Span(0, 5), ())

    assert png is not None
    assert share_of(Image.open(io.BytesIO(png)).convert("RGB"), blue=range(180, 225)) > 0.2


def test_a_page_read_by_ocr_is_shown_by_its_boxes() -> None:
    """Its characters are not those of the text layer, so no wrong word is marked."""
    content = printed(Sheet(WORDS))
    place = replace(place_on(content), text="另" * len(place_on(content).text))
    image = picture(content, place)

    assert share_of(image, blue=range(60, 120)) == 0
    assert share_of(image, blue=range(180, 225)) > 0.02


@pytest.mark.parametrize("content", [b"", b"words", b"%PDF-1.7 cut off", b"\x89PNG\r\n\x1a\n"])
def test_what_has_no_pages_shows_nothing(content: bytes) -> None:
    """A file that is none of ours any more is no error."""
    place = place_on(printed(Sheet(WORDS)))

    assert show(content, place, EXCERPT, MARKS) is None


def test_a_page_that_is_not_there_shows_nothing() -> None:
    """The file was exchanged for a shorter one."""
    content = printed(Sheet(WORDS))

    assert show(content, replace(place_on(content), page_number=7), EXCERPT, MARKS) is None
