"""What a person may paste into any chat: quotes and headlines, each with where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.view.citation import cite_place, title
from bot.view.html import Html, clip, escape, join
from bot.view.keyboard import article_button
from bot.view.message import Button, Message
from bot.view.quotes import quote_blocks
from bot.view.texts import Lang, plain, text
from retrieval import ArticleHead, Quote

MAX_TITLE = 80
MAX_DESCRIPTION = 160
LEAD_IN = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """One result of an inline query: an id of at most 64 bytes, two lines to choose by, and what is pasted."""

    id: str
    title: str
    description: str
    message: Message


def offer_quote(quote: Quote, *, lang: Lang, bot_username: str) -> Offer:
    """A quote with its citation; the button opens the whole article in private."""
    citation, span = quote.citation, quote.excerpt.span
    return Offer(
        f"q{citation.article_id}.{citation.paragraph}.{span.start}",
        _title(citation.title, lang),
        _from_first_mark(quote),
        Message(
            quote_blocks([quote], first=None, lang=lang),
            _open(citation.article_id, lang, bot_username),
        ),
    )


def offer_headline(head: ArticleHead, *, lang: Lang, bot_username: str) -> Offer:
    """The headline of an article, where it stands, and how it begins."""
    lead = "" if head.is_title_derived else clip(head.lead, MAX_DESCRIPTION)
    heading = Html(f"<b>{title(head, lang)}</b>")
    return Offer(
        f"a{head.id}",
        _title(head.title, lang),
        lead or clip(head.bulletin, MAX_DESCRIPTION),
        Message(
            join("\n", (heading, cite_place(head, lang), escape(lead))), _open(head.id, lang, bot_username)
        ),
    )


def offer_nothing(*, lang: Lang) -> Offer:
    """An honest word that the bulletins do not say it."""
    return Offer("none", plain("button_inline_none", lang), "", Message(text("abstain_no_match", lang)))


def offers(
    found: Sequence[Quote] | Sequence[ArticleHead], *, lang: Lang, bot_username: str
) -> tuple[Offer, ...]:
    """The offers for what was found, in order."""
    return tuple(
        offer_quote(one, lang=lang, bot_username=bot_username)
        if isinstance(one, Quote)
        else offer_headline(one, lang=lang, bot_username=bot_username)
        for one in found
    )


def _title(words: str, lang: Lang) -> str:
    return clip(words, MAX_TITLE) or plain("button_untitled", lang)


def _open(article_id: int, lang: Lang, bot_username: str) -> tuple[tuple[Button, ...], ...]:
    return ((article_button(plain("button_full", lang), article_id, bot_username),),)


def _from_first_mark(quote: Quote) -> str:
    """The excerpt from a little before its first marked words, so that they are seen in the list."""
    marks = quote.excerpt.highlights
    start = max(0, marks[0].start - LEAD_IN) if marks else 0
    return clip(("…" if start else "") + quote.excerpt.text[start:], MAX_DESCRIPTION)
