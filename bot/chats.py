"""The chats the bot knows: how each wants to be told of news, and whether it can be reached.

A chat that blocked the bot or threw it out keeps everything it set; it is only marked unreachable, until it comes
back. A group that became a supergroup goes on under its new id with all it had.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

import sqlalchemy as sa

from bot.inbox import naive
from bot.tables import chats, closed_topics
from retrieval import Database

Schedule = Literal["now", "daily", "weekly"]

TIME_ZONE = "Asia/Shanghai"
DIGEST_AT = 8 * 60
# SQLite takes no more values than this in one statement of any version we meet.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Quiet:
    """Quiet hours in minutes from midnight, `start` to `until` (past midnight when it is not later).

    What is due then waits, or comes without a sound when `is_silent`.
    """

    start: int
    until: int
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """How a chat wants its questions answered.

    `bulletins` are the names of those that are searched, None for all; `is_compact` gives one quote at a time, None as
    is usual for the kind of chat; `wait_s` is how long a person waits between two questions, seconds; answers are
    deleted after `delete_after_s` seconds, None for never.
    """

    bulletins: tuple[str, ...] | None = None
    is_compact: bool | None = None
    wait_s: int = 0
    delete_after_s: int | None = None
    is_admins_only: bool = False


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat's settings; `kind` is Telegram's chat type, times are aware UTC.

    `language` is what the client of a person said, `chosen_language` what the chat asked for; both are our codes.
    """

    chat_id: int
    kind: str = "private"
    language: str = "zh-hans"
    time_zone: str = TIME_ZONE
    schedule: Schedule = "now"
    digest_at: int = DIGEST_AT
    digest_weekday: int = 0
    quiet: Quiet | None = None
    snoozed_until: dt.datetime | None = None
    paused_at: dt.datetime | None = None
    unreachable_since: dt.datetime | None = None
    chosen_language: str | None = None
    habits: Habits = Habits()

    @property
    def speaks(self) -> str:
        """The language this chat is written to in."""
        return self.chosen_language or self.language

    @property
    def is_answered_compactly(self) -> bool:
        """Whether an answer shows one quote at a time: unless it was set, in groups only."""
        is_compact = self.habits.is_compact
        return self.kind != "private" if is_compact is None else is_compact


class Chats:
    """The known chats. LibraryError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def meet(self, chat_id: int, kind: str, language: str, now: dt.datetime) -> Chat:
        """The chat, known from now on; a known one keeps what it set."""
        known = self.find(chat_id)
        if known is not None:
            return known
        chat = Chat(chat_id, kind, language)
        with self._database.write() as connection:
            if connection.scalar(sa.select(chats.c.chat_id).where(chats.c.chat_id == chat_id)) is None:
                connection.execute(chats.insert().values(**row_of(chat), met_at=naive(now)))
        return self.find(chat_id) or chat

    def find(self, chat_id: int) -> Chat | None:
        """The chat as it is set now, None when it is not known."""
        with self._database.read() as connection:
            return find(connection, [chat_id]).get(chat_id)

    def chosen_languages(self, chat_ids: Iterable[int]) -> dict[int, str]:
        """The languages that those of these chats chose that chose any."""
        wanted = sa.select(chats.c.chat_id, chats.c.chosen_language).where(
            chats.c.chat_id.in_(list(chat_ids)), chats.c.chosen_language.is_not(None)
        )
        with self._database.read() as connection:
            return {row.chat_id: row.chosen_language for row in connection.execute(wanted)}

    def choose_language(self, chat_id: int, kind: str, language: str | None, now: dt.datetime) -> None:
        """Write to a chat in this language from now on; None leaves it to its people's clients."""
        chat = self.meet(chat_id, kind, language or Chat(chat_id).language, now)
        self.change(replace(chat, chosen_language=language))

    def set_habits(self, chat_id: int, habits: Habits) -> None:
        """Keep how a known chat wants its questions answered, and nothing else."""
        is_it = chats.c.chat_id == chat_id
        with self._database.write() as connection:
            connection.execute(chats.update().where(is_it).values(**habit_columns(habits)))

    def topic_closed(self, chat_id: int, thread_id: int, *, is_closed: bool) -> None:
        """A topic was closed, so that only administrators write there, or opened again."""
        is_it = (closed_topics.c.chat_id == chat_id) & (closed_topics.c.thread_id == thread_id)
        with self._database.write() as connection:
            connection.execute(closed_topics.delete().where(is_it))
            if is_closed:
                connection.execute(closed_topics.insert().values(chat_id=chat_id, thread_id=thread_id))

    def n_closed_topics(self, chat_id: int) -> int:
        """How many topics of a chat are closed, as far as the bot was there to hear of it."""
        here = closed_topics.c.chat_id == chat_id
        with self._database.read() as connection:
            return connection.scalar(sa.select(sa.func.count()).where(here)) or 0

    def change(self, chat: Chat) -> None:
        """Keep a known chat's settings, but for its habits."""
        columns = {
            name: value for name, value in row_of(chat).items() if name not in habit_columns(chat.habits)
        }
        with self._database.write() as connection:
            connection.execute(chats.update().where(chats.c.chat_id == chat.chat_id).values(**columns))


