"""When a chat is told, by a clock of our own: across midnight, time zones and changes of the clocks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.alerts.choices import chosen
from bot.alerts.schedule import LONGEST_WAITS, Patience, allowed_at, due_at, is_quiet, is_silent, zone
from bot.chats import Chat, Quiet

SHANGHAI = Chat(1)
BERLIN = Chat(1, time_zone="Europe/Berlin")
NIGHT = Quiet(22 * 60, 7 * 60)


def utc(text: str) -> dt.datetime:
    """A moment in UTC, as 2024-09-03 04:00."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def changed(chat: Chat, **settings: object) -> Chat:
    """The chat with other settings."""
    return replace(chat, **settings)  # type: ignore[arg-type]


DUE = [
    # At once means now.
    (SHANGHAI, "2024-09-03 04:00", "2024-09-03 04:00"),
    # 8:00 in Shanghai is midnight in UTC: today's when it is still ahead, else tomorrow's.
    (changed(SHANGHAI, schedule="daily"), "2024-09-02 23:59", "2024-09-03 00:00"),
    (changed(SHANGHAI, schedule="daily"), "2024-09-03 00:00", "2024-09-04 00:00"),
    (changed(SHANGHAI, schedule="daily"), "2024-12-31 12:00", "2025-01-01 00:00"),
    (changed(SHANGHAI, schedule="daily", digest_at=0), "2024-09-03 15:59", "2024-09-03 16:00"),
    # Monday is 0; the 3rd of September 2024 was a Tuesday.
    (changed(SHANGHAI, schedule="weekly"), "2024-09-03 04:00", "2024-09-09 00:00"),
    (changed(SHANGHAI, schedule="weekly", digest_weekday=1), "2024-09-03 04:00", "2024-09-10 00:00"),
    (
        changed(SHANGHAI, schedule="weekly", digest_weekday=1, digest_at=13 * 60),
        "2024-09-03 04:00",
        "2024-09-03 05:00",
    ),
    # Sunday evening in UTC is Monday in Shanghai already.
    (changed(SHANGHAI, schedule="weekly"), "2024-09-08 16:30", "2024-09-09 00:00"),
    # Berlin: 8:00 is 7:00 UTC in winter and 6:00 in summer.
    (changed(BERLIN, schedule="daily"), "2024-03-30 08:00", "2024-03-31 06:00"),
    (changed(BERLIN, schedule="daily"), "2024-10-26 07:00", "2024-10-27 07:00"),
    # 2:30 is left out in the night of the 31st of March, and told at 3:30 summer time.
    (changed(BERLIN, schedule="daily", digest_at=150), "2024-03-30 20:00", "2024-03-31 01:30"),
    (changed(BERLIN, schedule="daily", digest_at=150), "2024-03-31 01:30", "2024-04-01 00:30"),
    # 2:30 comes twice in the night of the 27th of October, and is told the first time only.
    (changed(BERLIN, schedule="daily", digest_at=150), "2024-10-26 20:00", "2024-10-27 00:30"),
    (changed(BERLIN, schedule="daily", digest_at=150), "2024-10-27 00:30", "2024-10-28 01:30"),
    (changed(BERLIN, schedule="daily", digest_at=150), "2024-10-27 01:30", "2024-10-28 01:30"),
    # Quiet from 22:00 to 7:00: what is due in between waits for the morning, on either side of midnight.
    (changed(SHANGHAI, quiet=NIGHT), "2024-09-03 13:59", "2024-09-03 13:59"),
    (changed(SHANGHAI, quiet=NIGHT), "2024-09-03 14:00", "2024-09-03 23:00"),
    (changed(SHANGHAI, quiet=NIGHT), "2024-09-03 16:30", "2024-09-03 23:00"),
    (changed(SHANGHAI, quiet=NIGHT), "2024-09-03 22:59", "2024-09-03 23:00"),
    (changed(SHANGHAI, quiet=NIGHT), "2024-09-03 23:00", "2024-09-03 23:00"),
    (changed(SHANGHAI, quiet=Quiet(12 * 60, 14 * 60)), "2024-09-03 04:30", "2024-09-03 06:00"),
    # Quiet through the change of the clocks: until 7:00 by the wall, whatever that is in UTC.
    (changed(BERLIN, quiet=NIGHT), "2024-03-30 22:00", "2024-03-31 05:00"),
    (changed(BERLIN, quiet=NIGHT), "2024-10-26 22:00", "2024-10-27 06:00"),
    # Silent hours delay nothing.
    (changed(SHANGHAI, quiet=Quiet(22 * 60, 7 * 60, is_silent=True)), "2024-09-03 16:00", "2024-09-03 16:00"),
    # A snooze ends when it ends, and quiet hours may follow on it.
    (changed(SHANGHAI, snoozed_until=utc("2024-09-05 04:00")), "2024-09-03 04:00", "2024-09-05 04:00"),
    (changed(SHANGHAI, snoozed_until=utc("2024-09-01 04:00")), "2024-09-03 04:00", "2024-09-03 04:00"),
    (
        changed(SHANGHAI, snoozed_until=utc("2024-09-03 15:00"), quiet=NIGHT),
        "2024-09-03 04:00",
        "2024-09-03 23:00",
    ),
    # A digest that falls into quiet hours waits for their end.
    (
        changed(SHANGHAI, schedule="daily", digest_at=23 * 60, quiet=NIGHT),
        "2024-09-03 04:00",
        "2024-09-03 23:00",
    ),
]


