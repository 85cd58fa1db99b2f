"""What a button about news carries comes back as it was, and nothing else comes back at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.view.callbacks import MAX_ID, decode
from bot.view.news_callbacks import (
    EVERY,
    WORDS,
    ChangeSubscription,
    DoBroadcast,
    DropRule,
    HearLess,
    NewsCallback,
    OpenMenu,
    SetWhen,
    decode_news,
    encode_news,
)

ids = st.integers(0, MAX_ID)
callbacks = st.one_of(
    st.builds(DropRule, ids, st.integers(0, EVERY)),
    st.builds(OpenMenu, ids, st.sampled_from(WORDS["m"])),
    st.builds(HearLess, ids, st.sampled_from(WORDS["l"])),
    st.builds(ChangeSubscription, ids, st.sampled_from(WORDS["s"])),
    st.builds(DoBroadcast, ids, st.sampled_from(WORDS["b"])),
    st.builds(SetWhen, st.sampled_from(WORDS["w"])),
)


@given(callbacks)
def test_round_trip(callback: NewsCallback) -> None:
    """Every callback fits into 64 bytes, comes back equal, and is none of the other buttons'."""
    data = encode_news(callback)

    assert len(data.encode()) <= 64
    assert callback == decode_news(data)
    assert decode(data) is None


@given(st.one_of(st.text(max_size=80), st.from_regex(r"[mlsbrw]:[0-9０-９a-z]{0,25}(:[0-9a-z]{0,8})?")))
def test_forgeries(data: str) -> None:
    """What decodes is exactly what would have been written; the rest is None and never an error."""
    callback = decode_news(data)

    assert callback is None or data == encode_news(callback)


@pytest.mark.parametrize(
    "data",
    [
        *(None, "", "s", "s:1", "s:1:forge", "s:01:save", "s:１:save", "w:", "w:save", "w:now ", "b:1:GO"),
        *(f"m:{MAX_ID + 1}:less", f"r:{MAX_ID + 1}:1", "r:1:100", "r:1:01", "r:1:-1", "s:1:save\n", "a:1:0"),
    ],
)
def test_malformed(data: str | None) -> None:
    """Unknown, forged or malformed data is None."""
    assert decode_news(data) is None
