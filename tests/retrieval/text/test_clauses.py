from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.model import Span
from retrieval.text.clauses import clauses, pieces

LONGEST = 120


def cut(text: str) -> list[str]:
    return [span.of(text) for span in pieces(text, LONGEST)]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="会议，、。；：:,“”（）()《》19 \u3000\n!", max_size=400))
def test_pieces_tile_the_text(text: str) -> None:
    """Joined, the pieces are the text again; each has 1 to 120 characters."""
    parts = cut(text)

    assert "".join(parts) == text
    assert all(0 < len(part) <= LONGEST for part in parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("投资1,700万元，9:30开始。", ["投资1,700万元，", "9:30开始。"]),
        ("登录https://a.cn/b?c=1，点击。", ["登录https://a.cn/b?c=1，", "点击。"]),
        ("议程（6月3日，周一）不变，请周知。", ["议程（6月3日，周一）不变，", "请周知。"]),
        ("他说：“好，很好。”众人笑了。", ["他说：", "“好，很好。”", "众人笑了。"]),
        ("“没有合上，也要分开", ["“没有合上，", "也要分开"]),
        ("", []),
    ],
)
def test_what_belongs_together_stays_together(text: str, parts: list[str]) -> None:
    """Numbers, times, addresses, and what stands in short brackets or quotation marks are not cut."""
    assert cut(text) == parts


def test_a_long_list_is_cut_between_its_items() -> None:
    """A clause much longer than a line is cut at its enumeration commas."""
    text = "、".join(f"第{i}村民小组" for i in range(40))

    parts = cut(text)
    assert len(parts) > 1
    assert all(part.endswith("、") for part in parts[:-1])


def test_clauses_keep_to_their_place() -> None:
    """Clauses tile the part that was asked for, no more."""
    text = "一，二。三，四。"

    assert [span.of(text) for span in clauses(text, Span(2, 6))] == ["二。", "三，"]
