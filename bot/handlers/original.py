"""原版: a quote on the page where it is printed."""

from __future__ import annotations

from bot.services import Services
from bot.view.callbacks import ShowOriginal
from bot.view.citation import cite
from bot.view.message import Picture
from bot.view.texts import Lang
from retrieval import show


def printed(parts: Services, wanted: ShowOriginal, lang: Lang) -> Picture | str:
    """The quote as a picture, or the name of the toast that says why there is none."""
    article = parts.library.article(wanted.article_id)
    place = parts.library.printed_place(wanted.article_id, wanted.paragraph)
    content = parts.originals.read(place.sha256) if place else None
    if article is None:
        return "gone"
    if place is None or content is None:
        return "no_original"
    png = show(content, place, wanted.excerpt, wanted.marks)
    return "no_original" if png is None else Picture(png, cite(article.head, lang))
