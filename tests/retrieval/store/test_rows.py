"""Pages sort as they are numbered."""

from __future__ import annotations

import pytest

from retrieval.store.rows import page_order

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
