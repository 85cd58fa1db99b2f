"""The tables the bot owns, beside the library's in the same database, and how they come to be."""

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
)


def migrate(database: Database, target: str = "head") -> None:
    """Bring the bot's tables to `target`; SchemaError when a newer program made them."""
    retrieval.migrate(database.engine, Path(__file__).with_name("migrations"), VERSION_TABLE, target)
