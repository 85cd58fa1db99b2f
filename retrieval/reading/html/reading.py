"""A page's bytes become a reading."""

from __future__ import annotations

from retrieval.model import Issue, Page, Problem, Reading, Source
from retrieval.reading.given import Given
from retrieval.reading.html.charset import decode_page
from retrieval.reading.html.listing import listed, lists_articles
from retrieval.reading.html.markers import markers_of
from retrieval.reading.html.markup import tokens_of
from retrieval.reading.html.page import page_of
from retrieval.reading.html.tree import tree_of


def read_page(source: Source, given: Given) -> Reading:
    """Return the reading of an HTML page; offsets count the characters of the decoded page, markup included."""
    decoded = decode_page(source.content)
    if isinstance(decoded, Problem):
        return Reading(source, Issue(given.bulletin, given.named_on, ()), (decoded,))
    tree = tree_of(tokens_of(decoded.text))
    problems = [decoded.problem] if decoded.problem else []
    if lists_articles(tree, markers_of(tree), source.origin or source.name):
        problems.append(Problem("page_index", "this page only lists articles, it holds none"))
        issue = Issue(given.bulletin, given.named_on, (Page(None, (), listed(tree)),))
        return Reading(source, issue, tuple(problems))
    found = page_of(tree, decoded.text, source.origin or source.name, given)
    if not found.articles:
        problems.append(Problem("no_articles", "no article was found on the page"))
    page = Page(found.label, found.articles, found.others)
    return Reading(source, Issue(given.bulletin or found.paper, found.published_on, (page,)), tuple(problems))
