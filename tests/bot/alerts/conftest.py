"""A district for each test, on each database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retrieval import Library
from tests.bot.alerts.district import District


@pytest.fixture
def district(database_url: str) -> Iterator[District]:
    """An empty library and a bot that has begun."""
    with Library.open(database_url) as library:
        yield District.over(library)
