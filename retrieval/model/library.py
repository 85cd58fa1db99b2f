"""What the library keeps, and what it says is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.model.reading import SourceRun
from retrieval.model.values import Box, PrintedDate, Problem, Span


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving a reading did. `status` is new, unchanged, corrected or refused (then `issue_id` is 0)."""

    status: str
    issue_id: int
    revision: int
    n_articles: int
    n_paragraphs: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another place where the same report stands."""

    article_id: int
    bulletin: str
    title: str
    published_on: dt.date | None
    page: str | None


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """A stored article without its paragraphs: all that a citation or a list needs.

    `page_number` counts the pages of its file from 1, where there is a page to look at; `is_uncertain` says that
    the order of that page's text is in doubt, or that words of it may be missing. `repeats` is the id of the first article that is the same
    report, None for that one itself; `also` are the other places of it.
    """

    id: int
    issue_id: int
    bulletin: str
    published_on: dt.date | None
    title: str
    is_title_derived: bool
    date: PrintedDate | None
    date_text: str | None
    page: str | None
    byline: str | None
    lead: str
    page_number: int | None = None
    is_uncertain: bool = False
    repeats: int | None = None
    also: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """Where a paragraph is printed: the file by its digest, the page in it from 1, and the boxes on that page.

    `runs` lead from `text` to the characters of that page.
    """

    sha256: str
    name: str
    page_number: int
    text: str
    runs: tuple[SourceRun, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class StoredParagraph:
    """A stored paragraph with the head of its article; `position` counts from 0 within the article.

    `before` is the text of the paragraph before it in the article, where it was asked for; else empty.
    """

    id: int
    position: int
    text: str
    sentences: tuple[Span, ...]
    article: ArticleHead
    before: str = ""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """A stored article with its paragraphs, in order."""

    head: ArticleHead
    kicker: str | None
    subtitle: str | None
    authors: tuple[str, ...]
    paragraphs: tuple[StoredParagraph, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as the engine sees it, one to one: its terms, and its article's title terms as context."""

    id: int
    article_id: int
    title_terms: Sequence[str]
    terms: Sequence[str]


@dataclass(frozen=True, slots=True)
class Changes:
    """What became new and what went away after a revision; `revision` is the one these lead to."""

    revision: int
    added: tuple[Passage, ...]
    removed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NewsArticle:
    """A published article that is new or has new words, and the source it came in."""

    article: StoredArticle
    source_id: int


@dataclass(frozen=True, slots=True)
class News:
    """What was published after a revision, in reading order; `revision` is the one this leads to.

    `present` holds, for each issue that `articles` are from or that lost one, the ids of all its published articles.
    """

    revision: int
    articles: tuple[NewsArticle, ...]
    present: Mapping[int, frozenset[int]]
