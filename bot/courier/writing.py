"""What Telegram took from a bot that was killed, written down in its place: once, whatever the bot had managed itself."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Mapping

from bot.alerts.outbox import Outbox
from bot.courier.notes import Answer, Delivered, Note, Taken
from bot.sent import Sent, SentMessages
from retrieval import Database, LibraryError

RETRY_S = 0.25

log = logging.getLogger(__name__)


def write_down(database_url: str, taken: Mapping[Note, Taken], longest_s: float) -> int:
    """Write down what is not written yet; returns how many. What the database refuses is tried for so many seconds."""
    ends_at = time.monotonic() + longest_s
    n = 0
    while time.monotonic() < ends_at:
        try:
            with Database.open(database_url) as database:
                for note in missing(database, list(taken)):
                    n += _write(database, note, taken[note])
                return n
        except LibraryError as error:
            log.warning("what a killed bot sent cannot be written down yet: %s", error)
            time.sleep(RETRY_S)
    log.error("what a killed bot sent at its end could not be written down, and may come twice")
    return n


def missing(database: Database, notes: list[Note]) -> list[Note]:
    """Those that are not written down."""
    answers = [note for note in notes if isinstance(note, Answer)]
    parcels = [note for note in notes if isinstance(note, Delivered)]
    noted = SentMessages(database).noted([note.update_id for note in answers])
    held = Outbox(database).held(sorted({note.claim for note in parcels})) if parcels else set()
    return [
        *(note for note in answers if noted.get(note.update_id, note.nth) < note.nth),
        *(note for note in parcels if note.parcel_id in held),
    ]


def _write(database: Database, note: Note, taken: Taken) -> bool:
    """Write it down; False when that is done already."""
    now = dt.datetime.now(dt.UTC)
    if isinstance(note, Answer):
        sent = Sent(taken.chat_id, taken.message_id, note.question_id, note.asked)
        return SentMessages(database).note(sent, note.update_id, note.nth, now)
    return Outbox(database).settle_missed(note.parcel_id, note.claim, note.version, taken.message_id, now)
