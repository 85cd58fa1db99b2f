"""Who decides, who is met with silence, and which limits hold: for administrators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.bans import Ban
from bot.view.html import Html, join
from bot.view.message import Message
from bot.view.texts import Lang, text

MAX_SHOWN = 50


def render_admins(
    admin_ids: Sequence[int], bans: Sequence[Ban], limits: Mapping[str, object], *, lang: Lang
) -> Message:
    """The administrators, the latest bans, and the limits by name."""
    admins = [text("admins_id", lang, id=id_) for id_ in admin_ids]
    banned = [
        text("admins_banned", lang, id=ban.id, day=f"{ban.banned_at:%Y-%m-%d}") for ban in bans[:MAX_SHOWN]
    ]
    n_more = len(bans) - MAX_SHOWN
    more = text("admins_more", lang, n=n_more) if n_more > 0 else Html("")
    held = [text(f"limit_{name}", lang, n=n) for name, n in limits.items()]
    return Message(
        join(
            "\n\n",
            (
                join("\n", (text("admins_head", lang), *admins)),
                join("\n", (text("admins_bans" if banned else "admins_no_bans", lang), *banned, more)),
                join("\n", (text("admins_limits", lang), *held)),
                text("admins_how", lang),
            ),
        )
    )
