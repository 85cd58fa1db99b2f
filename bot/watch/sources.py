"""What the answer of an address holds: a page, the entries of a feed, the pages that a list leads to."""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import replace
from urllib.parse import unquote, urljoin, urlsplit

from bot.watch.fetching import Body
from retrieval import Article, Issue, Reading, Source, links_in

# An entry this long is the whole report, not its first lines.
WHOLE_REPORT = 200
# More than an issue has articles; a list that is longer is an archive, and waits for its next turns.
MOST_LINKS = 120


def source_of(body: Body) -> Source:
    """The answer as a source; its name is the last part of its address."""
    name = posixpath.basename(unquote(urlsplit(body.url).path)) or "index.html"
    return Source(name, body.content, body.url)


def leads_on(reading: Reading) -> bool:
    """True for a page of links, and for a feed whose entries are only beginnings."""
    codes = {problem.code for problem in reading.problems}
    articles = reading.issue.articles
    return (
        "page_index" in codes or (not articles and bool(links_in(reading.source))) or is_beginnings(reading)
    )


def is_beginnings(reading: Reading) -> bool:
    """True for a feed with links whose longest entry is shorter than a report."""
    longest = max((length(article) for article in reading.issue.articles), default=0)
    return is_feed(reading.source) and longest < WHOLE_REPORT and bool(links_in(reading.source))


def is_feed(source: Source) -> bool:
    """True for RSS, Atom and JSON feeds, by how they begin."""
    head = source.content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(b"{") or b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head


def links_of(reading: Reading) -> tuple[str, ...]:
    """The addresses a page of links leads to, on its own host, without itself; a feed may lead anywhere."""
    here = reading.source.origin
    found = (urljoin(here, link).partition("#")[0] for link in links_in(reading.source))
    is_feed_ = is_feed(reading.source)
    kept = (link for link in found if link != here and (is_feed_ or _host(link) == _host(here)))
    return tuple(dict.fromkeys(kept))[:MOST_LINKS]


def entries_of(reading: Reading) -> tuple[Reading, ...]:
    """Each entry of a feed as a reading of its own: a feed forgets old entries, the library must not."""
    return tuple(
        _entry(reading, page_label, article)
        for page_label, article in ((p.label, a) for p in reading.issue.pages for a in p.articles)
    )


def length(article: Article) -> int:
    """How many characters an article has."""
    return sum(len(paragraph.text) for paragraph in article.paragraphs)


def _entry(reading: Reading, page_label: str | None, article: Article) -> Reading:
    text = "\n".join(paragraph.text for paragraph in article.paragraphs)
    title = article.headline.text
    key = hashlib.sha256(title.encode()).hexdigest()[:16]
    source = Source(f"{key}.entry", f"{title}\n{text}".encode(), f"{reading.source.origin}#{key}")
    date = article.date
    day = reading.issue.published_on
    if date is not None and date.year is not None:
        day = day.replace(year=date.year, month=date.month, day=date.day) if day else None
    page = replace(reading.issue.pages[0], label=page_label, articles=(article,), other=())
    return Reading(source, Issue(reading.issue.bulletin, day, (page,)), ())


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()
