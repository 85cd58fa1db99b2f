"""@bot in a chat the bot is no member of: the quote that answers, or an honest word that there is none."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.error import TelegramError

from bot.context import Context, in_thread, today
from bot.handlers.inline import as_result
from bot.handlers.latest import latest_of
from bot.handlers.naming import addressed_to
from bot.handlers.places import chat_of
from bot.services import Services
from bot.view.inline import Offer, offer_headline, offer_nothing, offer_quote
from bot.view.texts import Lang
from retrieval import Answer, ask

log = logging.getLogger(__name__)


async def answer_as_guest(update: Update, context: Context) -> None:
    """Answer a mention where it stands; a guest has one message, so it is the best quote alone."""
    message = update.guest_message
    if message is None or message.guest_query_id is None:
        return
    said, bot_username = message.text or message.caption or "", context.bot.username
    words = addressed_to(said, bot_username)
    person_id = message.from_user.id if message.from_user else None
    offer = await in_thread(
        answered,
        context.services,
        said if words is None else words,
        person_id,
        context.lang,
        bot_username,
    )
    try:
        await context.bot.answer_guest_query(message.guest_query_id, as_result(offer))
    except TelegramError as error:
        log.info("a guest query got no answer: %s", error)


def answered(parts: Services, words: str, person_id: int | None, lang: Lang, bot_username: str) -> Offer:
    """The quote that answers; without words the newest headline; from the bulletins that the caller chose."""
    only = None if person_id is None else chat_of(parts, person_id, is_group=False).habits.bulletins
    if not words.strip():
        heads = latest_of(parts.library, only, 1)
        return (
            offer_headline(heads[0], lang=lang, bot_username=bot_username)
            if heads
            else offer_nothing(lang=lang)
        )
    answer = ask(parts.current, words, 1, today=today(), bulletins=only)
    if isinstance(answer, Answer):
        return offer_quote(answer.quotes[0], lang=lang, bot_username=bot_username)
    return offer_nothing(lang=lang)
