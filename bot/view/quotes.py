"""Quotes with their highlighted words, fitted into one message.

Every quote gets an equal share of the units and entities that one message may have.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.view.citation import MAX_CITATION, cite
from bot.view.html import (
    ELLIPSIS,
    MAX_ENTITIES,
    MAX_UNITS,
    Html,
    blockquote,
    bold,
    clip,
    escape,
    fitting,
    join,
    units,
)
from bot.view.texts import Lang, text
from retrieval import Excerpt, Quote, Span

# Room for what stands above the quotes: a heading and corrections.
HEADING_UNITS = 500
# How much is shown before the first highlighted word of an excerpt that must be cut.
LEAD_IN = 40
# The longest name that tells what a small word means.
MAX_NAME = 24


def quote_blocks(quotes: Sequence[Quote], *, first: int | None, lang: Lang) -> Html:
    """Each quote as a block quote with its citation below, numbered from `first` unless that is None."""
    if not quotes:
        return Html("")
    max_units = (MAX_UNITS - HEADING_UNITS) // len(quotes) - MAX_CITATION - 10
    max_units -= max(units(_named(quote, lang)) for quote in quotes)
    max_marks = MAX_ENTITIES // len(quotes) - 2
    blocks = []
    for at, quote in enumerate(quotes):
        number = "" if first is None else f"{first + at}. "
        excerpt = blockquote(marked(quote.excerpt, max_units, max_marks))
        blocks.append(Html(f"{excerpt}\n{escape(number)}{cite(quote.citation, lang)}{_named(quote, lang)}"))
    return join("\n\n", blocks)


def _named(quote: Quote, lang: Lang) -> Html:
    """Whom and what the small words of the excerpt mean, where the excerpt does not say it: （该区：青砚区）."""
    return join(
        "",
        (text("reference", lang, word=word, name=clip(name, MAX_NAME)) for word, name in quote.references),
    )


def marked(excerpt: Excerpt, max_units: int, max_marks: int) -> Html:
    """The excerpt with its highlights in bold; a longer one is cut around its first highlight, with ellipses."""
    spans = _tidy(excerpt.highlights, len(excerpt.text))[:max_marks]
    window = _window(excerpt.text, spans, max_units)
    parts: list[object] = [ELLIPSIS if window.start else ""]
    at = window.start
    for span in spans:
        start, end = max(span.start, at), min(span.end, window.end)
        if start < end:
            parts += [excerpt.text[at:start], bold(excerpt.text[start:end])]
            at = end
    parts += [excerpt.text[at : window.end], ELLIPSIS if window.end < len(excerpt.text) else ""]
    return join("", parts)


def _tidy(spans: Sequence[Span], length: int) -> list[Span]:
    """The spans within the text, in order, those that touch made one, as Telegram would."""
    tidy: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start, end = max(0, span.start), min(length, span.end)
        if start >= end:
            continue
        if tidy and start <= tidy[-1].end:
            start, end = tidy[-1].start, max(end, tidy[-1].end)
            tidy.pop()
        tidy.append(Span(start, end))
    return tidy


def _window(text: str, spans: Sequence[Span], max_units: int) -> Span:
    """The part of the text to show: all of it, else its beginning, else from just before the first highlight."""
    if units(text) <= max_units:
        return Span(0, len(text))
    room = max_units - 2 * len(ELLIPSIS)
    head = len(fitting(text, room))
    if not spans or spans[0].end <= head:
        return Span(0, head)
    start = max(0, spans[0].start - LEAD_IN)
    return Span(start, start + len(fitting(text[start:], room)))
