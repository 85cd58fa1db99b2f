"""/ban 12, /unban 12, /admins: who is met with silence, who decides, and which limits hold. For administrators."""

from __future__ import annotations

import re

from telegram import Update

from bot.alerts.subscriptions import MAX_PER_CHAT
from bot.context import Context, in_thread, now
from bot.feedback import MAX_REPORTS_A_DAY
from bot.handlers.ask import MAX_QUESTION
from bot.handlers.hearing import heard_in
from bot.handlers.places import is_operator
from bot.handlers.start import refuse_command
from bot.replies import reply
from bot.services import Services
from bot.view.bans import render_admins
from bot.view.message import Message
from bot.view.notices import render_notice
from bot.view.texts import Lang

# Groups have ids below zero.
ID = re.compile(r"[-−－]?[0-9０-９]{1,18}")
WIDE = str.maketrans("０１２３４５６７８９−－", "0123456789--")


async def ban(update: Update, context: Context) -> None:
    """Meet a person or a group with silence from now on."""
    await decide(update, context, is_ban=True)


async def unban(update: Update, context: Context) -> None:
    """Let a person or a group in again."""
    await decide(update, context, is_ban=False)


async def decide(update: Update, context: Context, *, is_ban: bool) -> None:
    """Do it for whoever the words name; to anybody but administrators there is no such command."""
    user = update.effective_user
    if user is None or not is_operator(update, context):
        await refuse_command(update, context)
        return
    heard = heard_in(update, context)
    id_ = id_in(heard.words)
    message = await in_thread(decided, context.services, id_, user.id, heard.lang, is_ban=is_ban)
    await reply(update, context, [message])


def decided(parts: Services, id_: int | None, admin_id: int, lang: Lang, *, is_ban: bool) -> Message:
    """Ban or let in, and say what became of it."""
    if id_ is None:
        return render_notice("ban_usage", lang=lang)
    if id_ in parts.settings.admin_ids:
        return render_notice("ban_admin", lang=lang, id=id_)
    if is_ban:
        key = "banned" if parts.bans.ban(id_, admin_id, now()) else "banned_before"
    else:
        key = "unbanned" if parts.bans.unban(id_) else "unbanned_before"
    return render_notice(key, lang=lang, id=id_)


def id_in(words: str) -> int | None:
    """The id that the words are, None when they are anything else."""
    return int(words.translate(WIDE)) if ID.fullmatch(words) else None


async def show_admins(update: Update, context: Context) -> None:
    """Show who decides, who is banned, and the limits."""
    if not is_operator(update, context):
        await refuse_command(update, context)
        return
    parts = context.services
    banned = await in_thread(parts.bans.all)
    shown = render_admins(
        parts.settings.admin_ids, banned, limits(parts), lang=heard_in(update, context).lang
    )
    await reply(update, context, [shown])


def limits(parts: Services) -> dict[str, object]:
    """The limits that hold, by name."""
    return {
        "asks": parts.settings.asks_per_min or "∞",
        "question": MAX_QUESTION,
        "subscriptions": MAX_PER_CHAT,
        "reports": MAX_REPORTS_A_DAY,
        "messages": f"{parts.settings.messages_per_s:g}",
    }
