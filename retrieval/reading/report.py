"""The parts of one report that stand in its own text: its paragraphs, the day it opens with, who signed it."""

from __future__ import annotations

import datetime as dt

from retrieval.model import Paragraph
from retrieval.reading.clues import dateline_end
from retrieval.reading.lines import BLANKS
from retrieval.reading.stretch import Stretch, single_blanks
from retrieval.text.dates import FoundDate, date_at
from retrieval.text.names import Byline, authors_of, byline_at_end
from retrieval.text.sentences import sentences

_FARTHEST_DATE = 3


def paragraph_of(stretch: Stretch) -> Paragraph:
    """Return the paragraph a stretch makes, with its sentences and its way back."""
    return Paragraph(stretch.text, sentences(stretch.text), stretch.source_runs())


def cut_byline(stretch: Stretch, may_be_all: bool) -> tuple[Stretch, Byline | None]:
    """Part the last paragraph from the byline that runs on in it."""
    byline = byline_at_end(stretch.text)
    if byline is None or (byline.start == 0 and not may_be_all):
        return stretch, None
    text = single_blanks(stretch.pick([(byline.start, len(stretch.text))]))
    return stretch.pick([(0, byline.start)]), Byline(byline.start, text, byline.authors)


def byline_in(lead: str) -> str | None:
    """The byline in a dateline's bracket, as printed: brackets included."""
    opening = lead[: dateline_end(lead)]
    start = max(opening.find("（"), opening.find("("))
    bracket = opening[start:] if start > 0 else ""
    return bracket if bracket and authors_of(bracket) else None


def date_of(lead: str, published_on: dt.date | None) -> FoundDate | None:
    """The day the lead opens with, after its dateline or inside it."""
    end = dateline_end(lead)
    while end < len(lead) and lead[end] in BLANKS + "，,":
        end += 1
    places = (end, *range(_FARTHEST_DATE, end), *range(end + 1, end + 1 + _FARTHEST_DATE))
    found = (date_at(lead, place, published_on) for place in places if lead[:1] not in "“‘")
    return next((date for date in found if date is not None), None)
