"""What the library keeps, and what it says is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.model.values import PrintedDate, Problem, Span


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
class ArticleHead:
    """A stored article without its paragraphs: all that a citation or a list needs."""

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


@dataclass(frozen=True, slots=True)
class StoredParagraph:
    """A stored paragraph with the head of its article; `position` counts from 0 within the article."""

    id: int
    position: int
    text: str
    sentences: tuple[Span, ...]
    article: ArticleHead


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
