"""Rows of buttons: at most 8 in a row, labels short enough for a phone."""

from __future__ import annotations

from collections.abc import Sequence

from bot.view.callbacks import ShowArticle, ShowPage, deep_link, encode
from bot.view.html import clip
from bot.view.message import Button
from bot.view.texts import Lang, plain

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


def paging_row(paging_id: int | None, page: int, has_more: bool, lang: Lang) -> Row:
    """Previous page and more, as far as there are any; nothing when paging is not kept."""
    if paging_id is None:
        return ()
    back = Button(plain("button_back", lang), data=encode(ShowPage(paging_id, page - 1)))
    more = Button(plain("button_more", lang), data=encode(ShowPage(paging_id, page + 1)))
    return (*((back,) if page > 0 else ()), *((more,) if has_more else ()))


def title_label(title: str, lang: Lang) -> str:
    """A title as the label of a button."""
    return clip(title, MAX_LABEL) or plain("button_untitled", lang)
