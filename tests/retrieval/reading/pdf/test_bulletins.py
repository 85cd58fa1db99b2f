"""The sample bulletins, printed as PDF pages in columns, are read back as their truth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from retrieval.model import Source
from retrieval.reading import as_json, read
from tests.bulletins.pages import SamplePage, sample_pages
from tests.bulletins.set_pages import Line, lines_of, width_em
from tests.retrieval.reading.pdf.faithful import faults_of
from tests.retrieval.reading.pdf.setter import EM, PITCH, Sheet, Words, by_rows, printed

SAMPLES = sample_pages()
FIELDS = ("title", "date", "authors", "paragraphs")
N_EMS, N_COLUMNS, MARGIN, GUTTER = 18, 4, 40.0, 16.0
WIDTH = 2 * MARGIN + N_COLUMNS * N_EMS * EM + (N_COLUMNS - 1) * GUTTER


def set_page(truth: dict[str, Any]) -> Sheet:
    """The page's strip, then its articles below one another, each in columns under its headline."""
    words = [Words(text, MARGIN + 160 * k, MARGIN) for k, text in enumerate(truth["other"])]
    y = 90.0
    for article in truth["articles"]:
        if article["title"] is not None:
            size = 22.0
            words.append(Words(article["title"], (WIDTH - width_em(article["title"]) * size) / 2, y, size))
        lines = [*lines_of(article, N_EMS), *_signature(article)]
        n_rows = -(-len(lines) // N_COLUMNS)
        for k, line in enumerate(lines):
            x = MARGIN + (k // n_rows) * (N_EMS * EM + GUTTER) + (2 * EM if line.is_first else 0.0)
            words.append(Words(line.text, x, y + 2 * PITCH + (k % n_rows) * PITCH))
        y += (n_rows + 5) * PITCH
    return Sheet(words, width=WIDTH, height=y + MARGIN)


def _signature(article: dict[str, Any]) -> Iterator[Line]:
    if article["byline_form"] == "own":
        yield Line(article["byline"], 0.0, is_first=True, is_last=True)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
@pytest.mark.parametrize("order", [list, by_rows], ids=["in order", "row by row"])
def test_a_bulletin_printed_as_a_pdf_is_read_back(sample: SamplePage, order: Any) -> None:
    """Titles, days, signatures and paragraphs are the truth's, character for character."""
    sheet = set_page(sample.truth)
    content = printed(Sheet(order(list(sheet.words)), width=sheet.width, height=sheet.height))
    reading = read(Source(f"{sample.name}.pdf", content))
    expected = [{field: article[field] for field in FIELDS} for article in sample.articles]
    actual = [{field: article[field] for field in FIELDS} for article in as_json(reading)["articles"]]

    assert expected == actual
    assert faults_of(reading) == []
