"""Which addresses are due, and what an answer means for the next time. The database decides what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.inbox import naive
from bot.tables import fetches
from bot.watch.fetching import Answer, Body, Failure, Validators
from retrieval import Database

LONGEST_WAIT = dt.timedelta(days=1)
# A server may be away for a moment; administrators hear of it when it stays away.
PATIENCE = 3
# These are no passing troubles.
FINAL = frozenset(
    ("private_address", "bad_address", "too_large", "http_404", "http_410", "http_403", "too_many_redirects")
)


@dataclass(frozen=True, slots=True)
class Due:
    """An address to ask now."""

    url: str
    validators: Validators
    n_failures: int


@dataclass(frozen=True, slots=True)
class Next:
    """When an address is asked again, and whether its failure is to be told."""

    next_at: dt.datetime
    n_failures: int
    is_to_be_told: bool


def decide(answer: Answer, n_failures: int, every: dt.timedelta, now: dt.datetime) -> Next:
    """After an answer as usual; after a failure later each time, at most a day."""
    if not isinstance(answer, Failure):
        return Next(now + every, 0, is_to_be_told=False)
    n_failures += 1
    wait = min(every * 2.0 ** min(n_failures - 1, 16), LONGEST_WAIT)
    is_told = answer.reason in FINAL or n_failures >= PATIENCE
    return Next(now + max(wait, every), n_failures, is_to_be_told=is_told)


class Fetches:
    """The addresses that are asked again and again. LibraryError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, urls: Sequence[str], every: dt.timedelta, now: dt.datetime) -> tuple[Due, ...]:
        """Those of `urls` whose time has come; they are not due for anybody else until `every` has passed."""
        with self._database.write() as connection:
            known = {row.url: row for row in connection.execute(sa.select(fetches).with_for_update())}
            for url in urls:
                if url not in known:
                    connection.execute(fetches.insert().values(url=url, next_at=naive(now), n_failures=0))
            waiting = fetches.c.url.in_(list(urls)) & (fetches.c.next_at <= naive(now))
            rows = connection.execute(sa.select(fetches).where(waiting).order_by(fetches.c.next_at)).all()
            connection.execute(fetches.update().where(waiting).values(next_at=naive(now + every)))
        return tuple(Due(row.url, Validators(row.etag, row.last_modified), row.n_failures) for row in rows)

    def settle(self, due: Due, answer: Answer, after: Next) -> None:
        """Write down when to ask again, and by what."""
        known = answer.validators if isinstance(answer, Body) else due.validators
        values = {
            "etag": known.etag,
            "last_modified": known.last_modified,
            "next_at": naive(after.next_at),
            "n_failures": after.n_failures,
        }
        with self._database.write() as connection:
            connection.execute(fetches.update().where(fetches.c.url == due.url).values(values))
