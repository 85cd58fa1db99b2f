"""Settings -> parts: what the program is made of, opened once and closed in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot import tables
from bot.alerts import planning
from bot.alerts.broadcasts import Broadcasts
from bot.alerts.outbox import Outbox
from bot.alerts.subscriptions import Subscriptions
from bot.answers import Answers
from bot.chats import Chats
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
    chats: Chats
    subscriptions: Subscriptions
    outbox: Outbox
    broadcasts: Broadcasts


@contextmanager
def services(settings: Settings) -> Iterator[Services]:
    """Open the database, bring its tables up to date and read the index; LibraryError when that fails."""
    with Library.open(settings.database_url) as library:
        tables.migrate(library.database)
        planning.start(library)
        yield Services(
            settings=settings,
            library=library,
            current=Current.open(library, settings.index_dir),
            inbox=Inbox(library.database),
            answers=Answers(library.database),
            originals=Originals(settings.originals_dir),
            chats=Chats(library.database),
            subscriptions=Subscriptions(library.database),
            outbox=Outbox(library.database),
            broadcasts=Broadcasts(library.database),
        )
