"""Here is a file. Give me an Issue.

formats.py     which format is it, by the evidence of its first bytes?
zipped.py      what is in a zip file, without trusting what it says of itself
archive.py     a zip file is a folder of sources
given.py       what is known of a source besides its bytes
encoding.py    bytes -> text
text_file.py   a text file -> a reading
text_page.py   text -> pages:
  lines.py       its lines, and how wide they are
  furniture.py   masthead, credits, jump notes: what belongs to the page and to no article
  clues.py       what the words of a line say about its place
  evidence.py    all that is known of a line before any part is given out
  measure.py     how wide is the column a line stands in?
  roles.py       which part does each line play?
  assembly.py    lines with their parts -> articles
  report.py      a report's own day and byline, its paragraphs
  stretch.py     wrapped lines joined, every character knowing where it stood
  headlines.py   kicker, title, subtitle; a title from the lead when the page lost it
pdf/           a PDF with a text layer -> characters with their places
ocr/           pictures of pages -> characters with their places; an extra
geometry/      characters with their places -> articles; knows no format
html/          pages of digital newspapers and of portals
word.py        Word documents
feed.py        RSS, Atom and JSON feeds
places.py      where do words stand in a text?
document/      documents that know their paragraphs: blocks -> articles
form.py        a reading as JSON
region.py      a quote as a picture of its page
links.py       where a feed or a page of links leads to

isolation.py   read what may be hostile in a process of its own, within limits
worker.py      that process
frames.py      what the two say to each other

Bad content never raises: a reading holds what could be read, and the problems met.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from retrieval.model import Issue, Problem, Reading, Source
from retrieval.reading.feed import read_feed
from retrieval.reading.form import as_json
from retrieval.reading.formats import format_of, refusal_of
from retrieval.reading.given import Given, Tell, given, silent
from retrieval.reading.html import read_page
from retrieval.reading.links import links_in
from retrieval.reading.ocr import read_picture
from retrieval.reading.pdf import read_pdf
from retrieval.reading.region import show
from retrieval.reading.text_file import read_text_file
from retrieval.reading.word import read_docx

__all__ = ["SUFFIXES", "as_json", "links_in", "read", "show"]


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is read, and how the names of its files end; what it is, only their bytes say."""

    read: Callable[[Source, Given], Reading]
    suffixes: tuple[str, ...]


# One row a format, in the words of `formats.py`.
READERS: MappingProxyType[str, Format] = MappingProxyType(
    {
        "pdf": Format(read_pdf, (".pdf",)),
        "text": Format(read_text_file, (".txt", ".text")),
        "html": Format(read_page, (".html", ".htm", ".shtml", ".xhtml")),
        "docx": Format(read_docx, (".docx",)),
        "feed": Format(read_feed, (".xml", ".rss", ".atom")),
        "picture": Format(read_picture, (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif")),
    }
)
# The files that are taken from a folder; a zip file is a folder itself.
SUFFIXES = frozenset(suffix for row in READERS.values() for suffix in row.suffixes) | {".zip"}


def read(
    source: Source,
    *,
    bulletin: str | None = None,
    published_on: dt.date | None = None,
    tell: Tell = silent,
) -> Reading:
    """Return what the source says; `bulletin` and `published_on` outrank what the page prints.

    `tell(n_done, n_all)` hears how far the reading of a long source is.
    """
    known = given(source, bulletin, published_on, tell)
    found = format_of(source)
    if isinstance(found, str) and found not in READERS:
        found = refusal_of(found, source)
    if isinstance(found, Problem):
        return Reading(source, Issue(known.bulletin, known.named_on, ()), (found,))
    return READERS[found].read(source, known)
