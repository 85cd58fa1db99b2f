"""What the buttons about one's own things carry comes back as it was, and nothing else comes back at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.view.callbacks import MAX_ID, decode
from bot.view.news_callbacks import decode_news
from bot.view.own_callbacks import (
    CastVote,
    ChooseLanguage,
    CloseReport,
    Forget,
    OwnCallback,
    ReportQuote,
    decode_own,
    encode_own,
)
from bot.view.texts import Lang

quotes = st.lists(st.tuples(st.integers(1, 2**48), st.integers(0, 9999)), min_size=1, max_size=3).map(tuple)
first = st.integers(1, 999)
callbacks = st.one_of(
    st.builds(ChooseLanguage, st.sampled_from([None, *Lang])),
    st.builds(Forget, st.booleans()),
    st.builds(CastVote, st.sampled_from([1, -1]), quotes),
    st.builds(ReportQuote, first, quotes),
    st.builds(CloseReport, first, quotes),
)


@given(callbacks)
def test_round_trip(callback: OwnCallback) -> None:
    """Every callback fits into 64 bytes, comes back equal, and is none of the other buttons'."""
    data = encode_own(callback)

    assert len(data.encode()) <= 64
    assert callback == decode_own(data)
    assert decode(data) is None
    assert decode_news(data) is None


@given(st.lists(st.tuples(st.integers(1, MAX_ID), st.integers(0, 9999)), min_size=1, max_size=8).map(tuple))
def test_the_first_quotes_are_carried(many: tuple[tuple[int, int], ...]) -> None:
    """As many as fit into 64 bytes, at least one."""
    data = encode_own(CastVote(-1, many))
    carried = decode_own(data)

    assert len(data) <= 64
    assert isinstance(carried, CastVote)
    assert carried.quotes == many[: len(carried.quotes)] != ()


@given(st.one_of(st.text(max_size=80), st.from_regex(r"[gxvef]:[0-9a-z+.,:-]{0,30}")))
def test_forgeries(data: str) -> None:
    """What decodes is exactly what would have been written; the rest is None and never an error."""
    callback = decode_own(data)

    assert callback is None or data == encode_own(callback)


@pytest.mark.parametrize(
    "data",
    [
        *(None, "", "g", "g:", "g:de", "x:", "x:YES", "v:1.0", "v:+:", "v:+:0.0", "v:+:01.0", "v:+:1.00"),
        *("e:1.0", "e:0:1.0", "e:01:1.0", "e:1:1.0,", "e:1:1.０", "f:1000:1.0", "v:+:1.0\n", "v:+:zzzzzzzzzzzzz.0"),
    ],
)  # fmt: skip
def test_malformed(data: str | None) -> None:
    """Unknown, forged or malformed data is None."""
    assert decode_own(data) is None
