"""One part of an article as a message: heading, citation, text, and the ways on from here."""

from __future__ import annotations

from collections.abc import Iterator

from bot.view.callbacks import Neighbour, ShowArticle, encode
from bot.view.citation import cite_place, title
from bot.view.html import MAX_UNITS, Html, bold, clean, clip, join, units
from bot.view.keyboard import Row, rows
from bot.view.message import Button, Message
from bot.view.parts import GAP, split
from bot.view.texts import Lang, plain, text
from retrieval import StoredArticle, StoredParagraph

MAX_HEADING = 150
# Heading, kicker, subtitle, citation and part number together stay within this.
HEADER_UNITS = 900
BODY_UNITS = MAX_UNITS - HEADER_UNITS


def n_parts(article: StoredArticle) -> int:
    """How many messages the whole article takes, at least one."""
    return len(_parts(article))


def render_article(
    article: StoredArticle,
    *,
    part: int = 0,
    lang: Lang,
    has_previous: bool = False,
    has_next: bool = False,
) -> Message:
    """One part of the article, counted from 0; a part too far shows the last one."""
    parts = _parts(article)
    part = min(max(part, 0), len(parts) - 1)
    header = _header(article, part, len(parts), lang)
    return Message(
        join(GAP, (header, *parts[part])),
        rows(
            _part_row(article.head.id, part, len(parts), lang),
            _neighbour_row(article.head.id, has_previous, has_next, lang),
        ),
    )


def _parts(article: StoredArticle) -> list[list[str]]:
    return split(_paragraphs(article), BODY_UNITS)


def _paragraphs(article: StoredArticle) -> Iterator[list[str]]:
    """The article's paragraphs as their sentences; first what is too long for the header."""
    for line in (article.kicker, article.head.title, article.subtitle):
        if line and units(line) > MAX_HEADING:
            yield [clean(line)]
    for paragraph in article.paragraphs:
        yield list(_sentences(paragraph))


def _sentences(paragraph: StoredParagraph) -> Iterator[str]:
    """The paragraph's sentences, and whatever stands between them: together they are its text."""
    at = 0
    for span in paragraph.sentences:
        end = max(at, min(span.end, len(paragraph.text)))
        yield clean(paragraph.text[at:end])
        at = end
    yield clean(paragraph.text[at:])


def _header(article: StoredArticle, part: int, n: int, lang: Lang) -> Html:
    head = article.head
    if part:
        lines: tuple[object, ...] = (bold(title(head, lang, MAX_HEADING)),)
    else:
        lines = (
            _heading(article.kicker or ""),
            bold(title(head, lang, MAX_HEADING)),
            _heading(article.subtitle or ""),
            cite_place(head, lang),
        )
    return join("\n", (*lines, text("part_of", lang, part=part + 1, parts=n) if n > 1 else ""))


def _heading(line: str) -> str:
    return clip(line, MAX_HEADING)


def _part_row(article_id: int, part: int, n: int, lang: Lang) -> Row:
    back = Button(plain("button_previous_part", lang), data=encode(ShowArticle(article_id, part - 1)))
    on = Button(plain("button_next_part", lang), data=encode(ShowArticle(article_id, part + 1)))
    return (*((back,) if part > 0 else ()), *((on,) if part + 1 < n else ()))


def _neighbour_row(article_id: int, has_previous: bool, has_next: bool, lang: Lang) -> Row:
    before = Button(plain("button_previous_article", lang), data=encode(Neighbour(article_id, -1)))
    after = Button(plain("button_next_article", lang), data=encode(Neighbour(article_id, 1)))
    return (*((before,) if has_previous else ()), *((after,) if has_next else ()))
