"""Where a quote or an article stands, on one line that is never longer than `MAX_CITATION` units."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from bot.view.html import Html, clip, join
from bot.view.texts import Lang, text
from retrieval import PrintedDate

MAX_TITLE = 120
MAX_LISTED_TITLE = 80
MAX_CITATION = 400
SEPARATOR = " · "


class Cited(Protocol):
    """What a citation and the head of an article have in common."""

    @property
    def bulletin(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def is_title_derived(self) -> bool: ...
    @property
    def date(self) -> PrintedDate | None: ...
    @property
    def published_on(self) -> dt.date | None: ...
    @property
    def page(self) -> str | None: ...
    @property
    def byline(self) -> str | None: ...


def cite(cited: Cited, lang: Lang) -> Html:
    """《bulletin》 · title · date · page · byline; what is not known is left out, or said to be unknown."""
    return join(SEPARATOR, (bulletin(cited, lang), title(cited, lang), *_place(cited, lang)))


def cite_place(cited: Cited, lang: Lang) -> Html:
    """The same without the title, for texts that have it as their heading."""
    return join(SEPARATOR, (bulletin(cited, lang), *_place(cited, lang)))


def bulletin(cited: Cited, lang: Lang) -> Html:
    """The name of the bulletin in the marks of the reader's language."""
    name = clip(cited.bulletin, 60).removeprefix("《").removesuffix("》")
    return text("bulletin", lang, name=name) if name else text("bulletin_unnamed", lang)


def title(cited: Cited, lang: Lang, max_units: int = MAX_TITLE) -> Html:
    """The title, marked when the page lost it and it was made of the article's own words."""
    words = clip(cited.title, max_units)
    if not words:
        return text("title_missing", lang)
    return (
        text("title_derived", lang, title=words)
        if cited.is_title_derived
        else text("title", lang, title=words)
    )


def _place(cited: Cited, lang: Lang) -> tuple[Html | str, ...]:
    label = clip(cited.page or "", 24).removesuffix("版").strip()
    page = text("page", lang, page=label) if label else ""
    return (*_dates(cited.date, cited.published_on, lang), page, clip(cited.byline or "", 60))


def _dates(date: PrintedDate | None, published_on: dt.date | None, lang: Lang) -> tuple[Html, ...]:
    """The dateline's date, and the issue's when it is another one."""
    issued = PrintedDate(published_on.month, published_on.day, published_on.year) if published_on else None
    if date is None:
        return (text("issued", lang, date=_day(issued, lang)) if issued else text("date_unknown", lang),)
    if issued is None or issued == date:
        return (_day(date, lang),)
    return (_day(date, lang), text("issued", lang, date=_day(issued, lang)))


def _day(date: PrintedDate, lang: Lang) -> Html:
    if date.year is None:
        return text("date_no_year", lang, month=date.month, day=date.day)
    return text("date", lang, year=date.year, month=date.month, day=date.day)
