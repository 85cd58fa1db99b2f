"""The sample that comes as a PDF is read back as its truth, and its quotes are shown as it prints them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from retrieval.model import PrintedPlace, Source, Span
from retrieval.reading import as_json, read, show
from tests.bulletins.pages import PAGES, PRINTED

TRUTHS = sorted(PRINTED.glob("*.json"))
FIELDS = ("title", "kicker", "date", "byline", "authors", "paragraphs")
MOST_BYTES = 200_000


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.stem)
def test_it_is_read_exactly(truth: Path) -> None:
    """Articles are the truth's, and the page's own words are kept beside them."""
    expected = json.loads(truth.read_text(encoding="utf-8"))
    path = PAGES / f"{truth.stem}.pdf"
    actual = as_json(read(Source(path.name, path.read_bytes())))

    assert path.stat().st_size < MOST_BYTES
    assert actual["problems"] == []
    assert actual["page"] == expected["page"]
    assert sorted(actual["other"]) == sorted([*expected["strip"], expected["caption"]])
    assert [{field: article[field] for field in FIELDS} for article in actual["articles"]] == [
        {field: article[field] for field in FIELDS} for article in expected["articles"]
    ]


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.stem)
def test_a_quote_is_shown_as_printed(truth: Path) -> None:
    """The picture of a quote holds ink: the font is in the file, whatever the machine has."""
    content = (PAGES / f"{truth.stem}.pdf").read_bytes()
    paragraph = read(Source("page.pdf", content)).issue.articles[0].paragraphs[1]
    place = PrintedPlace("0" * 64, "page.pdf", 1, paragraph.text, paragraph.runs, paragraph.boxes)
    png = show(content, place, Span(0, 40), (Span(4, 10),))

    assert b"FontFile2" in content
    assert png is not None
    grey = Image.open(io.BytesIO(png)).convert("L")
    dark = sum(grey.histogram()[:100]) / (grey.width * grey.height)
    assert 0.02 < dark < 0.4
