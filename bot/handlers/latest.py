"""/latest, 最新: the articles of the newest issues."""

from __future__ import annotations

from telegram import Update

from bot.answers import Listed
from bot.context import Context, in_thread, now
from bot.handlers.hearing import Heard, heard_in
from bot.handlers.places import chat_of
from bot.replies import reply
from bot.services import Services
from bot.view.answer import render_latest
from bot.view.message import Message
from retrieval import ArticleHead, Library

PER_LIST = 5
MAX_LISTED = 40
# So far back the articles of some bulletins are looked for.
MAX_LOOKED_AT = 4000


async def list_latest(update: Update, context: Context) -> None:
    """List the newest articles."""
    heard = heard_in(update, context)
    message = await in_thread(newest, context.services, heard, update.update_id)
    await reply(update, context, [message])


def newest(parts: Services, heard: Heard, update_id: int) -> Message:
    """The first page of the list; a list with more pages is kept, so that it does not shift under its buttons."""
    chat = chat_of(parts, heard.chat_id, is_group=heard.group_bot is not None)
    heads = latest_of(parts.library, chat.habits.bulletins)
    paging_id = None
    if len(heads) > PER_LIST:
        paging_id = parts.answers.keep(Listed(heads), heard.chat_id, update_id, now(), heard.asker_id)
    return render_latest(
        heads[:PER_LIST],
        lang=heard.lang,
        paging_id=paging_id,
        has_more=len(heads) > PER_LIST,
        bot_username=heard.group_bot,
    )


def latest_of(
    library: Library, bulletins: tuple[str, ...] | None, limit: int = MAX_LISTED
) -> tuple[ArticleHead, ...]:
    """The `limit` newest articles of these bulletins, None for all; each report once."""
    if bulletins is None:
        return library.latest(limit)
    found: dict[int, ArticleHead] = {}
    for offset in range(0, MAX_LOOKED_AT, 10 * MAX_LISTED):
        heads = library.latest(10 * MAX_LISTED, offset, has_repeats=True)
        for head in heads:
            if head.bulletin in bulletins:
                found.setdefault(head.repeats or head.id, head)
        if len(found) >= limit or len(heads) < 10 * MAX_LISTED:
            break
    return tuple(found.values())[:limit]
