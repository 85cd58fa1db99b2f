"""What is asked, and what is answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from retrieval.model.library import ArticleHead, Elsewhere
from retrieval.model.searching import Days
from retrieval.model.values import PrintedDate, Span


@dataclass(frozen=True, slots=True)
class Query:
    """An analysed question: the text as asked, its folded terms, and what kind of answer it wants.

    `kind` is one of define, when, who, howmany, org, where, why, effect, how, what, topic (plain words, no question).
    `corrections` pairs what was typed with the name of the corpus that was searched instead. `words` are the whole
    words among the terms, each once; `focus` is the noun right behind the question word (什么方案 -> 方案), or empty.
    `content` is the folded text with the words that only ask blanked and names repaired. `days` are those the
    question was taken to be about; `is_days_met` says whether anything of these days answers it.
    """

    text: str
    terms: tuple[str, ...]
    kind: str = "topic"
    corrections: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    focus: str = ""
    content: str = ""
    days: Days | None = None
    is_days_met: bool = True


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
    """Where an excerpt stands. `paragraph` counts from 0; `date` is the dateline's, else the issue's.

    `is_uncertain` says that the order of the page's text is in doubt or words of it may be missing, `is_pictured` that the page can be shown.
    `also` are the other places where the same report stands.
    """

    bulletin: str
    title: str
    is_title_derived: bool
    date: PrintedDate | None
    published_on: dt.date | None
    page: str | None
    byline: str | None
    article_id: int
    paragraph: int
    is_uncertain: bool = False
    is_pictured: bool = False
    also: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """An excerpt with its citation and the score of its paragraph.

    `references` pairs small words of the excerpt with the names they stand for (该区, 青砚区), at most two.
    """

    excerpt: Excerpt
    citation: Citation
    score: float
    references: tuple[tuple[str, str], ...] = ()


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
