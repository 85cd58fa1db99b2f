"""A fresh library for each test, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retrieval.store import Library


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    """An open, empty library."""
    with Library.open(database_url) as library:
        yield library
