"""How a column begins and ends, in words: what tells whether another may go on below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.reading import clues
from retrieval.reading.geometry.columns import Column
from retrieval.reading.geometry.wording import spaced
from retrieval.text.dates import date_at
from retrieval.text.joins import Phrases
from retrieval.text.names import byline_at_end, byline_of

_QUOTES = re.compile("[“”]")
_NEW_PARAGRAPH, _GOES_ON = 0.0, 1.5
_CUT, _ODD = -5.0, -4.0
_OVER, _LEAD = -5.0, -6.0
_SIGNS, _SIGNS_TWICE = 4.0, -3.0
_DATED = -1.0
_SENTENCE_ON = 0.3
_QUOTE_CLOSES, _QUOTE_NEVER_OPENED, _QUOTE_OPENS_TWICE = 2.0, -2.5, -1.5
_LONGEST_CROSSHEAD = 16
_FEW_LINES = 2


@dataclass(frozen=True, slots=True)
class Ends:
    """The two ends of a column: does its first line begin a paragraph, does its last one end a paragraph?"""

    first: str
    last: str
    is_indented: bool
    is_short: bool
    can_end: bool
    is_signed: bool
    is_lead: bool
    is_dated: bool
    is_byline: bool
    may_be_crosshead: bool
    is_quote_open: bool
    opens_inside: bool
    n_lines: int


def ends_of(column: Column) -> Ends:
    """Return what the first and last lines of a column say."""
    first, last = column.first, column.last
    opening, closing = spaced(first), spaced(last)
    byline = byline_of(opening)
    tail = spaced(column.lines[-2]) + closing if len(column.lines) > 1 else closing
    is_signed = byline_at_end(closing) is not None or (
        not clues.is_terminal(last.text) and byline_at_end(tail) is not None
    )
    marks = _QUOTES.findall("".join(line.text for line in column.lines))
    return Ends(
        first=first.text,
        last=last.text,
        is_indented=column.is_indented(first) and byline is None,
        is_short=column.is_short(last),
        can_end=clues.is_terminal(last.text),
        is_signed=is_signed,
        is_lead=clues.dateline_end(opening) > 0,
        is_dated=date_at(first.text, 0) is not None,
        is_byline=byline is not None,
        may_be_crosshead=len(last.text) <= _LONGEST_CROSSHEAD and column.indent(last) > 0.4,
        is_quote_open=bool(marks) and marks[-1] == "“",
        opens_inside=bool(marks) and marks[0] == "”",
        n_lines=len(column.lines),
    )


def wording_gain(above: Ends, below: Ends, phrases: Phrases) -> float:
    """Return what the words say for one column going on in another: above 0 for, below 0 against."""
    if below.is_byline:
        return _SIGNS if above.can_end and not above.is_signed else _SIGNS_TWICE
    if not above.can_end and below.n_lines <= _FEW_LINES and _signs_over_break(above, below):
        return _SIGNS
    if above.is_signed:
        is_wrapped = not above.is_short and not below.is_indented
        return _OVER + (_join_gain(above, below, phrases) if is_wrapped else _OVER)
    if below.is_lead and below.is_indented:
        return _LEAD
    return _join_gain(above, below, phrases) + _quote_gain(above, below) + (_DATED if below.is_dated else 0.0)


def is_broken(above: Ends, below: Ends) -> bool:
    """Say whether two columns, one after the other, put lines together that do not belong together."""
    if below.is_byline or _signs_over_break(above, below):
        return False
    if below.is_indented:
        return not (above.can_end or above.is_signed or above.may_be_crosshead or above.last.endswith("："))
    # The edges of a column of few lines are a guess.
    return above.is_short and below.n_lines > _FEW_LINES and above.n_lines > _FEW_LINES


def _join_gain(above: Ends, below: Ends, phrases: Phrases) -> float:
    if below.is_indented:
        if above.can_end or above.is_signed or (above.may_be_crosshead and above.is_short):
            return _NEW_PARAGRAPH
        return _CUT
    if above.is_short:
        return _ODD if above.can_end else _ODD + 1.0
    if above.can_end:
        return _SENTENCE_ON
    return _GOES_ON + phrases.go_on(above.last, below.first)


def _quote_gain(above: Ends, below: Ends) -> float:
    if above.is_quote_open and below.opens_inside:
        return _QUOTE_CLOSES
    if below.opens_inside and not above.is_quote_open:
        return _QUOTE_NEVER_OPENED
    return 0.0


def _signs_over_break(above: Ends, below: Ends) -> bool:
    """Say whether a byline begins in the last line of one column and ends in the first of the other."""
    byline = byline_at_end(above.last + below.first)
    return byline is not None and byline.start < len(above.last)
