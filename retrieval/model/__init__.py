"""The words everyone shares: frozen values that travel between the floors.

values.py    a run of code points, a box, a problem, a date as printed
reading.py   what reading a source gives
library.py   what the library keeps, and what is new
asking.py    what is asked, and what is answered
searching.py what is searched

Offsets are code points, half-open, counted from zero. A paragraph's text holds no line breaks.
"""

from retrieval.model.asking import Abstention, Answer, Citation, Excerpt, Hit, Query, Quote
from retrieval.model.library import (
    ArticleHead,
    Changes,
    Elsewhere,
    News,
    NewsArticle,
    Passage,
    PrintedPlace,
    Saved,
    StoredArticle,
    StoredParagraph,
)
from retrieval.model.reading import Article, Headline, Issue, Page, Paragraph, Reading, Source, SourceRun
from retrieval.model.searching import Days, Search
from retrieval.model.values import Box, PrintedDate, Problem, Span

__all__ = [
    "Abstention",
    "Answer",
    "Article",
    "ArticleHead",
    "Box",
    "Changes",
    "Citation",
    "Days",
    "Elsewhere",
    "Excerpt",
    "Headline",
    "Hit",
    "Issue",
    "News",
    "NewsArticle",
    "Page",
    "Paragraph",
    "Passage",
    "PrintedDate",
    "PrintedPlace",
    "Problem",
    "Query",
    "Quote",
    "Reading",
    "Saved",
    "Search",
    "Source",
    "SourceRun",
    "Span",
    "StoredArticle",
    "StoredParagraph",
]
