"""What was found lately is not looked for again, unless it is another question or another library."""

from __future__ import annotations

import pytest

from bot.recent import MAX_KEPT, Recent


def test_found_once() -> None:
    """A key is looked for once; any other key on its own."""
    recent: Recent[int] = Recent()
    n_looked: list[int] = []

    def find(value: int) -> int:
        n_looked.append(value)
        return value

    for value in (1, 2, 1, 2, 1):
        assert recent.get(("防汛", value), lambda value=value: find(value)) == value

    assert n_looked == [1, 2]


def test_the_least_used_goes_first() -> None:
    """No more than so many are kept."""
    recent: Recent[int] = Recent()
    for n in range(MAX_KEPT + 1):
        recent.get(n, lambda n=n: n)
        recent.get(0, lambda: -1)

    assert len(recent) == MAX_KEPT
    assert recent.get(0, lambda: -1) == 0
    assert recent.get(1, lambda: -1) == -1


def test_what_fails_is_not_kept() -> None:
    """It is tried again."""
    recent: Recent[int] = Recent()

    def fail() -> int:
        raise ConnectionError("the database is away")

    with pytest.raises(ConnectionError):
        recent.get("防汛", fail)

    assert recent.get("防汛", lambda: 7) == 7
