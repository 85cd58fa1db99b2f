"""Sentences tile their text, and end where each can be quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.sentences import sentences


@pytest.mark.parametrize(
    "marked",
    [
        "会议指出，要压实责任；要补齐短板；要守住底线。|下一步，继续推进。",
        "“河水清了。”|居民说。",
        "他问：“谁说‘不行’？|我看行。”|众人笑了。",
        "总投资3.6亿元。|同比增长12.5%。",
        "这条路，他走了三十年……终于通了车。",
        "真的吗？！|真的！！",
        "（数据由统计局提供。）|会议还审议了《规定（试行）》。",
        "网址是https://example.cn/apply?id=3，全天开放。|欢迎来电。",
        "没有句号的一段",
    ],
)
def test_sentences_end_at_their_marks(marked: str) -> None:
    """An end mark keeps what closes behind it; ；, ……, decimal points and addresses end nothing."""
    parts = marked.split("|")
    text = "".join(parts)

    assert [span.of(text) for span in sentences(text)] == parts


@given(st.text(st.sampled_from("河水清。！？!?；…”’）》a1. "), max_size=60))
def test_sentences_tile_any_text(text: str) -> None:
    """Joined, they are the text again, and none is empty."""
    spans = sentences(text)

    assert "".join(span.of(text) for span in spans) == text
    assert all(span.start < span.end for span in spans)
