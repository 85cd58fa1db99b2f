"""How fast messages leave, by a clock of our own: no window above its limit, replies first, holds kept exactly."""

from __future__ import annotations

import random
from bisect import bisect_right
from itertools import pairwise

import pytest

from bot.pacing import Call, Lane, Pace, Rates

RATES = Rates(left_to_replies_s=0.01)


def most_in(times: list[float], window_s: float) -> int:
    """The most events in any half-open window."""
    times = sorted(times)
    return max((bisect_right(times, t) - bisect_right(times, t - window_s) for t in times), default=0)


def run(
    wanted: list[tuple[float, Lane, int]], delay: random.Random, seconds: float, step_s: float = 0.002
) -> list[tuple[float, float, Lane, int]]:
    """Let messages (wanted at, lane, chat) through; (wanted at, arrived at, lane, chat) of each that left.

    A call takes up to 60 ms, and Telegram counts it at any moment in between.
    """
    pace, now, waiting = Pace(RATES), 0.0, sorted(wanted)
    under_way: list[tuple[float, Call]] = []
    left = []
    while now < seconds:
        for answer_at, call in [pair for pair in under_way if pair[0] <= now]:
            pace.answered(call, answer_at, is_accepted=True)
            under_way.remove((answer_at, call))
        for lane in Lane:
            for item in [item for item in waiting if item[0] <= now and item[1] is lane]:
                if pace.overall_free_at(lane, now) > now:
                    break
                if pace.chat_free_at(item[2], lane, now) <= now:
                    call = pace.leave(item[2], lane, now)
                    took = delay.uniform(0.002, 0.06)
                    under_way.append((now + took, call))
                    left.append((item[0], now + delay.uniform(0, took), lane, item[2]))
                    waiting.remove(item)
        now += step_s
    return left


def test_no_window_is_ever_above_its_limit() -> None:
    """Whenever Telegram counts a call, no second holds more than 30, no chat's second more than 1 of bulk."""
    wanted = [(0.0, Lane.BULK, n % 170 + 1) for n in range(400)]
    left = run(wanted, random.Random(1), 12)
    times = [arrived for _, arrived, _, _ in left]

    assert most_in(times, 1.0) <= 30
    for chat_id in range(1, 171):
        assert most_in([a for _, a, _, c in left if c == chat_id], 1.0) <= 1
    # And the limit is used: with calls of some 30 ms no more than 30 in 1.04 s can leave.
    assert len([t for t in times if 2 <= t < 10]) >= 8 * 27


def test_a_group_gets_twenty_a_minute() -> None:
    """Bulk and replies to one group together."""
    wanted = [(n * 0.1, Lane(n % 2), -5) for n in range(60)]
    left = run(wanted, random.Random(2), 70, step_s=0.1)

    assert most_in([arrived for _, arrived, _, _ in left], 60.0) <= 20
    assert len(left) >= 20


def test_replies_go_before_bulk() -> None:
    """With thousands waiting, a reply leaves within a step or two, and bulk takes what is left."""
    asked = [(1 + n * 0.113, Lane.REPLY, 10_000 + n) for n in range(60)]
    wanted = [(0.0, Lane.BULK, n + 1) for n in range(3000)]
    left = run(wanted[:400] + asked, random.Random(3), 9)
    waits = sorted(arrived - wanted_at for wanted_at, arrived, lane, _ in left if lane is Lane.REPLY)

    assert len(waits) == 60
    assert waits[56] < 0.15
    assert most_in([arrived for _, arrived, _, _ in left], 1.0) <= 30


def test_a_refusal_holds_that_chat_exactly_as_long_as_told() -> None:
    """The chat waits for as long as it was told, no other does."""
    pace = Pace(RATES)
    pace.refused(5, 7.0, 100.0)

    assert pace.chat_free_at(5, Lane.BULK, 100.0) == 107.0
    assert pace.chat_free_at(5, Lane.REPLY, 106.9) == 107.0
    assert pace.chat_free_at(5, Lane.BULK, 107.0) == 107.0
    assert pace.chat_free_at(6, Lane.BULK, 100.0) == 100.0
    assert pace.overall_free_at(Lane.BULK, 100.0) == 100.0


def test_refusals_of_many_chats_in_a_row_hold_all() -> None:
    """Three chats refused with nothing accepted between: everything waits. One accepted between: nothing does."""
    pace = Pace(RATES)
    for chat_id in (1, 2, 3):
        pace.refused(chat_id, 4.0, 100.0)
    assert pace.overall_free_at(Lane.REPLY, 100.0) == 104.0

    pace = Pace(RATES)
    for chat_id in (1, 2, 3):
        pace.answered(pace.leave(9, Lane.REPLY, 99.0), 99.1, is_accepted=True)
        pace.refused(chat_id, 4.0, 100.0)
    assert pace.overall_free_at(Lane.REPLY, 100.2) == 100.2


def test_memory_does_not_grow_with_the_chats() -> None:
    """After ten thousand chats only those of the last moments are remembered."""
    pace = Pace(RATES)
    for n in range(10_000):
        pace.answered(pace.leave(n + 1, Lane.BULK, n * 0.04), n * 0.04 + 0.01, is_accepted=True)

    assert len(pace._chats) <= 1100
    assert len(pace._overall.calls) <= 60


