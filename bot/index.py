"""The index of the library, where the settings want it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.settings import Settings
from retrieval import Current, Library

# How long a stop waits for the index to be written down; it is a cache, and made anew when it is not.
SETTLE_S = 5.0


@contextmanager
def opened(settings: Settings, library: Library) -> Iterator[Current]:
    """The library with an index that is at its present revision; LibraryError when there can be none."""
    if settings.search_engine == "postgres":
        with Current.shared(library, settings.database_read_url) as current:
            yield current
        return
    current = Current.open(library, settings.index_dir)
    try:
        yield current
    finally:
        current.settle(SETTLE_S)
