"""What is known of a source besides its bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from retrieval.model import Source
from retrieval.text.dates import date_in_name

Tell = Callable[[int, int], None]


def silent(n_done: int, n_all: int) -> None:
    """Tell nobody how far the reading is."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person said, `bulletin` and `published_on`, outranks the page; the day in the name comes after it.

    `tell(n_done, n_all)` is called by readers of long sources after each page: a reader that is silent for long
    is taken for lost.
    """

    bulletin: str | None = None
    published_on: dt.date | None = None
    named_on: dt.date | None = None
    tell: Tell = silent


def given(source: Source, bulletin: str | None, published_on: dt.date | None, tell: Tell = silent) -> Given:
    """Return what is known of `source`: what was said of it, and the day in its name or folders."""
    return Given(bulletin, published_on, published_on or _day_in_name(source), tell)


def _day_in_name(source: Source) -> dt.date | None:
    """The day in the file's name, else in the folders it lies in: 2024-07-24/A01.txt, 2024-07/24/A01.txt."""
    folders = PurePath(source.origin.split("?")[0]).parent
    return (
        date_in_name(source.name) or date_in_name(folders.name) or date_in_name("/".join(folders.parts[-2:]))
    )
