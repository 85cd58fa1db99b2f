"""Here is a file. Give me an Issue.

formats.py     which format is it, by the evidence of its first bytes?
encoding.py    bytes -> text
text_page.py   text -> pages:
  lines.py       its lines, and how wide they are
  furniture.py   masthead, credits, jump notes: what belongs to the page and to no article
  clues.py       what the words of a line say about its place
  evidence.py    all that is known of a line before any part is given out
  measure.py     how wide is the column a line stands in?
  roles.py       which part does each line play?
  assembly.py    lines with their parts -> articles
  stretch.py     wrapped lines joined, every character knowing where it stood
  headlines.py   kicker, title, subtitle; a title from the lead when the page lost it
form.py        a reading as JSON

Bad content never raises: a reading holds what could be read, and the problems met.
"""

from __future__ import annotations

import datetime as dt
from pathlib import PurePath

from retrieval.model import Issue, Page, Problem, Reading, Source
from retrieval.reading.encoding import Decoded, decode
from retrieval.reading.form import as_json
from retrieval.reading.formats import refusal
from retrieval.reading.text_page import read_text
from retrieval.text.dates import date_in_name

__all__ = ["as_json", "read"]


def read(source: Source, *, bulletin: str | None = None, published_on: dt.date | None = None) -> Reading:
    """Return what the source says; `bulletin` and `published_on` outrank what the page prints."""
    refused = refusal(source)
    decoded = refused or decode(source.content)
    day = published_on or _day_in_name(source)
    if isinstance(decoded, Problem):
        return Reading(source, Issue(bulletin, day, ()), (decoded,))
    pages, masthead = read_text(decoded.text, PurePath(source.name).stem, published_on or None, day)
    issue = Issue(bulletin or masthead.paper, published_on or masthead.published_on or day, tuple(pages))
    return Reading(source, issue, tuple(_problems(decoded, pages)))


def _day_in_name(source: Source) -> dt.date | None:
    """The day in the file's name, else in the folders it lies in: 2024-07-24/A01.txt, 2024-07/24/A01.txt."""
    folders = PurePath(source.origin.split("?")[0]).parent
    return (
        date_in_name(source.name) or date_in_name(folders.name) or date_in_name("/".join(folders.parts[-2:]))
    )


def _problems(decoded: Decoded, pages: list[Page]) -> list[Problem]:
    problems = [decoded.problem] if decoded.problem else []
    if not any(page.articles for page in pages):
        problems.append(Problem("no_articles", "no article was found in the text"))
    return problems
