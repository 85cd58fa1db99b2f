"""Values survive the way through rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.store.rows import join_terms, page_order, split_terms
from retrieval.text.tokens import terms

IN_PAGE_ORDER = [
    None,
    "第1版",
    "二版",
    "03",
    "第十版",
    "第十二版",
    "第二十版",
    "A01",
    "A2版",
    "第A03版",
    "A10",
    "B01",
]


def test_pages_sort_as_they_are_numbered() -> None:
    """By section, then by number, however the number is written."""
    keys = [page_order(label) for label in IN_PAGE_ORDER]

    assert keys == sorted(set(keys))
    assert all(key.isascii() for key in keys)


@pytest.mark.parametrize("label", ["", "版", "头版", "A" * 50 + "1" * 50])
def test_any_label_has_a_key(label: str) -> None:
    """What has no number stands first, and no key is longer than its column."""
    assert len(page_order(label)) <= 32


@given(st.lists(st.text(st.characters(exclude_characters="\n"), min_size=1)))
def test_terms_come_back(words: list[str]) -> None:
    """Terms without line feeds survive."""
    assert split_terms(join_terms(words)) == tuple(words)


@settings(deadline=None)
@given(st.text())
def test_real_terms_hold_no_line_feed(text: str) -> None:
    """Whatever the analyser makes of a text survives."""
    assert split_terms(join_terms(terms(text))) == tuple(terms(text))
