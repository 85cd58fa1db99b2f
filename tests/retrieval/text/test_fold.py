"""One spelling for width, case, script and radicals."""

from __future__ import annotations

import pytest

from retrieval.text.fold import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [("⻘砚区⼈⺠政府", "青砚区人民政府"), ("農貿市場ＡＢ１２", "农贸市场ab12"), ("⾧⻓長", "长长长")],
)
def test_what_looks_alike_is_searched_alike(text: str, folded: str) -> None:
    """Radicals, traditional script and full width fold to one spelling of the same length."""
    assert fold(text) == folded
