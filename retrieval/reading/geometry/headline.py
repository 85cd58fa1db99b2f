"""The lines of a headline: kicker, title, subtitle and byline, told by size, place and words."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.model import Headline
from retrieval.reading.geometry.heads import Head
from retrieval.reading.geometry.rows import Line
from retrieval.reading.geometry.wording import joined, spaced
from retrieval.reading.stretch import single_blanks
from retrieval.text.names import byline_of

_TITLE_RATIO = 0.8


@dataclass(frozen=True, slots=True)
class HeadlineRows:
    """A headline in its parts, None where the page has none that can be read; and the bylines set under it."""

    headline: Headline | None
    bylines: tuple[str, ...] = ()


def headline_rows(head: Head | None) -> HeadlineRows:
    """Return what the lines of a headline are: the largest are the title, what stands above is its kicker."""
    if head is None or not head.lines:
        return HeadlineRows(None)
    bylines = [line for line in head.lines if byline_of(spaced(line))]
    rows = [line for line in head.lines if line not in bylines]
    if not rows:
        return HeadlineRows(None, tuple(_text([line]) for line in bylines))
    bylines = [line for line in bylines if line.size < head.size]
    rows = [line for line in head.lines if line not in bylines]
    titles = [line for line in rows if line.size > _TITLE_RATIO * head.size]
    top = min(line.baseline for line in titles)
    kicker = [line for line in rows if line not in titles and line.baseline < top]
    subtitle = [line for line in rows if line not in titles and line.baseline >= top]
    headline = Headline(_text(titles), kicker=_text(kicker) or None, subtitle=_text(subtitle) or None)
    return HeadlineRows(headline, tuple(_text([line]) for line in bylines))


def _text(lines: list[Line]) -> str:
    return single_blanks(joined(lines)) if lines else ""
