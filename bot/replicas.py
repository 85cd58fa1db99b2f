"""Which processes serve from this database now, and what share of Telegram's limit each may use.

Telegram counts the messages of a token, whoever sends them. Each process says every few seconds that it is there and
how many messages it would send; the limit is shared by what they want, and nobody is left with nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.claims import abandoned
from bot.inbox import naive
from bot.tables import replicas
from retrieval import Database

BEAT_EVERY = dt.timedelta(seconds=2)
# Whoever misses four beats is no more.
LIVES_FOR = dt.timedelta(seconds=8)
KEEP = dt.timedelta(hours=1)
# Of its even share, everyone keeps this part, so that a first reply never waits for the next beat.
LEAST_OF_EVEN = 0.5


class Replicas:
    """The processes of one database, as the one named `claim` sees them. LibraryError when the database refuses."""

    def __init__(self, database: Database, claim: str) -> None:
        self._database = database
        self._claim = claim

    def beat(self, n_wanted: int, now: dt.datetime) -> float:
        """Say that this process is there, and wants to send so many; its share of the limit, 0 to 1."""
        row = {"claim": self._claim, "seen_at": naive(now), "n_wanted": n_wanted}
        with self._database.write() as connection:
            insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(replicas)
            connection.execute(
                insert.values(row).on_conflict_do_update(
                    index_elements=[replicas.c.claim], set_={"seen_at": naive(now), "n_wanted": n_wanted}
                )
            )
            connection.execute(replicas.delete().where(replicas.c.seen_at < naive(now - KEEP)))
            return share_of(self._claim, self._living(connection, now))

    def leave(self) -> None:
        """This process ends: the others may have its share."""
        with self._database.write() as connection:
            connection.execute(replicas.delete().where(replicas.c.claim == self._claim))

    def n_living(self, now: dt.datetime) -> int:
        """How many processes serve now."""
        with self._database.read() as connection:
            return len(self._living(connection, now))

    def _living(self, connection: sa.Connection, now: dt.datetime) -> dict[str, int]:
        seen = sa.select(replicas).where(replicas.c.seen_at > naive(now - LIVES_FOR))
        found = {row.claim: int(row.n_wanted) for row in connection.execute(seen)}
        for claim in abandoned(found, self._claim):
            del found[claim]
        return found


def share_of(own: str, wanted: Mapping[str, int]) -> float:
    """The share of one process, given what each wants; all shares together are 1.

    Half of it is even, the other half goes by what is wanted.
    """
    n, total = max(1, len(wanted)), sum(wanted.values())
    by_wish = wanted.get(own, 0) / total if total else 1 / n
    return LEAST_OF_EVEN / n + (1 - LEAST_OF_EVEN) * by_wish
