"""What a button carries comes back as it was, and nothing else comes back at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.view.callbacks import (
    MAX_ID,
    MAX_PAGE,
    Callback,
    Neighbour,
    ShowArticle,
    ShowPage,
    decode,
    decode_start,
    deep_link,
    encode,
    start_payload,
)

ids = st.integers(0, MAX_ID)
pages = st.integers(0, MAX_PAGE)
callbacks = st.one_of(
    st.builds(ShowArticle, ids, pages),
    st.builds(ShowPage, ids, pages),
    st.builds(Neighbour, ids, st.sampled_from([-1, 1])),
)


@given(callbacks)
def test_round_trip(callback: Callback) -> None:
    """Every callback fits into 64 bytes and comes back equal."""
    data = encode(callback)

    assert len(data.encode()) <= 64
    assert callback == decode(data)


@given(st.one_of(st.text(max_size=80), st.from_regex(r"[apn]:[0-9０-９]{0,25}(:[0-9+-]{0,6})?")))
def test_forgeries(data: str) -> None:
    """What decodes is exactly what encode would have written; the rest is None and never an error."""
    callback = decode(data)

    assert callback is None or data == encode(callback)


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        "a",
        "a:",
        "a:1",
        "a:01:0",
        "a:-1:0",
        "a:1:0 ",
        "a:1:10000",
        "a:１:0",
        "p:1:-1",
        "n:1:0",
        "x:1:1",
        f"a:{MAX_ID + 1}:0",
        f"n:{MAX_ID + 1}:+",
        "a:1:0\n",
        "a:1:0:0",
        "a:" + "9" * 60,
    ],
)
def test_malformed(data: str | None) -> None:
    """Unknown, forged, stale or malformed data is None."""
    assert decode(data) is None


@given(st.integers(1, MAX_ID))
def test_deep_links(article_id: int) -> None:
    """A deep link's payload is one that Telegram allows, and names the article again."""
    payload = start_payload(article_id)

    assert len(payload) <= 64
    assert article_id == decode_start(payload)
    assert deep_link("gazette_bot", article_id) == f"https://t.me/gazette_bot?start={payload}"


@given(st.text(max_size=80))
def test_hostile_payloads(payload: str) -> None:
    """A payload that is no article's is None."""
    article_id = decode_start(payload)

    assert article_id is None or start_payload(article_id) == payload.strip()


@pytest.mark.parametrize("payload", ["", "a", "a0", "a01", "12", "b12", "a12b", "a١٢", f"a{MAX_ID + 1}"])
def test_malformed_payloads(payload: str) -> None:
    """Payloads of another form are None."""
    assert decode_start(payload) is None
