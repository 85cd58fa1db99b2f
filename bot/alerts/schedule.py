"""When is a chat told? All decision: settings and this moment in, the moment of telling out.

Days and hours are those of the chat's own time zone. A wall time that a change of the clocks leaves out is taken an
hour later; one that it repeats is taken the first time.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.chats import TIME_ZONE, Chat, Quiet

# An hour of pages that come one by one is told of meanwhile, every so many waits.
LONGEST_WAITS = 24


class Patience:
    """Waits until nothing new has come for `wait_s`, yet never much longer when something always comes."""

    def __init__(self, wait_s: float) -> None:
        self._wait_s = wait_s
        self._revision = -1
        self._changed_at = 0.0
        self._waiting_since = 0.0

    def is_over(self, revision: int, now_s: float) -> bool:
        """True when what the library holds at `revision` may be told, at a time in seconds that only goes on."""
        if revision != self._revision:
            if self._is_calm(now_s):
                self._waiting_since = now_s
            self._revision, self._changed_at = revision, now_s
        is_long = now_s - self._waiting_since >= LONGEST_WAITS * self._wait_s
        if is_long:
            self._waiting_since = now_s
        return self._is_calm(now_s) or is_long

    def _is_calm(self, now_s: float) -> bool:
        return now_s - self._changed_at >= self._wait_s


def due_at(chat: Chat, now: dt.datetime) -> dt.datetime:
    """When news that is there now is told, aware UTC, not before `now`."""
    wanted = now if chat.schedule == "now" else next_digest(chat, now)
    return allowed_at(chat, wanted)


def allowed_at(chat: Chat, moment: dt.datetime) -> dt.datetime:
    """The first moment from this one on when the chat may be written to: not snoozed, not in hours that delay."""
    if chat.snoozed_until is not None and moment < chat.snoozed_until:
        moment = chat.snoozed_until
    if chat.quiet is None or chat.quiet.is_silent or not is_quiet(chat, moment):
        return moment
    return _next(chat, chat.quiet.until, moment)


def is_quiet(chat: Chat, moment: dt.datetime) -> bool:
    """True within the chat's quiet hours."""
    if chat.quiet is None:
        return False
    local = moment.astimezone(zone(chat))
    return _is_within(chat.quiet, local.hour * 60 + local.minute)


def is_silent(chat: Chat, moment: dt.datetime) -> bool:
    """True when what is sent now comes without a sound."""
    return chat.quiet is not None and chat.quiet.is_silent and is_quiet(chat, moment)


def next_digest(chat: Chat, now: dt.datetime) -> dt.datetime:
    """The next time of the chat's daily or weekly digest after `now`, aware UTC."""
    if chat.schedule == "daily":
        return _next(chat, chat.digest_at, now)
    today = now.astimezone(zone(chat)).date()
    ahead = (chat.digest_weekday - today.weekday()) % 7
    for days in (ahead, ahead + 7):
        moment = _at(chat, today + dt.timedelta(days=days), chat.digest_at)
        if moment > now:
            return moment
    raise AssertionError("one of two weeks lies ahead")


def zone(chat: Chat) -> ZoneInfo:
    """The chat's time zone; the default one when this machine does not know it."""
    return zone_named(chat.time_zone) or ZoneInfo(TIME_ZONE)


def zone_named(name: str) -> ZoneInfo | None:
    """The time zone of this name, None when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_like(name: str) -> str | None:
    """The name of the time zone that is called so, whatever its case; None when there is none."""
    names = {known.lower(): known for known in available_timezones()}
    return names.get(name.lower())


def _next(chat: Chat, minute: int, now: dt.datetime) -> dt.datetime:
    """The first time after `now` that the chat's clock shows this minute of the day."""
    today = now.astimezone(zone(chat)).date()
    for days in range(3):
        moment = _at(chat, today + dt.timedelta(days=days), minute)
        if moment > now:
            return moment
    raise AssertionError("a day has every minute once")


def _at(chat: Chat, day: dt.date, minute: int) -> dt.datetime:
    time = dt.time(minute // 60, minute % 60)
    return dt.datetime.combine(day, time, zone(chat)).astimezone(dt.UTC)


def _is_within(quiet: Quiet, minute: int) -> bool:
    if quiet.start < quiet.until:
        return quiet.start <= minute < quiet.until
    return minute >= quiet.start or minute < quiet.until
