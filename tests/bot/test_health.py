"""What makes a process unfit, and what does not."""

from __future__ import annotations

import datetime as dt

from bot.health import LONGEST_BEHIND, LONGEST_STUCK, Health, Standing, as_json

NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)


def standing(*, index: int = 7, library: int = 7, stuck_s: float = 0.0) -> Standing:
    """A process with one update in the inbox."""
    return Standing(index, library, 1, 100.0, stuck_s, 0, 0.0, 1)


def test_an_index_that_is_a_moment_behind_is_fine() -> None:
    """Only one that stays behind is not; once it has caught up, the time begins anew."""
    health, late = Health(), NOW + LONGEST_BEHIND + dt.timedelta(seconds=1)
    assert health.problems(standing(index=6), NOW) == ()
    assert health.problems(standing(index=6), late) == ("index",)
    assert health.problems(standing(), late) == ()
    assert health.problems(standing(index=7, library=8), late) == ()


def test_a_long_inbox_is_fine_and_a_stuck_one_is_not() -> None:
    """Old updates alone are no trouble while others are handled."""
    longest_s = LONGEST_STUCK.total_seconds()
    assert Health().problems(standing(stuck_s=longest_s), NOW) == ()
    assert Health().problems(standing(stuck_s=longest_s + 1), NOW) == ("inbox",)


def test_without_a_database_nothing_is_known() -> None:
    """It is said, and no figure is made up."""
    problems = Health().problems(None, NOW)

    assert as_json(None, problems) == {"ready": False, "problems": ["database"]}
