"""Rows of buttons: at most 8 in a row, labels short enough for a phone."""

from __future__ import annotations

from collections.abc import Sequence

from bot.view.callbacks import ShowArticle, ShowOriginal, ShowPage, deep_link, encode
from bot.view.html import clip
from bot.view.message import Button
from bot.view.news_callbacks import ChangeSubscription, encode_news
from bot.view.texts import Lang, plain
from retrieval import Quote, Span

Row = tuple[Button, ...]

MAX_ROW = 8
MAX_LABEL = 60


def rows(*given: Row) -> tuple[Row, ...]:
    """The rows that have buttons, the long ones broken."""
    return tuple(row[at : at + MAX_ROW] for row in given for at in range(0, len(row), MAX_ROW))


def article_button(label: str, article_id: int, bot_username: str | None = None) -> Button:
    """A button that shows an article here, or in a private chat when the bot's name is given."""
    if bot_username:
        return Button(label, url=deep_link(bot_username, article_id))
    return Button(label, data=encode(ShowArticle(article_id)))


def full_text_row(article_ids: Sequence[int], first: int, lang: Lang, bot_username: str | None = None) -> Row:
    """One button per shown quote for its whole article, numbered from `first` when there are several."""
    if len(article_ids) == 1:
        return (article_button(plain("button_full", lang), article_ids[0], bot_username),)
    return tuple(
        article_button(plain("button_full_n", lang, n=first + at), article_id, bot_username)
        for at, article_id in enumerate(article_ids)
    )


def original_row(quotes: Sequence[Quote], first: int, lang: Lang) -> Row:
    """One button per shown quote whose printed page can be looked at, numbered from `first` like the quotes."""
    return tuple(
        Button(
            plain("button_original", lang)
            if len(quotes) == 1
            else plain("button_original_n", lang, n=first + at),
            data=encode(_original_of(quote)),
        )
        for at, quote in enumerate(quotes)
        if quote.citation.is_pictured
    )


def _original_of(quote: Quote) -> ShowOriginal:
    start = quote.excerpt.span.start
    marks = (Span(start + mark.start, start + mark.end) for mark in quote.excerpt.highlights)
    return ShowOriginal(quote.citation.article_id, quote.citation.paragraph, quote.excerpt.span, tuple(marks))


def paging_row(
    paging_id: int | None, page: int, has_more: bool, lang: Lang, *, is_by_date: bool = False
) -> Row:
    """Previous page and more, as far as there are any; nothing when paging is not kept."""
    if paging_id is None:
        return ()
    back = Button(plain("button_back", lang), data=encode(ShowPage(paging_id, page - 1, is_by_date)))
    more = Button(plain("button_more", lang), data=encode(ShowPage(paging_id, page + 1, is_by_date)))
    return (*((back,) if page > 0 else ()), *((more,) if has_more else ()))


def order_row(paging_id: int | None, lang: Lang, *, is_by_date: bool) -> Row:
    """A button that turns a search from the best first to the newest first, or back."""
    if paging_id is None:
        return ()
    label = plain("button_by_relevance" if is_by_date else "button_by_date", lang)
    return (Button(label, data=encode(ShowPage(paging_id, 0, not is_by_date))),)


def watch_row(draft_id: int | None, lang: Lang) -> Row:
    """The button that saves a subscription to a question that had no answer; nothing when none was drafted."""
    if draft_id is None:
        return ()
    return (Button(plain("button_watch", lang), data=encode_news(ChangeSubscription(draft_id, "save"))),)


def title_label(title: str, lang: Lang) -> str:
    """A title as the label of a button."""
    return clip(title, MAX_LABEL) or plain("button_untitled", lang)
