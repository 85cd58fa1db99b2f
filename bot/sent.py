"""What the bot sent in reply: which question it answers, and when it is to be deleted.

An answer follows its question when that is edited, so it must be known which answer that was, to every process and
after a restart. People can edit for two days; after that nothing of it is kept. Of the question only a digest is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.inbox import mark_sent, naive
from bot.tables import sent as table
from retrieval import Database

# Telegram lets people edit their messages, and bots delete theirs, for so long.
KEPT_FOR = dt.timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Sent:
    """A reply in a chat, and the message and the digest of the words it answers, where it answers a message."""

    chat_id: int
    message_id: int
    question_id: int | None = None
    asked: str = ""


class SentMessages:
    """The replies of the last two days. Times are aware UTC; LibraryError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, sent: Sent, update_id: int, now: dt.datetime) -> None:
        """Telegram took this reply to an update: it is never sent again, and found when its question is edited."""
        with self._database.write() as connection:
            mark_sent(connection, update_id)
            connection.execute(table.delete().where(_is(sent.chat_id, [sent.message_id])))
            connection.execute(
                table.insert().values(
                    chat_id=sent.chat_id,
                    message_id=sent.message_id,
                    question_id=sent.question_id,
                    asked=sent.asked,
                    sent_at=naive(now),
                )
            )

    def answer_to(self, chat_id: int, question_id: int) -> Sent | None:
        """The newest answer to a message, None when it was never answered or long ago."""
        is_it = (table.c.chat_id == chat_id) & (table.c.question_id == question_id)
        newest = sa.select(table).where(is_it).order_by(table.c.message_id.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(newest).one_or_none()
        return None if row is None else Sent(row.chat_id, row.message_id, row.question_id, row.asked)

    def forget(self, chat_id: int, message_ids: Sequence[int]) -> None:
        """These replies are gone."""
        with self._database.write() as connection:
            connection.execute(table.delete().where(_is(chat_id, message_ids)))

    def forget_chat(self, chat_id: int) -> None:
        """The chat is out of reach: nothing there is edited or deleted any more."""
        with self._database.write() as connection:
            connection.execute(table.delete().where(table.c.chat_id == chat_id))

    def prune(self, now: dt.datetime) -> int:
        """Forget what can be neither edited nor deleted any more; returns how many."""
        with self._database.write() as connection:
            old = table.c.sent_at < naive(now - KEPT_FOR)
            return int(connection.execute(table.delete().where(old)).rowcount)


def digest(words: str) -> str:
    """Words that are asked, as 16 characters that tell whether they have changed."""
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]


def _is(chat_id: int, message_ids: Sequence[int]) -> sa.ColumnElement[bool]:
    return (table.c.chat_id == chat_id) & table.c.message_id.in_(message_ids)
