"""What a button carries comes back as it was, and nothing else comes back at all."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.view.callbacks import (
    MAX_ID,
    MAX_PAGE,
    Callback,
    Neighbour,
    ShowArticle,
    ShowOriginal,
    ShowPage,
    decode,
    decode_start,
    deep_link,
    encode,
    start_payload,
)
from retrieval import Span

ids = st.integers(0, MAX_ID)
pages = st.integers(0, MAX_PAGE)
callbacks = st.one_of(
    st.builds(ShowArticle, ids, pages),
    st.builds(ShowPage, ids, pages, st.booleans()),
    st.builds(Neighbour, ids, st.sampled_from([-1, 1])),
)
spans = st.lists(st.integers(0, 99_999), min_size=2, max_size=2).map(sorted).map(lambda ends: Span(*ends))
originals = st.builds(ShowOriginal, ids, pages, spans, st.lists(spans, max_size=9).map(tuple))


@given(callbacks)
def test_round_trip(callback: Callback) -> None:
    """Every callback fits into 64 bytes and comes back equal."""
    data = encode(callback)

    assert len(data.encode()) <= 64
    assert callback == decode(data)


@given(originals)
def test_originals(callback: ShowOriginal) -> None:
    """The excerpt always fits; of its marks the first ones come back, as many as there is room for."""
    data = encode(callback)
    found = decode(data)

    assert len(data.encode()) <= 64
    assert isinstance(found, ShowOriginal)
    assert found.marks == callback.marks[: len(found.marks)]
    assert replace(found, marks=()) == replace(callback, marks=())


def test_two_marks_fit_into_a_button() -> None:
    """Even deep in a long paragraph of the millionth article."""
    callback = ShowOriginal(1_000_000, 120, Span(1_200, 1_320), (Span(1_210, 1_220), Span(1_230, 1_240)))

    assert decode(encode(callback)) == callback


@given(st.one_of(st.text(max_size=80), st.from_regex(r"[apno]:[0-9０-９]{0,25}(:[0-9+-]{0,6})?")))
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
        "o:1:0",
        "o:1:0:5.2",
        "o:1:0:01.2",
        "o:1:00:1.2",
        "o:1:0:1.2,",
        f"o:{MAX_ID + 1}:0:1.2",
        "o:1:0:" + ",".join(["1.2"] * 20),
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
