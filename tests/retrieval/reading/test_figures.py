"""The figures that the shared scorer gives, on the page it all starts from and on copies set anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import reading

pytestmark = pytest.mark.skipif(not reading.INGEST.exists(), reason="../shared is not here")

_EXACT = ("article_edge_F1", "article_iou90_F1", "article_exact", "paragraph_edge_F1", "paragraph_exact_F1")
_ALSO_EXACT = ("paragraph_verbatim_F1", "char_acc", "char_recall", "char_precision", "title_exact", "byline")
_DERIVED = ("lost_title_null", "lost_title_label", "date_month_day", "sentence_F1")


def test_the_page_it_all_starts_from_is_read_without_a_fault() -> None:
    """Every figure is 1, wording and blanks included."""
    figures = reading.figures_of_seed()

    assert {name: figures[name] for name in (*_EXACT, *_ALSO_EXACT, *_DERIVED)} == dict.fromkeys(
        (*_EXACT, *_ALSO_EXACT, *_DERIVED), 1.0
    )


def test_copies_set_at_other_widths_are_read_nearly_without_a_fault(tmp_path: Path) -> None:
    """Ten copies of the page, wrapped and spoiled anew by a fixed seed, keep their articles and paragraphs."""
    reading.set_again("tests", 10, tmp_path)
    figures = reading.score(tmp_path)

    assert figures["article_edge_F1"] >= 0.99
    assert figures["paragraph_exact_F1"] >= 0.98
