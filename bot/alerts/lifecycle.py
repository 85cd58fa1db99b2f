"""The states of a parcel and the moves between them: one table, and the decision what an outcome means.

waiting --Sent--> sent --corrected--> revising --Sent--> sent
waiting --Unreachable--> parked --back--> waiting
waiting --Refused--> refused        waiting, parked --withdrawn--> withdrawn

A claim is no state: it is a lease on a parcel that waits or is to be revised, with an end.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

State = Literal["waiting", "sent", "revising", "parked", "refused", "withdrawn"]
Event = Literal["sent", "put_off", "moved", "unreachable", "refused", "withdrawn", "corrected", "back"]

MOVES: dict[tuple[State, Event], State] = {
    ("waiting", "sent"): "sent",
    ("waiting", "put_off"): "waiting",
    ("waiting", "moved"): "waiting",
    ("waiting", "unreachable"): "parked",
    ("waiting", "refused"): "refused",
    ("waiting", "withdrawn"): "withdrawn",
    ("waiting", "corrected"): "waiting",
    ("sent", "corrected"): "revising",
    ("sent", "sent"): "sent",
    ("revising", "sent"): "sent",
    ("revising", "put_off"): "revising",
    ("revising", "moved"): "revising",
    ("revising", "unreachable"): "sent",
    # The message is gone or too old to be changed: what was said was said.
    ("revising", "refused"): "sent",
    ("revising", "withdrawn"): "sent",
    ("revising", "corrected"): "revising",
    ("parked", "back"): "waiting",
    ("parked", "withdrawn"): "withdrawn",
    ("parked", "corrected"): "parked",
    ("refused", "corrected"): "refused",
    ("withdrawn", "corrected"): "withdrawn",
}
# What is owed to Telegram; the others wait for nothing.
OWED: tuple[State, ...] = ("waiting", "revising")

FIRST_RETRY = dt.timedelta(seconds=2)
LONGEST_RETRY = dt.timedelta(minutes=5)
# A refusal nobody knows might be a passing one.
MAX_UNKNOWN = 5
# Whoever comes back later than this is not told of what happened meanwhile.
PARKED_FOR = dt.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took it; the id of the message."""

    message_id: int


@dataclass(frozen=True, slots=True)
class PutOff:
    """Not now, but then. It counts as no try: the chat had to wait, or was told to."""

    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing is known of it, or the refusal is not on any list: tried again, later each time."""

    reason: str
    is_final_after_some: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The group goes on as this chat."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The chat does not take anything from us until it comes back."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """This message is refused for good; `is_topic_gone` when its topic is no more."""

    reason: str
    is_topic_gone: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Nobody wants it any more."""


Outcome = Sent | PutOff | Failed | Moved | Unreachable | Refused | Withdrawn


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a parcel stands: what an outcome is decided on, and what it leads to."""

    state: State
    due_at: dt.datetime
    n_tries: int
    message_id: int | None = None
    reason: str | None = None


def move(state: State, event: Event) -> State:
    """The state after an event; ValueError when the table has no such move."""
    after = MOVES.get((state, event))
    if after is None:
        raise ValueError(f"a {state} parcel cannot be {event}")
    return after


def settle(before: Standing, outcome: Outcome, now: dt.datetime, *, is_outdated: bool) -> Standing:
    """Where a parcel stands after an outcome; `is_outdated` when it was corrected while it was under way."""
    state = before.state
    match outcome:
        case Sent(message_id):
            after = move(state, "sent")
            return Standing(move(after, "corrected") if is_outdated else after, now, 0, message_id)
        case PutOff(until):
            return Standing(move(state, "put_off"), until, before.n_tries, before.message_id)
        case Moved():
            return Standing(move(state, "moved"), now, before.n_tries, before.message_id)
        case Failed(reason, is_final_after_some):
            if is_final_after_some and before.n_tries + 1 >= MAX_UNKNOWN:
                return Standing(move(state, "refused"), now, before.n_tries + 1, before.message_id, reason)
            until = now + retry_after(before.n_tries)
            return Standing(move(state, "put_off"), until, before.n_tries + 1, before.message_id, reason)
        case Unreachable(reason):
            return Standing(move(state, "unreachable"), before.due_at, 0, before.message_id, reason)
        case Refused(reason):
            return Standing(move(state, "refused"), now, before.n_tries, before.message_id, reason)
        case Withdrawn():
            return Standing(move(state, "withdrawn"), now, before.n_tries, before.message_id)


def retry_after(n_tries: int) -> dt.timedelta:
    """How long after a failure the next try comes, given how many failed before."""
    return min(FIRST_RETRY * 2.0 ** min(n_tries, 10), LONGEST_RETRY)
