"""What holds for every reading, whatever the page."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from retrieval.model import Source
from retrieval.reading import as_json, read
from tests.retrieval.reading.pages import check_reading, pages

_SCRAPS = st.sampled_from(
    [*"白鹭区，。“”（）12 \u3000\n\n\f\r", "记者 ", "本报讯", "3月5日", "通讯员", "摄", "下转", "版"]
)


@settings(max_examples=60, deadline=None)
@given(pages)
def test_no_character_of_a_page_is_lost_added_or_moved(page: str) -> None:
    """Every paragraph leads back to its source, and all that was printed stands somewhere, once."""
    check_reading(read(Source("page.txt", page.encode())))


@settings(max_examples=100, deadline=None)
@example("白白摄")  # a caption and nothing else: no line is left to read
@given(st.lists(_SCRAPS, max_size=60).map("".join))
def test_scraps_are_read_without_loss_too(text: str) -> None:
    """Text that is no page at all is kept as well."""
    reading = read(Source("page.txt", text.encode()))

    if reading.issue.pages:
        check_reading(reading)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_reading(content: bytes) -> None:
    """Reading never raises: what cannot be read has a problem with a code."""
    reading = read(Source("page.txt", content))

    assert reading.issue.pages or reading.problems
    assert set(as_json(reading)) == {"page", "articles", "other", "problems"}
