"""What the head of a page says of it: meta tags, `<title>`, and the data that search engines are given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from retrieval.reading.html.markup import Chars
from retrieval.reading.html.tree import Enter, Tree

_LD = re.compile(
    r"<script[^>]{0,200}application/ld\+json[^>]{0,200}>(.{1,20000}?)</script", re.DOTALL | re.IGNORECASE
)
_TITLES = ("articletitle", "og:title", "twitter:title", "dc.title", "headline")
_DATES = (
    "pubdate",
    "publishdate",
    "publish_date",
    "pub_date",
    "article:published_time",
    "datepublished",
    "og:release_date",
    "publish_time",
    "publishtime",
    "publication_date",
    "dc.date",
    "weibo: article:create_at",
)
_SOURCES = ("contentsource", "source", "article:source", "mediaid")
_SITES = ("sitename", "og:site_name", "application-name")
_AUTHORS = ("author", "article:author", "dc.creator", "writer")


@dataclass(frozen=True, slots=True)
class Head:
    """Words as the head gives them, each empty when it does not."""

    titles: tuple[str, ...] = ()
    page_title: str = ""
    date: str = ""
    source: str = ""
    site: str = ""
    author: str = ""


def head_of(tree: Tree, page: str) -> Head:
    """Return what the head of a page says."""
    said = dict(_metas(tree))
    for name, words in (*_linked_data(page), *_times(tree)):
        said.setdefault(name, words)
    return Head(
        titles=tuple(said[name] for name in _TITLES if said.get(name)),
        page_title=_title(tree),
        date=_first(said, _DATES),
        source=_first(said, _SOURCES),
        site=_first(said, _SITES),
        author=_first(said, _AUTHORS),
    )


def _metas(tree: Tree) -> Iterator[tuple[str, str]]:
    for element in reversed(tree.elements):
        given = element.attributes
        if element.tag == "meta":
            name = given.get("name") or given.get("property") or given.get("itemprop") or ""
            yield name.strip().lower(), " ".join(given.get("content", "").split())


def _times(tree: Tree) -> Iterator[tuple[str, str]]:
    for element in tree.elements:
        if element.tag == "time" and element.attributes.get("datetime"):
            yield "datepublished", element.attributes["datetime"]


def _linked_data(page: str) -> Iterator[tuple[str, str]]:
    for match in _LD.finditer(page):
        try:
            said: Any = json.loads(match[1])
        except (ValueError, RecursionError):
            continue
        for entry in said if isinstance(said, list) else [said]:
            if not isinstance(entry, dict):
                continue
            for key in ("headline", "datePublished"):
                if isinstance(entry.get(key), str):
                    yield key.lower(), entry[key]
            author = entry.get("author")
            author = author[0] if isinstance(author, list) and author else author
            name = author.get("name") if isinstance(author, dict) else author
            if isinstance(name, str):
                yield "author", name


def _title(tree: Tree) -> str:
    for at, item in enumerate(tree.items):
        if isinstance(item, Enter) and tree.elements[item.number].tag == "title":
            element = tree.elements[item.number]
            inside = tree.items[at + 1 : element.last]
            return " ".join("".join(i.stretch.text for i in inside if isinstance(i, Chars)).split())
    return ""


def _first(said: dict[str, str], names: tuple[str, ...]) -> str:
    return next((said[name] for name in names if said.get(name)), "")
