"""Headlines: which lines are kicker, title and subtitle; and a title from the lead when the page lost it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from retrieval.model import Headline
from retrieval.reading.clues import dateline_end
from retrieval.reading.lines import BLANKS
from retrieval.text.dates import date_at
from retrieval.text.tokens import words

LONGEST_DERIVED = 30
_SUBTITLE = re.compile(
    r"^(?:——|—|－－|--)|^.{2,8}(?:并[讲講][话話]|出席|主持|致[辞辭])$|^总投资[\d.]+[万亿]+元$"
)
_MOTTO = re.compile(r"[·•]|进行时$|^学习贯彻|精神$|[，,]看见|系列(?:报道|之)|[①②③④⑤⑥⑦⑧⑨]")
_CALL = re.compile(r"^(?:聚焦|喜迎|庆祝|纪念|奋战|奋进|决战|打响|深入学习|推动高质量)")
_CLAUSE = re.compile(r"[^，。；：！？,;:!?]+[，。；：！？,;:!?]?")
_EDGES = "，。；：！？、,;:!? \u3000"


def headline_of(rows: Sequence[str]) -> Headline:
    """Return the headline that the lines of a head, from top to bottom, make up; at least one line."""
    rows = list(rows)
    kicker, subtitle = None, None
    while len(rows) > 1 and _is_subtitle(rows[-1]) and not _is_open("".join(rows[:-1])):
        subtitle = rows.pop() + (subtitle or "")
    while len(rows) > 1 and _is_kicker(rows[0], rows[1]):
        kicker = (kicker or "") + rows.pop(0)
    if len(rows) > 2 and kicker is None:
        kicker = _odd_first(rows)
    return Headline("".join(rows), kicker=kicker, subtitle=subtitle)


def derived_headline(lead: str) -> Headline:
    """Return a headline of the lead's first clauses, without dateline and day; at most 30 characters."""
    start = dateline_end(lead)
    start += len(lead[start:]) - len(lead[start:].lstrip(_EDGES + BLANKS))
    found = date_at(lead, start)
    if found is not None and len(lead) > start + len(found.text) + 4:
        start += len(found.text)
    body = lead[start : start + 400].lstrip(_EDGES + BLANKS)
    label = ""
    for clause in _CLAUSE.findall(body):
        if label and len(label) + len(clause.rstrip(_EDGES)) > LONGEST_DERIVED:
            break
        label += clause
        if len(label) >= 12 or clause[-1:] in "。！？!?":
            break
    text = _shortened(label or body) or lead[:LONGEST_DERIVED].strip()
    return Headline(text, is_derived=True)


def _is_subtitle(row: str) -> bool:
    return _SUBTITLE.search(row) is not None


def _is_open(row: str) -> bool:
    """Say whether a quotation begun in the row goes on below it."""
    return row.count("“") != row.count("”")


def _is_kicker(row: str, below: str) -> bool:
    """A kicker is a motto, or a call of two clauses; the first half of a sentence is neither."""
    if _is_open(row):
        return False
    if _MOTTO.search(row):
        return True
    return _CALL.search(row) is not None and (" " in row or abs(len(row) - len(below)) > 1)


def _odd_first(rows: list[str]) -> str | None:
    """Of three lines, two of equal length are a title that was broken: the one above it is a kicker."""
    return (
        rows.pop(0)
        if abs(len(rows[1]) - len(rows[2])) <= 1 and abs(len(rows[0]) - len(rows[1])) > 1
        else None
    )


def _shortened(label: str) -> str:
    """Cut a first clause that is too long behind the last word that fits."""
    label = label.rstrip(_EDGES)
    if len(label) <= LONGEST_DERIVED:
        return label
    ends = [
        end for end in accumulate(map(len, words(label[: 2 * LONGEST_DERIVED]))) if end <= LONGEST_DERIVED
    ]
    return label[: ends[-1] if ends else LONGEST_DERIVED].rstrip(_EDGES)
