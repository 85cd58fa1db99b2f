"""Where a quote or an article stands, on one line that is never longer than `MAX_CITATION` units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from bot.view.html import Html, clip, join, units
from bot.view.texts import Lang, text
from retrieval import Days, Elsewhere, PrintedDate

MAX_TITLE = 120
MAX_LISTED_TITLE = 80
MAX_CITATION = 400
MAX_ALSO = 2
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
    @property
    def is_uncertain(self) -> bool: ...
    @property
    def also(self) -> Sequence[Elsewhere]: ...


def cite(cited: Cited, lang: Lang) -> Html:
    """《bulletin》 · title · date · page · byline; what is not known is left out, or said to be unknown."""
    parts = (bulletin(cited, lang), title(cited, lang), *_place(cited, lang), _doubt(cited, lang))
    return _with_others(join(SEPARATOR, parts), cited, lang)


def cite_place(cited: Cited, lang: Lang) -> Html:
    """The same without the title, for texts that have it as their heading."""
    parts = (bulletin(cited, lang), *_place(cited, lang), _doubt(cited, lang))
    return _with_others(join(SEPARATOR, parts), cited, lang)


def cite_days(days: Days, lang: Lang) -> Html:
    """One day, or from the first to the last; an open end is said."""
    first, last = (None if day is None else _day(_printed(day), lang) for day in (days.first, days.last))
    if first is None or last is None:
        return text("days_until", lang, last=last) if first is None else text("days_since", lang, first=first)
    return first if days.first == days.last else text("days_between", lang, first=first, last=last)


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


def _doubt(cited: Cited, lang: Lang) -> Html | str:
    """A word of caution where the page may have been put together wrongly, or words of it may be missing."""
    return text("order_uncertain", lang) if cited.is_uncertain else ""


def _with_others(line: Html, cited: Cited, lang: Lang) -> Html:
    """The line with the other places of the same report: those that it has room for, and how many more there are."""
    for n_named in (min(len(cited.also), MAX_ALSO), 0):
        if not cited.also:
            break
        named = [_elsewhere(place, lang) for place in cited.also[:n_named]]
        n_more = len(cited.also) - n_named
        more = [text("also_more", lang, n=n_more)] if n_more else []
        whole = join(SEPARATOR, (line, text("also", lang, places=join(" / ", (*named, *more)))))
        if units(whole) <= MAX_CITATION:
            return whole
    return line


def _elsewhere(place: Elsewhere, lang: Lang) -> Html:
    name = clip(place.bulletin, 24).removeprefix("《").removesuffix("》")
    label = clip(place.page or "", 12).removesuffix("版").strip()
    printed = _printed(place.published_on) if place.published_on else None
    parts = (
        text("bulletin", lang, name=name) if name else text("bulletin_unnamed", lang),
        _day(printed, lang) if printed else "",
        text("page", lang, page=label) if label else "",
    )
    return join(" ", parts)


def _dates(date: PrintedDate | None, published_on: dt.date | None, lang: Lang) -> tuple[Html, ...]:
    """The dateline's date, and the issue's when it is another one."""
    issued = _printed(published_on) if published_on else None
    if date is None:
        return (text("issued", lang, date=_day(issued, lang)) if issued else text("date_unknown", lang),)
    if issued is None or issued == date:
        return (_day(date, lang),)
    return (_day(date, lang), text("issued", lang, date=_day(issued, lang)))


def _printed(day: dt.date) -> PrintedDate:
    return PrintedDate(day.month, day.day, day.year)


def _day(date: PrintedDate, lang: Lang) -> Html:
    if date.year is None:
        return text("date_no_year", lang, month=date.month, day=date.day)
    return text("date", lang, year=date.year, month=date.month, day=date.day)
