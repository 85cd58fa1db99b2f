"""Pictures of pages are read, however they come: turned, tilted, dark, in colours, as PDFs without text."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

pytest.importorskip("rapidocr", reason='pictures are read with the extra: pip install -e ".[ocr]"')
pytest.importorskip("onnxruntime", reason='pictures are read with the extra: pip install -e ".[ocr]"')

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from retrieval.model import Reading, Source
from retrieval.reading import as_json, read
from retrieval.reading.isolation import Readers
from tests.retrieval.reading.pdf import stories

PAGE = Path(__file__).with_name("page.png")
PARAGRAPHS = [
    *(text.removesuffix("记者白若溪") for text in stories.RIVER),
    *(text.removesuffix("（记者姚一宁）") for text in stories.CANTEEN),
]


def page() -> Image.Image:
    return Image.open(PAGE).convert("L")


def saved(picture: Image.Image, form: str = "PNG", **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()


def read_bytes(content: bytes, name: str = "page.png") -> Reading:
    return read(Source(name, content))


def paragraphs_of(reading: Reading) -> list[str]:
    return ["".join(p.split()) for a in as_json(reading)["articles"] for p in a["paragraphs"]]


def check(reading: Reading) -> None:
    """Both articles are read, each paragraph whole, with their titles, bylines and the page's own words."""
    read_form = as_json(reading)

    assert reading.problems == ()
    assert [a["title"] for a in read_form["articles"]] == [stories.RIVER_TITLE, stories.CANTEEN_TITLE]
    assert [a["authors"] for a in read_form["articles"]] == [["白若溪"], ["姚一宁"]]
    assert paragraphs_of(reading) == PARAGRAPHS
    assert read_form["page"] == {"paper": "白鹭时报", "issue_date": "2024-03-06", "page_label": "A03"}


def poor(picture: Image.Image) -> Image.Image:
    """As a careless scanner gives it: half a degree tilted, unsharp, grey and noisy."""
    tilted = picture.rotate(0.5, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    grey = np.asarray(tilted.filter(ImageFilter.GaussianBlur(0.5)), np.float32) * 0.85 + 25
    noise = np.random.default_rng(7).normal(0, 10, grey.shape)
    return Image.fromarray(np.clip(grey + noise, 0, 255).astype(np.uint8))


def test_a_clean_picture_is_read_in_a_process_of_its_own() -> None:
    """A scan becomes articles within the limits that hostile files are read in, and says how far it is."""
    told: list[tuple[int, int]] = []
    with Readers() as readers:
        reading = readers.read(Source("page.png", PAGE.read_bytes()), tell=lambda *p: told.append(p))

    check(reading)
    assert told[-1] == (1, 1)


def test_a_poor_scan_lying_on_its_side_is_read() -> None:
    """A page that lies on its side, tilted and noisy, is turned, levelled and read; its boxes stand on the picture."""
    picture = poor(page()).rotate(90, expand=True)
    reading = read_bytes(saved(picture, "JPEG", quality=60))
    articles = as_json(reading)["articles"]
    # The order of so poor a scan may be wrong, an article in two; then the page is in doubt, and no paragraph broken.
    assert {problem.code for problem in reading.problems} <= {"order_uncertain"}
    assert {stories.RIVER_TITLE, stories.CANTEEN_TITLE} <= {a["title"] for a in articles}
    assert {"白若溪", "姚一宁"} == {name for a in articles for name in a["authors"]}
    assert sorted(paragraphs_of(reading)) == sorted(PARAGRAPHS)
    (laid,) = reading.issue.pages
    box = laid.articles[0].paragraphs[0].boxes[0]

    assert laid.size == picture.size
    inside = np.asarray(picture.crop((round(box.left), round(box.top), round(box.right), round(box.bottom))))
    assert (inside < 128).mean() > 0.05
    # The first paragraph stands at the page's upper left: lying on its side, at the lower left.
    assert box.left < picture.width / 2
    assert box.bottom > picture.height * 0.6


def photographed(picture: Image.Image) -> Image.Image:
    """From aside, on a dark table, with the lamp at the right."""
    margin, (width, height) = 60, picture.size
    framed = Image.new("L", (width + 2 * margin, height + 2 * margin), 90)
    framed.paste(picture, (margin, margin))
    w, h = framed.size
    quad = (0.02 * w, 0.015 * h, 0.0, h, w, 0.985 * h, 0.985 * w, 0.0)
    seen = framed.transform((w, h), Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)
    light = np.linspace(0.6, 1.0, w)[None, :]
    noise = np.random.default_rng(3).normal(0, 4, (h, w))
    return Image.fromarray(np.clip(np.asarray(seen, np.float32) * light + noise, 0, 255).astype(np.uint8))


def test_a_photo_taken_from_aside_in_uneven_light_is_read() -> None:
    """The shade of the paper is evened out, its lines are made parallel, and boxes stand on the photo as it came."""
    picture = photographed(page())
    reading = read_bytes(saved(picture, "JPEG", quality=75))

    assert sorted(paragraphs_of(reading)) == sorted(PARAGRAPHS)
    assert [a["title"] for a in as_json(reading)["articles"]] == [stories.RIVER_TITLE, stories.CANTEEN_TITLE]
    (laid,) = reading.issue.pages
    assert laid.size == picture.size
    box = laid.articles[0].paragraphs[0].boxes[0]
    assert 60 < box.left < box.right < picture.width - 60


def test_a_pdf_of_scans_and_a_tiff_of_pages_are_read_page_by_page() -> None:
    """Files of several pictures give as many pages, with their problems where one is blank."""
    blank = Image.new("L", (600, 800), 255)
    lower = page().crop((0, 680, 800, 981))
    tiff = read_bytes(saved(lower, "TIFF", save_all=True, append_images=[blank]), "page.tif")
    scans = read_bytes(saved(page(), "PDF", resolution=150), "page.pdf")

    check(scans)
    assert [len(laid.articles) for laid in tiff.issue.pages] == [1, 0]
    assert tiff.issue.articles[0].headline.text == stories.CANTEEN_TITLE
    assert [(p.code, p.where) for p in tiff.problems] == [("nothing_printed", "page 2")]
    document = pdfium.PdfDocument(saved(page(), "PDF", resolution=150))
    assert scans.issue.pages[0].size == pytest.approx(document[0].get_size())
    document.close()


@pytest.mark.parametrize("missing", ["rapidocr", "onnxruntime"])
def test_without_the_extra_it_says_what_to_install(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture without the libraries is a named problem, and no traceback."""
    monkeypatch.setitem(sys.modules, missing, None)
    reading = read_bytes(PAGE.read_bytes())

    assert [p.code for p in reading.problems] == ["ocr_missing"]
    assert 'pip install -e ".[ocr]"' in reading.problems[0].message
    assert reading.issue.articles == ()


@pytest.mark.parametrize("size", [(1, 1), (900, 2), (3, 900), (400, 300)], ids=str)
def test_a_picture_without_print_is_named(size: tuple[int, int]) -> None:
    """White, a hair's breadth or a single pixel: nothing is read, and that is said."""
    reading = read_bytes(saved(Image.new("L", size, 255)))

    assert [(p.code, p.where) for p in reading.problems] == [("nothing_printed", "page 1")]
    assert reading.issue.articles == ()
