"""A feed: each entry is an article. RSS and Atom by feedparser, JSON Feed by its keys.

Offsets count the characters of the decoded feed; what it writes in another way (entities) leads back to no place.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import feedparser

from retrieval.model import Article, Issue, Page, Problem, Reading, Source
from retrieval.reading.document.parts import names_in
from retrieval.reading.document.reports import Known, article_of
from retrieval.reading.given import Given
from retrieval.reading.html.charset import decode_page
from retrieval.reading.html.facts import day_in
from retrieval.reading.html.fragment import blocks_in, words_in
from retrieval.reading.places import runs_in

_PROLOG = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_ZONE = re.compile(r"(?:Z|GMT|UTC?|[+-]\d\d:?\d\d)\s*$")
_EAST = dt.timedelta(hours=8)
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_MAIL = re.compile(r"\S+@\S+|[()（）]")
_PAPER = re.compile(
    r"[\u4e00-\u9fff]{2,8}?(?:日报|晚报|晨报|时报|周报|早报|快报|导报|公报|简报|新报|周刊|报)"
)
_MOST_ENTRIES = 2000
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry as its feed gives it: title and body in HTML, the day it was published."""

    title: str
    body: str
    author: str = ""
    day: dt.date | None = None
    link: str = ""


def read_feed(source: Source, given: Given) -> Reading:
    """Return the reading of a feed."""
    decoded = decode_page(source.content)
    if isinstance(decoded, Problem):
        return Reading(source, Issue(given.bulletin, given.named_on, ()), (decoded,))
    text = decoded.text
    parsed = _parsed(text)
    if isinstance(parsed, Problem):
        return Reading(source, Issue(given.bulletin, given.named_on, ()), (parsed,))
    title, entries = parsed
    days = [entry.day for entry in entries if entry.day is not None]
    published_on = given.published_on or max(days, default=given.named_on)
    articles, others = _articles(entries, text, published_on)
    problems = [decoded.problem] if decoded.problem else []
    if not articles:
        problems.append(Problem("no_articles", "no article was found in the feed"))
    issue = Issue(
        given.bulletin or _paper(title), published_on, (Page(None, tuple(articles), tuple(others)),)
    )
    return Reading(source, issue, tuple(problems))


def links_of_feed(source: Source) -> tuple[str, ...]:
    """Return where the entries of a feed lead to, in order; nothing when it cannot be read."""
    decoded = decode_page(source.content)
    if isinstance(decoded, Problem):
        return ()
    parsed = _parsed(decoded.text)
    return () if isinstance(parsed, Problem) else tuple(entry.link for entry in parsed[1] if entry.link)


def _parsed(text: str) -> tuple[str, list[_Entry]] | Problem:
    is_json = text.lstrip("\ufeff \n\r\t").startswith("{")
    return _json_feed(text) if is_json else _xml_feed(text)


def _articles(
    entries: Sequence[_Entry], text: str, published_on: dt.date | None
) -> tuple[list[Article], list[str]]:
    articles, others, at = [], [], 0
    for entry in entries:
        known = Known(
            title=words_in(entry.title) or None,
            byline=_byline(entry.author),
            written_on=entry.day if entry.day != published_on else None,
        )
        article, rest = article_of(blocks_in(entry.body), known, entry.day or published_on)
        others += rest
        if article is None:
            others += [known.title] if known.title else []
            continue
        paragraphs = []
        for paragraph in article.paragraphs:
            runs, at = runs_in(text, paragraph.text, at)
            paragraphs.append(replace(paragraph, runs=runs))
        articles.append(replace(article, paragraphs=tuple(paragraphs)))
    return articles, others


def _xml_feed(text: str) -> tuple[str, list[_Entry]] | Problem:
    if _ENTITY.search(text, 0, 100_000):
        return Problem("entities", "a feed that defines entities of its own is not read")
    content = _PROLOG.sub("", text.lstrip("\ufeff")).encode("utf-8", "replace")
    parsed = feedparser.parse(io.BytesIO(content), response_headers=dict(_HEADERS), sanitize_html=False)
    return str(parsed.feed.get("title", "")), list(_xml_entries(parsed.entries[:_MOST_ENTRIES]))


def _xml_entries(entries: Sequence[Any]) -> Iterator[_Entry]:
    for entry in entries:
        bodies = [str(content.get("value", "")) for content in entry.get("content", [])]
        bodies.append(str(entry.get("summary", "")))
        # As a plain dict: asked for a time of change that is not there, the library gives that of publication, and warns.
        raw = str(entry.get("published") or dict.get(entry, "updated") or "")
        parsed = entry.get("published_parsed") or dict.get(entry, "updated_parsed")
        yield _Entry(
            str(entry.get("title", "")),
            max(bodies, key=len),
            str(entry.get("author", "")),
            _day(raw, parsed),
            str(entry.get("link", "")),
        )


def _day(raw: str, parsed: Any) -> dt.date | None:
    """The day an entry was published, in Beijing when its time says where it counts.

    Where Chinese words stand in it (2024年7月17日, 昨天), the library makes up a day of what digits it finds.
    """
    if parsed is None or _FOREIGN.search(raw):
        return day_in(raw)
    year, month, day, hour, minute = parsed[:5]
    try:
        time = dt.datetime(year, month, day, hour, minute, tzinfo=dt.UTC)
    except (TypeError, ValueError):
        return day_in(raw)
    return (time + _EAST if _ZONE.search(raw) else time).date()


def _json_feed(text: str) -> tuple[str, list[_Entry]] | Problem:
    try:
        feed = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return Problem("damaged_file", "the JSON feed is cut off or damaged; fetch it again")
    items = feed.get("items") if isinstance(feed, dict) else None
    entries = (
        [_json_entry(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    )
    return str(feed.get("title", "")) if isinstance(feed, dict) else "", entries[:_MOST_ENTRIES]


def _json_entry(item: dict[str, Any]) -> _Entry:
    authors = item.get("authors") or [item.get("author")]
    names = [a["name"] for a in authors if isinstance(a, dict) and isinstance(a.get("name"), str)]
    body = next((str(item[key]) for key in ("content_html", "content_text", "summary") if item.get(key)), "")
    raw = str(item.get("date_published") or item.get("date_modified") or "")
    link = str(item.get("url") or item.get("external_url") or "")
    return _Entry(str(item.get("title") or ""), body, " ".join(names), _iso_day(raw), link)


def _iso_day(raw: str) -> dt.date | None:
    try:
        time = dt.datetime.fromisoformat(raw.replace("Z", "+00:00"))
    except ValueError:
        return day_in(raw)
    return (time.astimezone(dt.timezone(_EAST)) if time.tzinfo else time).date()


def _byline(author: str) -> str | None:
    words = " ".join(_MAIL.sub(" ", author).split())
    return words if words and names_in(words) else None


def _paper(title: str) -> str | None:
    words = words_in(title)
    match = _PAPER.search(words)
    return match.group() if match else words or None
