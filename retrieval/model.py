"""The words everyone shares: frozen values that travel between the floors.

Offsets are code points, half-open, counted from zero. A paragraph's text holds no line breaks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open run of code points, `start <= end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the slice of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong on the way: a stable code, a sentence for people, and where it was met."""

    code: str
    message: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed: month and day, and the year only when something certain names it."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        """ISO form; an unknown year is written XXXX."""
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"

    @classmethod
    def parse(cls, iso: str | None) -> PrintedDate | None:
        """Read back what `__str__` wrote; None stays None."""
        if iso is None:
            return None
        year, month, day = iso.split("-")
        return cls(int(month), int(day), None if year == "XXXX" else int(year))


# --- reading ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes with their origin. `name` is a file name; `origin` a resolved path or an address, or empty."""

    name: str
    content: bytes
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SourceRun:
    """`paragraph.text[start : start + length]` stands at `source_start` of the decoded source, unchanged."""

    start: int
    source_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its text, its sentences (their spans tile the text), and its way back to the source."""

    text: str
    sentences: tuple[Span, ...]
    runs: tuple[SourceRun, ...] = ()


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
    """One page of an issue. `other` is text that belongs to no article: masthead, captions, adverts."""

    label: str | None
    articles: tuple[Article, ...]
    other: tuple[str, ...] = ()


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


# --- the library -----------------------------------------------------------------------------------


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


# --- asking ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Query:
    """An analysed question: the text as asked, its folded terms, and what kind of answer it wants.

    `kind` is one of define, when, who, howmany, org, where, why, effect, how, what, topic (plain words, no question).
    `corrections` pairs what was typed with the name of the corpus that was searched instead. `words` are the whole
    words among the terms, each once; `focus` is the noun right behind the question word (什么方案 -> 方案), or empty.
    """

    text: str
    terms: tuple[str, ...]
    kind: str = "topic"
    corrections: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    focus: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and its score; a list of hits is ordered by `(-score, passage)`."""

    passage: int
    score: float


@dataclass(frozen=True, slots=True)
class Excerpt:
    """An exact slice of a paragraph (`span` is its place there), with the words that answer highlighted.

    `highlights` are spans within `text`, in order, not overlapping.
    """

    text: str
    highlights: tuple[Span, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an excerpt stands. `paragraph` counts from 0; `date` is the dateline's, else the issue's."""

    bulletin: str
    title: str
    is_title_derived: bool
    date: PrintedDate | None
    published_on: dt.date | None
    page: str | None
    byline: str | None
    article_id: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Quote:
    """An excerpt with its citation and the score of its paragraph."""

    excerpt: Excerpt
    citation: Citation
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """Quotes, best first, from different places, at least one."""

    query: Query
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Abstention:
    """An honest reason for giving no quote, and the articles that came nearest.

    `reason` is one of: empty (nothing was asked), no_terms (no word to look for), no_match (no word is in the
    bulletins), weak_match (words are there, but no answer), empty_library (there are no bulletins yet).
    """

    query: Query
    reason: str
    near: tuple[ArticleHead, ...] = ()
