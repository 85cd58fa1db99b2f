"""Settings -> parts: what the program is made of, opened once and closed in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot import tables
from bot.answers import Answers
from bot.inbox import Inbox
from bot.settings import Settings
from retrieval import Current, Library, Originals


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of the running program; threads may share them."""

    settings: Settings
    library: Library
    current: Current
    inbox: Inbox
    answers: Answers
    originals: Originals


@contextmanager
def services(settings: Settings) -> Iterator[Services]:
    """Open the database, bring its tables up to date and read the index; LibraryError when that fails."""
    with Library.open(settings.database_url) as library:
        tables.migrate(library.database)
        yield Services(
            settings=settings,
            library=library,
            current=Current.open(library),
            inbox=Inbox(library.database),
            answers=Answers(library.database),
            originals=Originals(settings.originals_dir),
        )
