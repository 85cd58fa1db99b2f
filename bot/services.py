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
from bot.bans import Bans
from bot.chats import Chats
from bot.claims import NOBODY, new_claim
from bot.feedback import Feedback
from bot.inbox import Inbox
from bot.index import opened
from bot.metrics import Metrics
from bot.personal import People
from bot.recent import Recent
from bot.replicas import Replicas
from bot.sent import SentMessages
from bot.settings import Settings
from bot.turns import Turns
from bot.watch.arrivals import Arrivals
from bot.watch.intake import Intake
from retrieval import Current, Library, Originals, Quote, Readers


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of the running program; threads may share them."""

    settings: Settings
    library: Library
    current: Current
    inbox: Inbox
    sent: SentMessages
    turns: Turns
    answers: Answers
    originals: Originals
    chats: Chats
    subscriptions: Subscriptions
    outbox: Outbox
    broadcasts: Broadcasts
    intake: Intake
    replicas: Replicas
    metrics: Metrics
    feedback: Feedback
    bans: Bans
    people: People
    recent: Recent[tuple[Quote, ...]]


@contextmanager
def services(settings: Settings, courier_pid: int = NOBODY) -> Iterator[Services]:
    """Open the database, bring its tables up to date and read the index; LibraryError when that fails.

    What is claimed stays claimed while the courier is there.
    """
    with Library.open(settings.database_url) as library, Readers() as readers:
        tables.migrate(library.database)
        planning.start(library)
        originals = Originals(settings.originals_dir)
        inbox = Inbox(library.database, new_claim(courier_pid))
        arrivals = Arrivals(library.database, settings.admin_ids)
        with opened(settings, library) as current:
            yield Services(
                settings=settings,
                library=library,
                current=current,
                sent=SentMessages(library.database),
                turns=Turns(library.database),
                inbox=inbox,
                answers=Answers(library.database),
                originals=originals,
                chats=Chats(library.database),
                subscriptions=Subscriptions(library.database),
                outbox=Outbox(library.database),
                broadcasts=Broadcasts(library.database),
                intake=Intake(library, originals, arrivals, readers),
                replicas=Replicas(library.database, inbox.claim),
                metrics=Metrics(),
                feedback=Feedback(library.database, settings.admin_ids),
                bans=Bans(library.database),
                people=People(library.database),
                recent=Recent(),
            )