@pytest.mark.parametrize("times", [1.0, 4.0])
def test_faster_clocks(times: float) -> None:
    """On a clock that runs faster the windows are as much shorter."""
    rates = Rates().faster(times)

    assert rates.overall == (30, 1.0 / times)
    assert rates.per_group == (20, 60.0 / times)


def test_slots_stay_even_after_a_delay() -> None:
    """Bulk held up for half a second does not leave in bursts ever after: a reply soon finds its slot, the rate stays."""
    chance = random.Random(7)
    asked = [(chance.uniform(2, 40), Lane.REPLY, 10_000 + n) for n in range(120)]
    pace, now, chat_id, waiting = Pace(Rates()), 0.0, 0, sorted(asked)
    under_way: list[tuple[float, Call]] = []
    waits, n_left = [], 0
    while now < 40:
        for answer_at, call in [pair for pair in under_way if pair[0] <= now]:
            pace.answered(call, answer_at, is_accepted=True)
            under_way.remove((answer_at, call))
        while waiting and waiting[0][0] <= now and pace.overall_free_at(Lane.REPLY, now) <= now:
            at, lane, asker = waiting.pop(0)
            under_way.append((now + 0.005, pace.leave(asker, lane, now)))
            waits.append((at, now - at))
            n_left += 1
        if not 1.0 < now < 1.5 and pace.overall_free_at(Lane.BULK, now) <= now:
            chat_id += 1
            under_way.append((now + 0.005, pace.leave(chat_id, Lane.BULK, now)))
            n_left += 1
        now += 0.001

    late = sorted(wait for at, wait in waits if at > 4)
    assert late[int(0.95 * len(late))] <= 0.03
    assert n_left >= 0.97 * 30 * 39.5


def test_an_expected_reply_finds_its_slot() -> None:
    """At full speed a reply that was worked out for 40 ms need not wait, and the rate stays."""
    chance = random.Random(8)
    begun = sorted((chance.uniform(2, 40), 10_000 + n) for n in range(120))
    pace, now, chat_id = Pace(Rates()), 0.0, 0
    ready: list[tuple[float, int]] = []
    under_way: list[tuple[float, Call]] = []
    waits, n_left = [], 0
    while now < 40:
        for answer_at, call in [pair for pair in under_way if pair[0] <= now]:
            pace.answered(call, answer_at, is_accepted=True)
            under_way.remove((answer_at, call))
        while begun and begun[0][0] <= now:
            at, asker = begun.pop(0)
            pace.expect(asker, now)
            ready.append((at + 0.04, asker))
        while ready and ready[0][0] <= now and pace.overall_free_at(Lane.REPLY, now) <= now:
            at, asker = ready.pop(0)
            under_way.append((now + 0.005, pace.leave(asker, Lane.REPLY, now)))
            pace.expect_no_more(asker)
            waits.append(now - at)
            n_left += 1
        if pace.overall_free_at(Lane.BULK, now) <= now:
            chat_id += 1
            under_way.append((now + 0.005, pace.leave(chat_id, Lane.BULK, now)))
            n_left += 1
        now += 0.001

    assert len(waits) > 110
    assert sorted(waits)[int(0.95 * len(waits))] <= 0.005
    assert n_left >= 0.97 * 30 * 39.5


def test_what_is_expected_in_vain_costs_little() -> None:
    """Handlers that send nothing give their step back; those that hang keep back three slots for half a second."""
    idle, hung = Pace(Rates()), Pace(Rates())
    counts = []
    for pace, is_given_up in ((idle, True), (hung, False)):
        now, n_left = 0.0, 0
        while now < 20:
            if int(now * 1000) % 100 == 0:
                pace.expect(round(now * 1000) + 1_000_000, now)
                if is_given_up:
                    pace.expect_no_more(round(now * 1000) + 1_000_000)
            if pace.overall_free_at(Lane.BULK, now) <= now:
                n_left += 1
                pace.answered(pace.leave(n_left, Lane.BULK, now), now, is_accepted=True)
            now = round(now + 0.001, 3)
        counts.append(n_left)

    assert counts[0] >= 0.96 * 30 * 20
    assert 0.7 * 30 * 20 <= counts[1] < counts[0]


def test_another_rate_leaves_in_its_own_steps() -> None:
    """When processes share the limit, each one's bulk is as even at its part of it as one alone at all of it."""
    pace, now, left = Pace(Rates()), 0.0, list[float]()
    pace.keep_to(Rates(overall=(10, 1.0)))
    while now < 30:
        if pace.overall_free_at(Lane.BULK, now) <= now:
            pace.answered(pace.leave(len(left) + 1, Lane.BULK, now), now, is_accepted=True)
            left.append(now)
        now += 0.001

    # What it was behind at the start is made up for by then.
    late = [at for at in left if at > 12]
    assert max(b - a for a, b in pairwise(late)) <= 0.12
    assert len(late) >= 0.96 * 10 * 18