def find(connection: sa.Connection, chat_ids: Iterable[int]) -> dict[int, Chat]:
    """The known chats among these ids."""
    ids = list(dict.fromkeys(chat_ids))
    found: dict[int, Chat] = {}
    for start in range(0, len(ids), AT_ONCE):
        wanted = sa.select(chats).where(chats.c.chat_id.in_(ids[start : start + AT_ONCE]))
        found |= {row.chat_id: chat_of(row) for row in connection.execute(wanted)}
    return found


def reachable(connection: sa.Connection) -> dict[int, Chat]:
    """Every chat that can be reached and has not paused everything."""
    wanted = sa.select(chats).where(chats.c.unreachable_since.is_(None), chats.c.paused_at.is_(None))
    return {row.chat_id: chat_of(row) for row in connection.execute(wanted)}


def move(connection: sa.Connection, old_id: int, new_id: int) -> None:
    """Let a chat go on under another id; the settings of the old one win."""
    if connection.scalar(sa.select(chats.c.chat_id).where(chats.c.chat_id == old_id)) is None:
        return
    connection.execute(chats.delete().where(chats.c.chat_id == new_id))
    connection.execute(
        chats.update().where(chats.c.chat_id == old_id).values(chat_id=new_id, kind="supergroup")
    )


def mark_unreachable(connection: sa.Connection, chat_id: int, now: dt.datetime) -> None:
    """The chat cannot be reached from now on."""
    is_it = (chats.c.chat_id == chat_id) & chats.c.unreachable_since.is_(None)
    connection.execute(chats.update().where(is_it).values(unreachable_since=naive(now)))


def mark_reachable(connection: sa.Connection, chat_id: int) -> bool:
    """The chat is there again; True when it was not before."""
    is_it = (chats.c.chat_id == chat_id) & chats.c.unreachable_since.is_not(None)
    return bool(connection.execute(chats.update().where(is_it).values(unreachable_since=None)).rowcount)


def aware(moment: dt.datetime | None) -> dt.datetime | None:
    """A time of the database as aware UTC."""
    return None if moment is None else moment.replace(tzinfo=dt.UTC)


def chat_of(row: Any) -> Chat:
    """A chat from its row."""
    has_quiet = row.quiet_from is not None and row.quiet_until is not None
    return Chat(
        row.chat_id,
        row.kind,
        row.language,
        row.time_zone,
        row.schedule,
        row.digest_at,
        row.digest_weekday,
        Quiet(row.quiet_from, row.quiet_until, row.is_quiet_silent) if has_quiet else None,
        aware(row.snoozed_until),
        aware(row.paused_at),
        aware(row.unreachable_since),
        row.chosen_language,
        habits=habits_of(row),
    )


def habits_of(row: Any) -> Habits:
    """A chat's habits from its row."""
    names = None if row.bulletins is None else tuple(json.loads(row.bulletins))
    return Habits(names, row.is_compact, row.wait_s, row.delete_after_s, row.is_admins_only)


def habit_columns(habits: Habits) -> dict[str, Any]:
    """A chat's habits as columns."""
    names = habits.bulletins
    return {
        "bulletins": None if names is None else json.dumps(names, ensure_ascii=False),
        "is_compact": habits.is_compact,
        "wait_s": habits.wait_s,
        "delete_after_s": habits.delete_after_s,
        "is_admins_only": habits.is_admins_only,
    }


def row_of(chat: Chat) -> dict[str, Any]:
    """A chat's columns, the time of the first meeting left out."""
    times = {
        name: None if (moment := getattr(chat, name)) is None else naive(moment)
        for name in ("snoozed_until", "paused_at", "unreachable_since")
    }
    return {
        "chat_id": chat.chat_id,
        "kind": chat.kind,
        "language": chat.language,
        "chosen_language": chat.chosen_language,
        "time_zone": chat.time_zone,
        "schedule": chat.schedule,
        "digest_at": chat.digest_at,
        "digest_weekday": chat.digest_weekday,
        "quiet_from": chat.quiet.start if chat.quiet else None,
        "quiet_until": chat.quiet.until if chat.quiet else None,
        "is_quiet_silent": bool(chat.quiet and chat.quiet.is_silent),
        **times,
        **habit_columns(chat.habits),
    }
