"""The shipped pages are those of the truth, broken in every way the real ones are."""

from __future__ import annotations

import re

import pytest

from tests.bulletins.pages import PAGES, PRINTED, SamplePage, sample_pages
from tests.bulletins.set_pages import page_text

SAMPLES = sample_pages()


def without_blanks(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_page_is_what_its_truth_sets(sample: SamplePage) -> None:
    """Nobody edited a shipped page by hand: setting its truth again gives its very bytes."""
    again = page_text(sample.truth, sample.name).encode(sample.truth["encoding"])

    assert again == sample.path.read_bytes()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_no_character_is_lost_in_setting(sample: SamplePage) -> None:
    """Blanks aside, a page holds the masthead, titles, paragraphs and bylines of its truth, in order."""
    expected = list(sample.truth["other"])
    for article in sample.articles:
        signed = [] if article["byline_form"] == "lead" else [article["byline"]]
        expected += [article["title"] or "", *article["paragraphs"], *signed]
    text = sample.path.read_bytes().decode(sample.truth["encoding"])

    assert without_blanks("".join(expected)) == without_blanks(text)


def test_every_shipped_page_has_a_truth() -> None:
    """The package ships the sample pages, as text and as PDF, and nothing else."""
    printed = [PAGES / f"{truth.stem}.pdf" for truth in PRINTED.glob("*.json")]

    assert sorted([*printed, *(sample.path for sample in SAMPLES)]) == sorted(PAGES.iterdir())


def test_the_samples_are_broken_in_every_known_way() -> None:
    """Together the pages show each fault of a real text layer, so that reading them proves something."""
    text = "\n".join(s.path.read_bytes().decode(s.truth["encoding"]) for s in SAMPLES)
    faults = {
        "a blank line inside a sentence": r"[^。！？”\s]\n\n[一-鿿]",
        "a blank line before an opening quote": r"\n\n“",
        "no blank line between paragraphs": r"。\n[一-鿿“]",
        "a letter-spaced line": r"\n[一-鿿] [一-鿿] [一-鿿] ",
        "a stray blank beside a digit": r"[一-鿿] [0-9]|[0-9] [一-鿿]",
        "a byline that runs on in the last line": r"。(记者|通讯员) ",
        "a byline that stands alone": r"\n(记者|通讯员) ",
        "a lost headline": r"(记者|通讯员) [一-鿿]{2,4}\n\n本报讯",
    }

    assert [fault for fault, pattern in faults.items() if not re.search(pattern, text)] == []


def test_the_samples_hold_what_the_tests_need() -> None:
    """One page is in GB18030, one has no masthead, one report exceeds a message, one is hostile to HTML."""
    bodies = ["\n".join(a["paragraphs"]) for s in SAMPLES for a in s.articles]

    assert len(bodies) >= 16
    assert {"utf-8", "gb18030"} == {s.truth["encoding"] for s in SAMPLES}
    assert {True, False} == {bool(s.truth["other"]) for s in SAMPLES}
    assert any(len(body.encode("utf-16-le")) // 2 > 4096 for body in bodies)
    assert any("<b>" in body and "&" in body and '"' in body and "\U0001f6e1" in body for body in bodies)
