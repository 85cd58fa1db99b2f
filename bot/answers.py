"""Answers with more than one page are kept, so that their buttons page on after a restart, and never change.

A button carries the id; the quotes themselves stand here, as they were given. Only the chat that was answered
can page.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from pydantic import TypeAdapter

from bot.inbox import naive
from bot.tables import answers
from retrieval import Answer, ArticleHead, Database, Days, Quote


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the words as they were typed, the quotes, best first, and the days that were meant."""

    words: str
    quotes: tuple[Quote, ...]
    days: Days | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of articles as it was shown."""

    heads: tuple[ArticleHead, ...]


Kept = Answer | Found | Listed
BODY: TypeAdapter[Kept] = TypeAdapter(Kept)


class Answers:
    """The kept answers. Times are aware UTC; LibraryError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(
        self, body: Kept, chat_id: int, update_id: int, now: dt.datetime, asker_id: int | None = None
    ) -> int:
        """Keep the answer to an update of `asker_id` and return its id; an update that starts again gets the same id."""
        with self._database.write() as connection:
            known = connection.scalar(sa.select(answers.c.id).where(answers.c.update_id == update_id))
            if known is not None:
                return int(known)
            added = connection.scalars(
                answers.insert()
                .values(
                    chat_id=chat_id,
                    update_id=update_id,
                    asked_at=naive(now),
                    body=BODY.dump_json(body).decode(),
                    asker_id=asker_id,
                )
                .returning(answers.c.id)
            )
            return int(added.one())

    def find(self, answer_id: int, chat_id: int) -> Kept | None:
        """The answer with this id, or None when it was not given in this chat or is no longer kept."""
        is_it = (answers.c.id == answer_id) & (answers.c.chat_id == chat_id)
        with self._database.read() as connection:
            body = connection.scalar(sa.select(answers.c.body).where(is_it))
        return None if body is None else BODY.validate_json(body)

    def asker_of(self, answer_id: int, chat_id: int) -> int | None:
        """Who asked for the answer with this id; None when nobody knows."""
        is_it = (answers.c.id == answer_id) & (answers.c.chat_id == chat_id)
        with self._database.read() as connection:
            return connection.scalar(sa.select(answers.c.asker_id).where(is_it))

    def prune(self, before: dt.datetime) -> int:
        """Forget the answers given before this moment; returns how many."""
        with self._database.write() as connection:
            gone = connection.execute(answers.delete().where(answers.c.asked_at < naive(before)))
            return int(gone.rowcount)
