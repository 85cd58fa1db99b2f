"""The tables the bot owns, beside the library's in the same database, and how they come to be.

Times are UTC without a zone.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

import retrieval
from retrieval import Database

VERSION_TABLE = "bot_version"

metadata = sa.MetaData()

# Telegram's update as it came, until it is handled; then only its id, so that it is never handled twice.
updates = sa.Table(
    "bot_updates",
    metadata,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("received_at", sa.DateTime, nullable=False),
    sa.Column("raw", sa.Text, nullable=False),
    sa.Column("n_starts", sa.Integer, nullable=False),
    sa.Column("n_sent", sa.Integer, nullable=False),
    sa.Column("handled_at", sa.DateTime, nullable=True, index=True),
    sa.Column("lane", sa.BigInteger, nullable=False),
    sa.Index("ix_bot_updates_lane", "lane", "handled_at"),
)

# Which process answers a chat now, and until when nobody else may. A lane is there only while it has updates.
lanes = sa.Table(
    "bot_lanes",
    metadata,
    sa.Column("lane", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("claim", sa.String(32), nullable=False),
    sa.Column("claimed_until", sa.DateTime, nullable=False),
    sa.Index("ix_bot_lanes_claim", "claim"),
)

# The processes that serve from this database; one that was not seen for a while is no more.
replicas = sa.Table(
    "bot_replicas",
    metadata,
    sa.Column("claim", sa.String(32), primary_key=True),
    sa.Column("seen_at", sa.DateTime, nullable=False),
    sa.Column("n_wanted", sa.Integer, nullable=False),
)

# What an answer's buttons page through: the answer as it was given, so that its pages never change.
answers = sa.Table(
    "bot_answers",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("update_id", sa.BigInteger, nullable=False, unique=True),
    sa.Column("asked_at", sa.DateTime, nullable=False, index=True),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("asker_id", sa.BigInteger),
)

# A chat the bot knows, and how it wants to be told; `language` is what a client said. Minutes count from midnight in the chat's own time zone.
chats = sa.Table(
    "bot_chats",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("time_zone", sa.String(64), nullable=False),
    sa.Column("schedule", sa.String(8), nullable=False),
    sa.Column("digest_at", sa.Integer, nullable=False),
    sa.Column("digest_weekday", sa.Integer, nullable=False),
    sa.Column("quiet_from", sa.Integer),
    sa.Column("quiet_until", sa.Integer),
    sa.Column("is_quiet_silent", sa.Boolean, nullable=False),
    sa.Column("snoozed_until", sa.DateTime),
    sa.Column("paused_at", sa.DateTime),
    sa.Column("unreachable_since", sa.DateTime),
    sa.Column("met_at", sa.DateTime, nullable=False),
    sa.Column("chosen_language", sa.String(8)),
    sa.Column("bulletins", sa.Text),
    sa.Column("is_compact", sa.Boolean),
    sa.Column("wait_s", sa.Integer, nullable=False),
    sa.Column("delete_after_s", sa.Integer),
    sa.Column("is_admins_only", sa.Boolean, nullable=False),
)

# A chat's wish; `thread_id` is a topic, 0 for none. A draft waits for its button; `replaces` is what it edits.
subscriptions = sa.Table(
    "bot_subscriptions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("thread_id", sa.BigInteger, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("replaces", sa.Integer),
    sa.Column("made_at", sa.DateTime, nullable=False),
    sa.Index("ix_bot_subscriptions_chat_id", "chat_id"),
    sa.Index("ix_bot_subscriptions_state", "state"),
    sqlite_autoincrement=True,
)

# One row: how far the library has been told of. It moves in the transaction that writes the alerts.
planning = sa.Table(
    "bot_planning",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
)

# Sources people were told of: what comes again under one of these is a correction, never news.
announced = sa.Table(
    "bot_announced",
    metadata,
    sa.Column("source_id", sa.BigInteger, primary_key=True, autoincrement=False),
)

# What a chat is owed about one issue, and the parcel of the outbox that carries it. The ledger of who was told.
alerts = sa.Table(
    "bot_alerts",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("thread_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("issue_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("parcel", sa.String(48), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("planned_at", sa.DateTime, nullable=False),
    sa.Index("ix_bot_alerts_issue_id", "issue_id"),
)

# One message to one chat: its state, when it is due, and who has claimed it until when.
outbox = sa.Table(
    "bot_outbox",
    metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("thread_id", sa.BigInteger, nullable=False),
    sa.Column("parcel", sa.String(48), nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("due_at", sa.DateTime, nullable=False),
    sa.Column("claim", sa.String(32)),
    sa.Column("claimed_until", sa.DateTime),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("n_tries", sa.Integer, nullable=False),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("reason", sa.Text),
    sa.Column("settled_at", sa.DateTime),
    sa.UniqueConstraint("chat_id", "thread_id", "parcel", name="uq_bot_outbox_place"),
    sa.Index("ix_bot_outbox_state_due_at", "state", "due_at"),
    sa.Index("ix_bot_outbox_parcel", "parcel"),
    sqlite_autoincrement=True,
)

# What an administrator says to every chat; a draft until it is confirmed.
broadcasts = sa.Table(
    "bot_broadcasts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("made_at", sa.DateTime, nullable=False),
    sqlite_autoincrement=True,
)

# What came in by itself or was sent by an administrator, once for each origin and content. `summary` is JSON for
# whoever looks at it; `content` is kept while somebody has to decide.
arrivals = sa.Table(
    "bot_arrivals",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("way", sa.String(8), nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("summary", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary),
    sa.Column("came_at", sa.DateTime, nullable=False),
    sa.Column("decided_by", sa.BigInteger),
    sa.Column("decided_at", sa.DateTime),
    sa.UniqueConstraint("origin", "sha256", name="uq_bot_arrivals_origin"),
    sqlite_autoincrement=True,
)

# An address that is asked again and again: when next, and what the server gave to ask by.
fetches = sa.Table(
    "bot_fetches",
    metadata,
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("next_at", sa.DateTime, nullable=False),
    sa.Column("n_failures", sa.Integer, nullable=False),
)

# A reply of the bot: the message it answers, a digest of the words that were asked, and when it is to be deleted.
sent = sa.Table(
    "bot_sent",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("question_id", sa.BigInteger),
    sa.Column("asked", sa.String(16), nullable=False),
    sa.Column("sent_at", sa.DateTime, nullable=False),
    sa.Column("delete_at", sa.DateTime),
    sa.Column("claimed_until", sa.DateTime),
    sa.Index("ix_bot_sent_question_id", "chat_id", "question_id"),
    sa.Index("ix_bot_sent_sent_at", "sent_at"),
    sa.Index("ix_bot_sent_delete_at", "delete_at"),
)

# How lately a person has asked in a chat; person 0 is everyone there together.
turns = sa.Table(
    "bot_turns",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("person_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("full_at", sa.DateTime, nullable=False),
    sa.Column("asked_at", sa.DateTime),
    sa.Column("warned_at", sa.DateTime),
    sa.Index("ix_bot_turns_full_at", "full_at"),
)

# Topics in which only administrators may write.
closed_topics = sa.Table(
    "bot_closed_topics",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("thread_id", sa.BigInteger, primary_key=True, autoincrement=False),
)

# What a person thinks of an answer: 1 or -1, the latest counts; `places` are the quotes it held, as its buttons name them.
votes = sa.Table(
    "bot_votes",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("value", sa.SmallInteger, nullable=False),
    sa.Column("places", sa.Text, nullable=False),
    sa.Column("voted_at", sa.DateTime, nullable=False),
    sa.Index("ix_bot_votes_user_id", "user_id"),
)

# Who said of which paragraph that it is quoted wrongly.
reports = sa.Table(
    "bot_reports",
    metadata,
    sa.Column("article_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("paragraph", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("reported_at", sa.DateTime, nullable=False),
    sa.Index("ix_bot_reports_user_id", "user_id"),
)

# Persons and chats that are met with silence.
bans = sa.Table(
    "bot_bans",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("banned_by", sa.BigInteger),
    sa.Column("banned_at", sa.DateTime, nullable=False),
)


def migrate(database: Database, target: str = "head") -> None:
    """Bring the bot's tables to `target`; SchemaError when a newer program made them."""
    retrieval.migrate(database.engine, Path(__file__).with_name("migrations"), VERSION_TABLE, target)
