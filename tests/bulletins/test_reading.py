"""Every sample page is read back as its truth: articles, titles, dates, signatures, paragraphs."""

from __future__ import annotations

import re
from typing import Any

import pytest

from retrieval.model import Source
from retrieval.reading import as_json, read
from tests.bulletins.pages import SamplePage, sample_pages

SAMPLES = sample_pages()
FIELDS = ("title", "date", "date_text", "authors", "paragraphs")


def read_back(sample: SamplePage) -> dict[str, Any]:
    """Return what reading the shipped file gives, in the form of the truth."""
    return as_json(read(Source(sample.path.name, sample.path.read_bytes())))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_each_article_is_read_exactly(sample: SamplePage) -> None:
    """Titles, dates, authors and paragraphs are the truth's, character for character and in order."""
    expected = [{field: article[field] for field in FIELDS} for article in sample.articles]
    actual = [{field: article[field] for field in FIELDS} for article in read_back(sample)["articles"]]

    assert expected == actual


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_each_byline_is_read(sample: SamplePage) -> None:
    """Bylines are the truth's; a blank that fell on a line's end is not told by the page and does not count."""
    expected = [re.sub(r"\s", "", article["byline"]) for article in sample.articles]
    actual = [re.sub(r"\s", "", article["byline"] or "") for article in read_back(sample)["articles"]]

    assert expected == actual


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_the_page_knows_its_paper_day_and_label(sample: SamplePage) -> None:
    """Paper from the masthead, the day and the page from masthead or file name; what is left over is kept."""
    actual = read_back(sample)

    assert sample.truth["page"]["paper"] == actual["page"]["paper"]
    assert sample.truth["page"]["issue_date"] == actual["page"]["issue_date"]
    assert sample.truth["page"]["page_label"] == actual["page"]["page_label"].strip("第版")
    assert sample.truth["other"] == actual["other"]
    assert actual["problems"] == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_lost_headline_is_replaced_by_the_articles_own_words(sample: SamplePage) -> None:
    """A derived title has at most 30 characters, each of them from the article; a printed one derives none."""
    for truth, article in zip(sample.articles, read_back(sample)["articles"], strict=True):
        derived = article["title_generated"]

        assert (derived is not None) == truth["title_lost"]
        assert derived is None or 4 <= len(derived) <= 30
        assert set(derived or "") <= set("".join(truth["paragraphs"]))
