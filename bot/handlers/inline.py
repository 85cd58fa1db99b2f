"""@bot 防汛 in any chat: places to paste, with where they stand.

Telegram keeps answers and shows them to whoever types the same, unless they are personal. Ours are: they are in the
language of the person, from the bulletins that the person chose in private (Telegram does not say in which group
somebody types). Telegram keeps none of them: a new issue, another language, a ban count at the next character; what was
found lately is kept here, for as long as the library is the same.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace

from telegram import InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent, Update
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.context import Context, in_thread, today
from bot.handlers.latest import latest_of
from bot.handlers.places import chat_of
from bot.replies import NO_PREVIEW, markup
from bot.services import Services
from bot.view.callbacks import question_payload
from bot.view.inline import Offer, offers
from bot.view.texts import Lang, plain
from retrieval import Answer, ArticleHead, Quote, Search, ask, parse_search, search

PER_PAGE = 20
# So many places, and the person is better served by other words.
MAX_PLACES = 200
# Telegram's limit for what `/start` is told.
MAX_PAYLOAD = 64

log = logging.getLogger(__name__)

OFFSET = re.compile(r"(0|[1-9][0-9]{0,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed after the bot's name, and from where on they want more; None for who cannot be told."""

    words: str
    offset: int
    lang: Lang
    bot_username: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """One page of offers, where the next one begins, and the name of the text on the button above them."""

    offers: tuple[Offer, ...]
    next_offset: str = ""
    button: str = "button_inline_more"


async def offer_places(update: Update, context: Context) -> None:
    """Offer what the words find; the newest headlines when there are none yet."""
    query = update.inline_query
    if query is None:
        return
    typed = typed_in(query.query, query.offset, context.lang, context.bot.username, query.from_user.id)
    offered = Offered(()) if typed is None else await in_thread(offered_for, context.services, typed)
    try:
        await query.answer(
            [as_result(offer) for offer in offered.offers],
            cache_time=0,
            is_personal=True,
            next_offset=offered.next_offset,
            button=InlineQueryResultsButton(
                plain(offered.button, context.lang), start_parameter=payload(query.query)
            ),
        )
    except TelegramError as error:
        # The person typed on: nobody waits for this answer any more.
        log.info("an inline query got no answer: %s", error)


def typed_in(
    words: str, offset: str, lang: Lang, bot_username: str, person_id: int | None = None
) -> Typed | None:
    """What was typed, or None when the offset is none of ours."""
    begins = OFFSET.fullmatch(offset or "0")
    if begins is None:
        return None
    return Typed(" ".join(words.split()), int(begins[1]), lang, bot_username, person_id)


def offered_for(parts: Services, typed: Typed) -> Offered:
    """One page of offers."""
    start, end = typed.offset, min(typed.offset + PER_PAGE, MAX_PLACES)
    wanted = parse_search(typed.words, today())
    if wanted.mistakes:
        return Offered((), button="button_inline_mistake")
    only = None
    if typed.person_id is not None:
        only = chat_of(parts, typed.person_id, is_group=False).habits.bulletins
    found = found_for(parts, typed.words, replace(wanted, only=only), end + 1)
    here = offers(found[start:end], lang=typed.lang, bot_username=typed.bot_username)
    has_more = len(found) > end and end < MAX_PLACES
    return Offered(
        here, str(end) if has_more else "", "button_inline_more" if found else "button_inline_none"
    )


def found_for(
    parts: Services, words: str, wanted: Search, limit: int
) -> tuple[Quote, ...] | tuple[ArticleHead, ...]:
    """The newest headlines without words; else the quotes that answer, then the other places."""
    if not words:
        return latest_of(parts.library, wanted.only, limit)
    key = (parts.current.engine.revision, today(), words, wanted.only, limit)
    return parts.recent.get(key, lambda: places(parts, words, wanted, limit))


def places(parts: Services, words: str, wanted: Search, limit: int) -> tuple[Quote, ...]:
    """The quotes that answer, then the other places."""
    is_asked = not replace(wanted, only=None).has_conditions
    answer = ask(parts.current, words, today=today(), bulletins=wanted.only) if is_asked else None
    quotes = answer.quotes if isinstance(answer, Answer) else ()
    known = {place_of(quote) for quote in quotes}
    others = search(parts.current, wanted, limit + len(quotes))
    return (*quotes, *(quote for quote in others if place_of(quote) not in known))[:limit]


def place_of(quote: Quote) -> tuple[int, int]:
    """The paragraph a quote stands in."""
    return quote.citation.article_id, quote.citation.paragraph


def as_result(offer: Offer) -> InlineQueryResultArticle:
    """An offer as Telegram takes it."""
    content = InputTextMessageContent(
        offer.message.html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
    )
    return InlineQueryResultArticle(
        offer.id, offer.title, content, description=offer.description, reply_markup=markup(offer.message)
    )


def payload(words: str) -> str:
    """What `/start` is told when the person goes on in private: the question, where it is short enough."""
    carried = question_payload(" ".join(words.split()))
    return carried if carried and len(carried) <= MAX_PAYLOAD else "inline"