@pytest.mark.parametrize(("chat", "now", "expected"), DUE)
def test_due_at(chat: Chat, now: str, expected: str) -> None:
    """News that is there now is told then."""
    assert utc(expected) == due_at(chat, utc(now))


@pytest.mark.parametrize("chat", [SHANGHAI, BERLIN])
@pytest.mark.parametrize("schedule", ["now", "daily", "weekly"])
def test_every_hour_of_two_years(chat: Chat, schedule: str) -> None:
    """Told never before now, never more than a week and a day later, never in quiet hours, on the asked weekday."""
    chat = changed(chat, schedule=schedule, digest_weekday=3, quiet=NIGHT)
    moment = utc("2024-01-01 00:30")
    while moment < utc("2026-01-01 00:00"):
        due = due_at(chat, moment)

        assert moment <= due <= moment + dt.timedelta(days=8)
        assert not is_quiet(chat, due)
        assert schedule != "weekly" or due.astimezone(zone(chat)).weekday() == 3
        moment += dt.timedelta(hours=7)


def test_silent_hours_only_take_the_sound() -> None:
    """In silent hours a message comes without a sound, outside of them with it; delaying hours are not silent."""
    silent = changed(SHANGHAI, quiet=Quiet(22 * 60, 7 * 60, is_silent=True))

    assert is_silent(silent, utc("2024-09-03 15:00"))
    assert not is_silent(silent, utc("2024-09-03 04:00"))
    assert not is_silent(changed(SHANGHAI, quiet=NIGHT), utc("2024-09-03 15:00"))


def test_choices_of_the_buttons() -> None:
    """Each choice does what it says, and a later one takes it back."""
    now = utc("2024-09-03 15:00")

    assert chosen(SHANGHAI, "daily", now).schedule == "daily"
    assert allowed_at(chosen(SHANGHAI, "nights", now), now) == utc("2024-09-03 23:00")
    assert allowed_at(chosen(SHANGHAI, "week", now), now) == utc("2024-09-10 15:00")
    assert chosen(chosen(SHANGHAI, "day", now), "wake", now) == SHANGHAI
    assert chosen(chosen(SHANGHAI, "silent", now), "loud", now) == SHANGHAI
    assert chosen(chosen(SHANGHAI, "pause", now), "resume", now) == SHANGHAI


def test_an_unknown_zone_is_the_default_one() -> None:
    """A zone this machine does not know does not stop the news."""
    chat = changed(SHANGHAI, time_zone="Mars/Olympus", schedule="daily")

    assert due_at(chat, utc("2024-09-02 23:59")) == utc("2024-09-03 00:00")


def test_pages_that_come_one_by_one_are_waited_for() -> None:
    """Told once nothing came for the wait; a shelf that never ends is told of meanwhile."""
    patience = Patience(5)
    assert patience.is_over(1, 100) is False
    assert patience.is_over(2, 104) is False
    assert patience.is_over(2, 108.9) is False
    assert patience.is_over(2, 109) is True
    told = [second for second in range(1000) if patience.is_over(10 + second, 200 + second)]

    assert len(told) in (1000 // (5 * LONGEST_WAITS), 1000 // (5 * LONGEST_WAITS) + 1)


def test_no_wait_is_no_wait() -> None:
    """With a wait of nothing everything is told at once."""
    patience = Patience(0)

    assert [patience.is_over(n, float(n)) for n in range(3)] == [True, True, True]
