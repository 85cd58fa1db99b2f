"""A text file: its encoding found, its pages read."""

from __future__ import annotations

from pathlib import PurePath

from retrieval.model import Issue, Page, Problem, Reading, Source
from retrieval.reading.encoding import Decoded, decode
from retrieval.reading.given import Given
from retrieval.reading.text_page import read_text


def read_text_file(source: Source, given: Given) -> Reading:
    """Return the reading of a file of text in any of our encodings."""
    decoded = decode(source.content)
    if isinstance(decoded, Problem):
        return Reading(source, Issue(given.bulletin, given.named_on, ()), (decoded,))
    pages, masthead = read_text(decoded.text, PurePath(source.name).stem, given.published_on, given.named_on)
    published_on = given.published_on or masthead.published_on or given.named_on
    issue = Issue(given.bulletin or masthead.paper, published_on, tuple(pages))
    return Reading(source, issue, tuple(_problems(decoded, pages)))


def _problems(decoded: Decoded, pages: list[Page]) -> list[Problem]:
    problems = [decoded.problem] if decoded.problem else []
    if not any(page.articles for page in pages):
        problems.append(Problem("no_articles", "no article was found in the text"))
    return problems
