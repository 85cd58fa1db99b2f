"""/search 防汛, 搜索 防汛: every place where the words stand."""

from __future__ import annotations

from dataclasses import replace

from telegram import Update

from bot.answers import Found
from bot.context import Context, in_thread, now, today
from bot.handlers.ask import MAX_QUESTION
from bot.handlers.hearing import Heard, heard_in
from bot.handlers.places import chat_of
from bot.replies import reply
from bot.services import Services
from bot.view.answer import PER_PAGE, render_search
from bot.view.message import Message
from bot.view.notices import render_mistake, render_notice
from retrieval import parse_search, search

MAX_PLACES = 30


async def search_words(update: Update, context: Context) -> None:
    """Show the places, best first."""
    heard = heard_in(update, context)
    message = await in_thread(found, context.services, heard, update.update_id)
    await reply(update, context, [message])


def found(parts: Services, heard: Heard, update_id: int) -> Message:
    """The first page of places; a search with more pages is kept, so that its buttons work."""
    if not heard.words:
        return render_notice("search_usage", lang=heard.lang)
    if len(heard.words) > MAX_QUESTION:
        return render_notice("question_too_long", lang=heard.lang, limit=MAX_QUESTION)
    wanted = parse_search(heard.words, today())
    if wanted.mistakes:
        return render_mistake(*wanted.mistakes[0], lang=heard.lang)
    chat = chat_of(parts, heard.chat_id, is_group=heard.group_bot is not None)
    quotes = search(parts.current, replace(wanted, only=chat.habits.bulletins), MAX_PLACES)
    paging_id = None
    if len(quotes) > 1:
        kept = Found(heard.words, quotes, wanted.days)
        paging_id = parts.answers.keep(kept, heard.chat_id, update_id, now(), heard.asker_id)
    return render_search(
        quotes[:PER_PAGE],
        lang=heard.lang,
        paging_id=paging_id,
        total=len(quotes),
        asked=heard.words,
        days=wanted.days,
        bot_username=heard.group_bot,
    )
