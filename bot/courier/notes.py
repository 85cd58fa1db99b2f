"""What a call to Telegram is about, so that it can be written down by whoever hears the answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """The `nth` message of the answer to an update, from 1; what it answers, as `bot.sent.Sent` has it."""

    update_id: int
    nth: int
    question_id: int | None = None
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A parcel of the outbox, held under the name `claim`, as it stands in `version`."""

    parcel_id: int
    claim: str
    version: int


Note = Answer | Delivered


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that Telegram took: where it is, and its number there."""

    chat_id: int
    message_id: int


class Call:
    """What the calls that are made here are about."""

    about: ContextVar[Note | None] = ContextVar("about", default=None)


@contextmanager
def about(note: Note) -> Iterator[None]:
    """The calls within are about this: each message that Telegram takes is it."""
    token = Call.about.set(note)
    try:
        yield
    finally:
        Call.about.reset(token)


def note_of_call() -> Note | None:
    """What the call that is made here is about; None when nothing of it is to be written down."""
    return Call.about.get()


def packed(note: Note | None) -> dict[str, Any] | None:
    """A note as JSON has it."""
    return None if note is None else {type(note).__name__: asdict(note)}


def unpacked(given: dict[str, Any] | None) -> Note | None:
    """What `packed` made into JSON."""
    if given is None:
        return None
    kinds: dict[str, type[Note]] = {"Answer": Answer, "Delivered": Delivered}
    ((kind, fields),) = given.items()
    return kinds[kind](**fields)
