"""Where a page leads to: the entries of a feed, the articles that a page of links lists."""

from __future__ import annotations

import html
import re

from retrieval.model import Problem, Source
from retrieval.reading.feed import links_of_feed
from retrieval.reading.formats import format_of
from retrieval.reading.html.charset import decode_page

_HREF = re.compile(r"<(?:a|area)\b[^>]{0,500}?\bhref\s*=\s*[\"']?([^\"'\s>#]{1,500})", re.IGNORECASE)
# A page of its own, as opposed to a style, a script call, a picture or another list.
_ARTICLE = re.compile(
    r"(?:content_|/t?\d{8}_|/\d{4}[-/]\d{2}(?:[-/]\d{2})?/|art_|/c\d|detail|article|show|info|/\d{5,})",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"^(?:javascript|mailto|tel|data):|\.(?:css|js|png|jpe?g|gif|svg|ico|mp4|exe|apk)(?:$|\?)|(?:node|index|list)[_.-]",
    re.IGNORECASE,
)


def links_in(source: Source) -> tuple[str, ...]:
    """Return the addresses of articles that a feed or a page lists, as they stand there, each once, in order."""
    kind = format_of(source)
    if kind == "feed":
        return tuple(dict.fromkeys(links_of_feed(source)))
    decoded = decode_page(source.content) if kind == "html" else None
    if decoded is None or isinstance(decoded, Problem):
        return ()
    found = (html.unescape(match[1]) for match in _HREF.finditer(decoded.text))
    return tuple(dict.fromkeys(link for link in found if _ARTICLE.search(link) and not _OTHER.search(link)))
