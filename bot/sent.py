"""What the bot sent in reply: which question it answers, and when it is to be deleted.

A chat may want answers deleted after a while. When that is stands beside the answer, in the transaction that says it
was sent; a claim is a lease, so what a killed process had begun to delete is deleted by another.

An answer follows its question when that is edited, so it must be known which answer that was, to every process and
after a restart. People can edit for two days; after that nothing of it is kept. Of the question only a digest is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.inbox import mark_sent, naive
from bot.tables import chats, updates
from bot.tables import sent as table
from retrieval import Database

# Telegram lets people edit their messages, and bots delete theirs, for so long.
KEPT_FOR = dt.timedelta(hours=48)
MARGIN = dt.timedelta(minutes=30)
# Naive UTC, as the database holds it.
ROUNDED_FROM = dt.datetime(2024, 1, 1)  # noqa: DTZ001
ROUNDED_TO = dt.timedelta(seconds=15)
LEASE = dt.timedelta(seconds=60)


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

    def note(self, sent: Sent, update_id: int, nth: int, now: dt.datetime) -> bool:
        """Telegram took the `nth` reply to an update, from 1: it is never sent again, and found when its question is edited.

        False when that is noted already, as after a commit whose answer was lost.
        """
        with self._database.write() as connection:
            is_known = connection.scalar(
                sa.select(updates.c.n_sent >= nth).where(updates.c.update_id == update_id)
            )
            if is_known:
                return False
            mark_sent(connection, update_id, nth)
            _keep(connection, sent, now)
            return True

    def noted(self, update_ids: Sequence[int]) -> dict[int, int]:
        """How many replies to each of these updates are noted; of an update that is not known nothing is said."""
        wanted = sa.select(updates.c.update_id, updates.c.n_sent).where(updates.c.update_id.in_(update_ids))
        with self._database.read() as connection:
            return {row.update_id: row.n_sent for row in connection.execute(wanted)}

    def answer_to(self, chat_id: int, question_id: int) -> Sent | None:
        """The newest answer to a message, None when it was never answered or long ago."""
        is_it = (table.c.chat_id == chat_id) & (table.c.question_id == question_id)
        newest = sa.select(table).where(is_it).order_by(table.c.message_id.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(newest).one_or_none()
        return None if row is None else Sent(row.chat_id, row.message_id, row.question_id, row.asked)

    def claim(self, n: int, now: dt.datetime) -> dict[int, list[int]]:
        """Up to `n` replies that are to be deleted by now, by chat, held for `LEASE`."""
        is_free = table.c.claimed_until.is_(None) | (table.c.claimed_until < naive(now))
        due = sa.select(table.c.chat_id, table.c.message_id).where(table.c.delete_at <= naive(now), is_free)
        with self._database.read() as connection:
            # Looking takes no lock, so an idle queue never holds up the inbox.
            if connection.execute(due.limit(1)).first() is None:
                return {}
        claimed: dict[int, list[int]] = defaultdict(list)
        with self._database.write() as connection:
            first = due.order_by(table.c.delete_at).limit(n).with_for_update(skip_locked=True)
            for chat_id, message_id in connection.execute(first).all():
                claimed[chat_id].append(message_id)
            for chat_id, message_ids in claimed.items():
                held = table.update().where(_is(chat_id, message_ids))
                connection.execute(held.values(claimed_until=naive(now + LEASE)))
        return dict(claimed)

    def deleted(self, chat_id: int, message_ids: Sequence[int]) -> None:
        """These replies are gone, or can never be deleted; which questions they answered is still known."""
        self._put_off(chat_id, message_ids, None)

    def put_off(self, chat_id: int, message_ids: Sequence[int], until: dt.datetime) -> None:
        """These replies are to be deleted later."""
        self._put_off(chat_id, message_ids, naive(until))

    def _put_off(self, chat_id: int, message_ids: Sequence[int], until: dt.datetime | None) -> None:
        with self._database.write() as connection:
            these = table.update().where(_is(chat_id, message_ids))
            connection.execute(these.values(delete_at=until, claimed_until=None))

    def forget_chat(self, chat_id: int) -> None:
        """The chat is out of reach: nothing there is edited or deleted any more."""
        with self._database.write() as connection:
            connection.execute(table.delete().where(table.c.chat_id == chat_id))

    def prune(self, now: dt.datetime) -> int:
        """Forget what can be neither edited nor deleted any more; returns how many."""
        with self._database.write() as connection:
            old = table.c.sent_at < naive(now - KEPT_FOR)
            return int(connection.execute(table.delete().where(old)).rowcount)


def _keep(connection: sa.Connection, sent: Sent, now: dt.datetime) -> None:
    is_it = _is(sent.chat_id, [sent.message_id])
    first_at = connection.scalar(sa.select(table.c.sent_at).where(is_it)) or naive(now)
    connection.execute(table.delete().where(is_it))
    connection.execute(
        table.insert().values(
            chat_id=sent.chat_id,
            message_id=sent.message_id,
            question_id=sent.question_id,
            asked=sent.asked,
            sent_at=first_at,
            delete_at=_delete_at(connection, sent.chat_id, first_at, naive(now)),
        )
    )


def _delete_at(
    connection: sa.Connection, chat_id: int, first_at: dt.datetime, now: dt.datetime
) -> dt.datetime | None:
    """When a reply of this chat is to be deleted, by what the chat wants; an edited one begins anew, as far as it can.

    Moments are rounded up, so that a busy group has its answers deleted a few calls a minute.
    """
    after_s = connection.scalar(sa.select(chats.c.delete_after_s).where(chats.c.chat_id == chat_id))
    if after_s is None:
        return None
    at = min(now + dt.timedelta(seconds=after_s), first_at + KEPT_FOR - MARGIN)
    return at + (ROUNDED_FROM - at) % ROUNDED_TO


def digest(words: str) -> str:
    """Words that are asked, as 16 characters that tell whether they have changed."""
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]


def _is(chat_id: int, message_ids: Sequence[int]) -> sa.ColumnElement[bool]:
    return (table.c.chat_id == chat_id) & table.c.message_id.in_(message_ids)
