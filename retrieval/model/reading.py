"""What reading a source gives: issue, pages, articles, paragraphs, and their way back to the source."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from retrieval.model.values import Box, PrintedDate, Problem, Span

_DOUBTS = frozenset(("order_uncertain", "words_missing"))


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes with their origin. `name` is a file name; `origin` a resolved path or an address, or empty."""

    name: str
    content: bytes
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SourceRun:
    """`paragraph.text[start : start + length]` stands at `source_start` of the source, unchanged.

    Offsets count the code points of a decoded text, or the characters of one page of a PDF or a picture.
    """

    start: int
    source_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its text, its sentences (their spans tile the text), and its way back to the source.

    `boxes` are where it stands on its page, one a column, in reading order; empty where a source has no geometry.
    """

    text: str
    sentences: tuple[Span, ...]
    runs: tuple[SourceRun, ...] = ()
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Headline:
    """The title as printed, or derived from the article's own words when the page lost it."""

    text: str
    is_derived: bool = False
    kicker: str | None = None
    subtitle: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One report on a page. `date` is the dateline's date; `date_text` its words as printed."""

    headline: Headline
    paragraphs: tuple[Paragraph, ...]
    date: PrintedDate | None = None
    date_text: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an issue. `other` is text that belongs to no article: masthead, captions, adverts.

    `number` counts the pages of a file from 1, where it has pages; `size` is (width, height) in the units of the
    boxes. `problems` are this page's own, such as `order_uncertain`; `is_uncertain` says that one of them puts in
    doubt what its paragraphs say.
    """

    label: str | None
    articles: tuple[Article, ...]
    other: tuple[str, ...] = ()
    number: int | None = None
    size: tuple[float, float] | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_uncertain(self) -> bool:
        """Whether its text may stand in the wrong order, or words of it may be missing."""
        return any(problem.code in _DOUBTS for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Issue:
    """One edition of a bulletin, or the part of it that one source holds."""

    bulletin: str | None
    published_on: dt.date | None
    pages: tuple[Page, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles in page order."""
        return tuple(article for page in self.pages for article in page.articles)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a source gave: the issue as far as it was readable, and the problems met."""

    source: Source
    issue: Issue
    problems: tuple[Problem, ...] = ()
