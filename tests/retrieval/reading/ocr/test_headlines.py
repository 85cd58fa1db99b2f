"""Headlines that a PDF draws as shapes are read where they stand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("rapidocr", reason='pictures are read with the extra: pip install -e ".[ocr]"')
pytest.importorskip("onnxruntime", reason='pictures are read with the extra: pip install -e ".[ocr]"')

from retrieval.model import Headline, Reading, Source
from retrieval.reading import read
from tests.retrieval.reading.pdf import stories

PAGE = Path(__file__).with_name("outlined.pdf")


def read_page() -> Reading:
    return read(Source("page.pdf", PAGE.read_bytes()))


def test_outlined_headlines_are_given_as_printed() -> None:
    """Title and kicker that no character of the file tells are read from the page; the text stays the file's own."""
    reading = read_page()

    assert [article.headline for article in reading.issue.articles] == [
        Headline(stories.RIVER_TITLE, kicker="践行绿色发展"),
        Headline(stories.CANTEEN_TITLE),
    ]
    assert [len(article.paragraphs) for article in reading.issue.articles] == [3, 2]
    assert reading.problems == ()


def test_without_the_extra_such_a_headline_is_derived(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can look at the page, the title is made of the article's own words, and marked."""
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    headlines = [article.headline for article in read_page().issue.articles]

    assert [headline.is_derived for headline in headlines] == [True, True]
