"""How fast may messages leave? All decision: each method takes `now`, in seconds of any clock that only goes on.

Telegram counts a message somewhere between our call and its answer. A slot of a window is therefore taken when the
call leaves, and free again one window after its answer came: then no window of Telegram's can ever hold more than
its limit, however long a call was under way.

Slots that were taken together come free together, a window later, and a reply in between waits for them all. So
what leaves in both lanes is counted on one schedule of even steps, a little slower than the limit; bulk keeps to it,
replies go ahead and push it on. A delay is made up for step by step, never in a burst. Bulk also waits a little
longer than a reply for the same slot, so that at full speed a reply mostly finds one.

Working out a reply takes about as long as a slot takes to come free. So a reply that is being worked out is expected:
bulk gives up its next step at once and leaves a slot to it, and the reply need not wait when it is ready.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum
from math import inf

# A refusal of so many chats in a row, with nothing accepted between, is meant for all.
N_MEANT_FOR_ALL = 3
SWEEP_EVERY = 1000
# Of the limit, what the schedule uses: the rest is the time calls are under way, and room for replies.
SHARE_SCHEDULED = 0.9715
# How far behind its schedule bulk may make up for a delay, and the least distance at which it then follows: in steps.
LONGEST_LAG = 3
LEAST_GAP = 0.9
# So many replies are expected at once, and each so long at most, seconds: a handler that hangs costs no more.
MOST_EXPECTED = 3
LONGEST_EXPECTED_S = 0.5


class Lane(IntEnum):
    """Who goes first: replies to people, then what goes to many."""

    REPLY = 0
    BULK = 1


@dataclass(frozen=True, slots=True)
class Rates:
    """Messages and seconds: overall, to one chat, to one group; and how long bulk leaves a free slot to replies."""

    overall: tuple[int, float] = (30, 1.0)
    per_chat: tuple[int, float] = (1, 1.0)
    per_group: tuple[int, float] = (20, 60.0)
    left_to_replies_s: float = 0.004

    def faster(self, times: float) -> Rates:
        """The same on a clock that runs so many times as fast."""
        (n, s), (n_chat, s_chat), (n_group, s_group) = self.overall, self.per_chat, self.per_group
        return Rates(
            (n, s / times),
            (n_chat, s_chat / times),
            (n_group, s_group / times),
            self.left_to_replies_s / times,
        )


@dataclass(slots=True, eq=False)
class Call:
    """A message under way; `answered_at` is infinite until its answer came."""

    chat_id: int
    answered_at: float = inf


@dataclass(slots=True)
class Window:
    """At most `limit` messages in any `length_s` seconds."""

    limit: int
    length_s: float
    calls: deque[Call] = field(default_factory=deque)

    def free_at(self, now: float, extra_s: float = 0.0, n_kept: int = 0) -> float:
        """When there is room for one more: now, later, or infinity while that hangs on calls under way.

        `n_kept` slots are kept free beside it, as far as there are so many.
        """
        length_s, limit = self.length_s + extra_s, max(1, self.limit - n_kept)
        taken = sorted(
            call.answered_at + length_s for call in self.calls if call.answered_at + length_s > now
        )
        return taken[-limit] if len(taken) >= limit else now

    def sweep(self, now: float, extra_s: float = 0.0) -> bool:
        """Forget calls that count no more; True when none is left."""
        while self.calls and self.calls[0].answered_at + self.length_s + extra_s <= now:
            self.calls.popleft()
        return not self.calls


class Pace:
    """The messages of one bot."""

    def __init__(self, rates: Rates) -> None:
        self.rates = rates
        self._overall = Window(*rates.overall)
        self._chats: dict[int, list[Window]] = {}
        self._held: dict[int, float] = {}
        self._all_held_until = 0.0
        self._refused: dict[int, float] = {}
        self._expected: dict[int, float] = {}
        self._scheduled_at = -inf
        self._bulk_left_at = -inf
        self._step_s = _step_s(rates)
        self._n_left = 0

    def chat_free_at(self, chat_id: int, lane: Lane, now: float) -> float:
        """When this chat may get a message of this lane, whatever the others do.

        Replies may come in a short burst, as Telegram lets them; they count all the same, so bulk keeps its distance.
        """
        windows = self._chats.get(chat_id, [])[1 if lane is Lane.REPLY else 0 :]
        return max(now, self._held.get(chat_id, now), *(window.free_at(now) for window in windows))

    def overall_free_at(self, lane: Lane, now: float) -> float:
        """When a message of this lane may leave, whatever its chat."""
        held_until = max(now, self._all_held_until)
        if lane is Lane.REPLY:
            return max(held_until, self._overall.free_at(now))
        n_kept = sum(until > now for until in self._expected.values())
        step_at = max(self._scheduled_at, self._bulk_left_at + LEAST_GAP * self._step_s)
        free_at = self._overall.free_at(now, self.rates.left_to_replies_s, n_kept)
        return max(held_until, step_at, free_at)

    def expect(self, chat_id: int, now: float) -> None:
        """A reply to this chat is being worked out: it takes the next step of bulk, and finds a slot when it is ready."""
        for id_ in [id_ for id_, until in self._expected.items() if until <= now]:
            del self._expected[id_]
        if len(self._expected) < MOST_EXPECTED and chat_id not in self._expected:
            self._expected[chat_id] = now + LONGEST_EXPECTED_S
            self._push_on(now)

    def expect_no_more(self, chat_id: int) -> None:
        """It is worked out; when nothing was sent, bulk gets its step back."""
        if self._expected.pop(chat_id, None) is not None:
            self._scheduled_at -= self._step_s

    def leave(self, chat_id: int, lane: Lane, now: float) -> Call:
        """A message leaves now; tell `answered` when its answer came."""
        call = Call(chat_id)
        self._overall.sweep(now, self.rates.left_to_replies_s)
        self._overall.calls.append(call)
        for window in self._windows(chat_id):
            window.sweep(now)
            window.calls.append(call)
        if lane is Lane.BULK:
            self._bulk_left_at = now
        if lane is Lane.BULK or self._expected.pop(chat_id, None) is None:
            self._push_on(now)
        self._n_left += 1
        if self._n_left % SWEEP_EVERY == 0:
            self._sweep(now)
        return call

    def answered(self, call: Call, now: float, *, is_accepted: bool) -> None:
        """The answer came, or the line broke; an accepted message shows that not all are held."""
        call.answered_at = now
        if is_accepted:
            self._refused.clear()

    def refused(self, chat_id: int, wait_s: float, now: float) -> None:
        """Telegram told this chat to wait; several in a row, and it is meant for all."""
        until = now + wait_s
        self._held[chat_id] = max(until, self._held.get(chat_id, 0.0))
        self._refused[chat_id] = until
        if len(self._refused) >= N_MEANT_FOR_ALL:
            self.hold_all(min(self._refused.values()))

    def hold_all(self, until: float) -> None:
        """Nothing leaves before then."""
        self._all_held_until = max(self._all_held_until, until)

    def keep_to(self, rates: Rates) -> None:
        """Go by another overall rate from now on; what has left already counts as before."""
        self.rates = rates
        self._step_s = _step_s(rates)
        self._overall.limit, self._overall.length_s = rates.overall

    def _push_on(self, now: float) -> None:
        self._scheduled_at = max(self._scheduled_at, now - LONGEST_LAG * self._step_s) + self._step_s

    def _windows(self, chat_id: int) -> list[Window]:
        windows = self._chats.get(chat_id)
        if windows is None:
            # Groups and channels have negative ids.
            groups = [Window(*self.rates.per_group)] if chat_id < 0 else []
            windows = self._chats[chat_id] = [Window(*self.rates.per_chat), *groups]
        return windows

    def _sweep(self, now: float) -> None:
        """Forget the chats nothing is known of any more, so that memory does not grow with them."""
        idle = [id_ for id_, windows in self._chats.items() if all(w.sweep(now) for w in windows)]
        for chat_id in idle:
            del self._chats[chat_id]
        for chat_id in [id_ for id_, until in self._held.items() if until <= now]:
            del self._held[chat_id]


def _step_s(rates: Rates) -> float:
    """How far apart messages leave when many wait, seconds."""
    n, length_s = rates.overall
    return length_s / (n * SHARE_SCHEDULED)
