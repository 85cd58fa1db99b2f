"""What the buttons about time do to a chat's settings. All decision."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.chats import Chat, Quiet

NIGHT = (22 * 60, 7 * 60)


def chosen(chat: Chat, how: str, now: dt.datetime) -> Chat:
    """The chat after a choice; a choice nobody knows changes nothing."""
    match how:
        case "now" | "daily" | "weekly":
            return replace(chat, schedule=how)
        case "quiet" | "nights":
            return replace(chat, quiet=Quiet(*NIGHT))
        case "silent":
            return replace(chat, quiet=Quiet(*NIGHT, is_silent=True))
        case "loud":
            return replace(chat, quiet=None)
        case "day" | "week":
            return replace(chat, snoozed_until=now + dt.timedelta(days=1 if how == "day" else 7))
        case "wake":
            return replace(chat, snoozed_until=None)
        case "pause":
            return replace(chat, paused_at=now)
        case "resume":
            return replace(chat, paused_at=None)
    return chat
