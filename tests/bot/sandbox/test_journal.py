"""The journal's questions, and the clock beneath it."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.clock import Clock
from bot.sandbox.journal import Entry, Journal


def journal_of(*calls: tuple[float, str, str, int]) -> Journal:
    """Return a journal of sendMessage calls: time, chat, text, status."""
    journal = Journal()
    for at, chat_id, text, status in calls:
        journal.write(Entry(at, 1, "sendMessage", chat_id, text, status))
    return journal


def test_calls_are_counted_per_chat_and_found_by_their_properties() -> None:
    """Refused calls count only when asked for."""
    journal = journal_of((0, "1", "a", 200), (1, "1", "b", 429), (2, "-2", "a", 200))

    assert journal.per_chat("sendMessage") == {"1": 1, "-2": 1}
    assert journal.per_chat(status=None) == {"1": 2, "-2": 1}
    assert [entry.text for entry in journal.calls("sendmessage", chat=1)] == ["a", "b"]
    journal.clear()
    assert journal.calls() == []


def test_a_duplicate_is_the_same_text_accepted_twice_in_one_chat() -> None:
    """A refused first try is no duplicate, nor is the same text elsewhere."""
    journal = journal_of((0, "1", "a", 429), (1, "1", "a", 200), (2, "2", "a", 200), (3, "2", "a", 200))

    assert journal.duplicates() == {("2", "a"): 2}


@given(st.lists(st.integers(0, 40), max_size=30), st.integers(1, 10))
def test_the_highest_rate_is_that_of_the_fullest_window(times: list[int], window_s: int) -> None:
    """Counting in every half-open window that ends with a call finds the same."""
    journal = journal_of(*((at, "1", "a", 200) for at in times))
    by_hand = max((sum(end - window_s < at <= end for at in times) for end in times), default=0)

    assert journal.highest_rate(window_s) == by_hand


async def test_a_fast_clock_passes_seconds_in_milliseconds() -> None:
    """Sleeping and jumping both move it; the wall hardly notices."""
    clock, began = Clock(scale=1000), time.monotonic()
    start = clock.now()
    await clock.sleep(100)
    clock.advance(3600)

    assert clock.now() - start >= 3700
    assert time.monotonic() - began < 5
