"""The states of a parcel: every move is in the table, and every outcome leads where it should."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TimedOut

from bot.alerts.lifecycle import (
    LONGEST_RETRY,
    MAX_UNKNOWN,
    MOVES,
    OWED,
    Event,
    Failed,
    Moved,
    Outcome,
    PutOff,
    Refused,
    Sent,
    Standing,
    State,
    Unreachable,
    Withdrawn,
    move,
    retry_after,
    settle,
)
from bot.alerts.outcomes import outcome_of

NOW = dt.datetime(2024, 9, 3, 4, 0, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)


def waiting(n_tries: int = 0, state: State = "waiting", message_id: int | None = None) -> Standing:
    """A parcel that was due an hour ago."""
    return Standing(state, NOW - dt.timedelta(hours=1), n_tries, message_id)


OUTCOMES: list[tuple[Standing, Outcome, State, dt.datetime]] = [
    (waiting(), Sent(7), "sent", NOW),
    (waiting(), PutOff(LATER), "waiting", LATER),
    (waiting(), Failed("lost"), "waiting", NOW + dt.timedelta(seconds=2)),
    (waiting(3), Failed("lost"), "waiting", NOW + dt.timedelta(seconds=16)),
    (waiting(99), Failed("lost"), "waiting", NOW + LONGEST_RETRY),
    (waiting(MAX_UNKNOWN - 1), Failed("odd", is_final_after_some=True), "refused", NOW),
    (waiting(), Failed("odd", is_final_after_some=True), "waiting", NOW + dt.timedelta(seconds=2)),
    (waiting(), Moved(-2), "waiting", NOW),
    (waiting(), Unreachable("blocked"), "parked", NOW - dt.timedelta(hours=1)),
    (waiting(), Refused("broken"), "refused", NOW),
    (waiting(), Withdrawn(), "withdrawn", NOW),
    (waiting(0, "revising", 7), Sent(7), "sent", NOW),
    (waiting(0, "revising", 7), Refused("gone"), "sent", NOW),
    (waiting(0, "revising", 7), PutOff(LATER), "revising", LATER),
]


@pytest.mark.parametrize(("before", "outcome", "state", "due_at"), OUTCOMES)
def test_outcomes(before: Standing, outcome: Outcome, state: State, due_at: dt.datetime) -> None:
    """Each outcome leads to its state, due when it should be."""
    after = settle(before, outcome, NOW, is_outdated=False)

    assert (state, due_at) == (after.state, after.due_at)


def test_what_was_corrected_while_it_was_sent_is_owed_an_edit() -> None:
    """A correction that comes between claim and answer is not forgotten."""
    after = settle(waiting(), Sent(7), NOW, is_outdated=True)

    assert (after.state, after.message_id) == ("revising", 7)


def test_nothing_leaves_the_table() -> None:
    """States and events are those of the types; what is owed can always be sent; there is no other move."""
    assert {state for state, _ in MOVES} | set(MOVES.values()) <= set(get_args(State))
    assert {event for _, event in MOVES} <= set(get_args(Event))
    assert all(move(state, "sent") == "sent" for state in OWED)
    with pytest.raises(ValueError, match="a refused parcel cannot be sent"):
        move("refused", "sent")


def test_a_network_that_is_away_is_never_given_up() -> None:
    """Whatever number of failures, the parcel waits, and the waiting grows to five minutes."""
    waits = [retry_after(n) for n in range(1000)]

    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_RETRY
    assert settle(waiting(10_000), Failed("lost"), NOW, is_outdated=False).state == "waiting"


SAID = [
    (Forbidden("Forbidden: bot was blocked by the user"), Unreachable),
    (Forbidden("Forbidden: user is deactivated"), Unreachable),
    (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Unreachable),
    (Forbidden("Forbidden: bot is not a member of the channel chat"), Unreachable),
    (Forbidden("Forbidden: bot can't initiate conversation with a user"), Unreachable),
    (Forbidden("Forbidden: something nobody has seen"), Unreachable),
    (BadRequest("Bad Request: chat not found"), Unreachable),
    (BadRequest("Bad Request: PEER_ID_INVALID"), Unreachable),
    (BadRequest("Bad Request: not enough rights to send text messages to the chat"), Unreachable),
    (BadRequest("Bad Request: have no rights to send a message"), Unreachable),
    (BadRequest("Bad Request: need administrator rights in the channel chat"), Unreachable),
    (BadRequest("Bad Request: CHAT_WRITE_FORBIDDEN"), Unreachable),
    (BadRequest("Bad Request: TOPIC_CLOSED"), Refused),
    (BadRequest("Bad Request: message thread not found"), Refused),
    (BadRequest("Bad Request: can't parse entities: unsupported start tag"), Refused),
    (BadRequest("Bad Request: message is too long"), Refused),
    (BadRequest("Bad Request: something nobody has seen"), Failed),
    (ChatMigrated(-1002), Moved),
    (TimedOut(), Failed),
    (InvalidToken("the token 123:abc is wrong"), Failed),
]


@pytest.mark.parametrize(("error", "kind"), SAID)
def test_what_telegram_says(error: Exception, kind: type) -> None:
    """Each of Telegram's words has its outcome."""
    assert isinstance(outcome_of(error, NOW), kind)  # type: ignore[arg-type]


def test_details_of_what_telegram_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood waits exactly as long as told; a move names the chat; the same words again are no failure."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    assert outcome_of(RetryAfter(7), NOW) == PutOff(NOW + dt.timedelta(seconds=7))
    assert outcome_of(ChatMigrated(-1002), NOW) == Moved(-1002)
    assert outcome_of(BadRequest("Bad Request: message is not modified: same"), NOW, 7) == Sent(7)
    assert outcome_of(BadRequest("message thread not found"), NOW) == Refused(
        "message thread not found", True
    )
    assert "123:abc" not in str(outcome_of(InvalidToken("the token 123:abc is wrong"), NOW))
