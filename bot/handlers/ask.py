"""A question, in private as it is, in a group to the bot by name."""

from __future__ import annotations

import time

from telegram import Update

from bot.alerts.rules import Rule
from bot.alerts.subscriptions import Place
from bot.context import Context, in_thread, now, today
from bot.handlers.hearing import Heard, heard_in
from bot.handlers.places import chat_of
from bot.replies import reply
from bot.services import Services
from bot.view.answer import PER_PAGE, render_abstention, render_answer
from bot.view.message import Message
from bot.view.notices import render_notice
from retrieval import Abstention, ask

# As long as a long paragraph; whoever writes more is not asking a question.
MAX_QUESTION = 500
MAX_QUOTES = 12
# What the bulletins do not say yet they may say one day.
WORTH_WATCHING = ("no_match", "weak_match", "empty_library")


async def answer_question(update: Update, context: Context) -> None:
    """Answer with quotes, or say honestly that the bulletins hold no answer."""
    heard = heard_in(update, context)
    message = await in_thread(answered, context.services, heard, update.update_id)
    await reply(update, context, [message])


def answered(parts: Services, heard: Heard, update_id: int) -> Message:
    """The first page of the answer; an answer with more pages is kept, so that its buttons work."""
    if len(heard.words) > MAX_QUESTION:
        return render_notice("question_too_long", lang=heard.lang, limit=MAX_QUESTION)
    if not heard.words and heard.group_bot:
        return render_notice("ask_what", lang=heard.lang, bot=heard.group_bot)
    chat = chat_of(parts, heard.chat_id, is_group=heard.group_bot is not None)
    searched = chat.habits.bulletins
    began_at = time.perf_counter()
    answer = ask(parts.current, heard.words, MAX_QUOTES, today=today(), bulletins=searched)
    reason = answer.reason if isinstance(answer, Abstention) else None
    parts.metrics.asked(reason, time.perf_counter() - began_at)
    if isinstance(answer, Abstention):
        return render_abstention(
            answer, lang=heard.lang, bot_username=heard.group_bot, watch_id=drafted(parts, heard, answer)
        )
    is_compact = chat.is_answered_compactly
    per_page = 1 if is_compact else PER_PAGE
    paging_id = None
    if len(answer.quotes) > per_page:
        paging_id = parts.answers.keep(answer, heard.chat_id, update_id, now(), heard.asker_id)
    return render_answer(
        answer,
        lang=heard.lang,
        paging_id=paging_id,
        compact=is_compact,
        bot_username=heard.group_bot,
    )


def drafted(parts: Services, heard: Heard, abstention: Abstention) -> int | None:
    """A subscription to a question without an answer, to be saved by a button; in private, where nobody else reads."""
    if heard.group_bot or abstention.reason not in WORTH_WATCHING:
        return None
    return parts.subscriptions.draft(Place(heard.chat_id), Rule("question", heard.words), now())
