"""What holds for every reading of a PDF: no character lost, added or moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from retrieval.model import Article, Page, Paragraph, Reading
from retrieval.reading.lines import BLANKS
from retrieval.reading.pdf.characters import characters_of
from retrieval.reading.pdf.document import opened


def faults_of(reading: Reading) -> list[str]:
    """Return what is not faithful in a reading: paragraphs against the characters of their page, and all of them."""
    with opened(reading.source) as document:
        faults: list[str] = []
        for page in reading.issue.pages:
            found = characters_of(document[page.number - 1])
            printed = "".join(glyph.text for glyph in found.glyphs)
            faults += [
                fault for article in page.articles for p in article.paragraphs for fault in _moved(p, printed)
            ]
            if page.articles:
                faults += _missing(page, printed + found.slanted)
        return faults


def _moved(paragraph: Paragraph, printed: str) -> Iterator[str]:
    """Characters that do not stand where their run says; only blanks may have no run."""
    covered: set[int] = set()
    for run in paragraph.runs:
        there = printed[run.source_start : run.source_start + run.length]
        here = paragraph.text[run.start : run.start + run.length]
        if here != there:
            yield f"{here!r} stands where {there!r} is printed"
        covered.update(range(run.start, run.start + run.length))
    lost = [c for i, c in enumerate(paragraph.text) if i not in covered and c not in BLANKS]
    if lost:
        yield f"{lost!r} come from nowhere"
    if "".join(span.of(paragraph.text) for span in paragraph.sentences) != paragraph.text:
        yield "sentences do not tile their paragraph"


def _missing(page: Page, printed: str) -> Iterator[str]:
    """Characters of a page that stand nowhere in its reading, or twice."""
    kept = Counter(
        _solid("".join((*page.other, *(text for article in page.articles for text in _texts(article)))))
    )
    wanted = Counter(_solid(printed))
    if kept != wanted:
        yield f"page {page.number}: lost {dict(wanted - kept)}, added {dict(kept - wanted)}"


def _texts(article: Article) -> Iterator[str]:
    headline = article.headline
    if not headline.is_derived:
        yield from (headline.text, headline.kicker or "", headline.subtitle or "")
    yield from (paragraph.text for paragraph in article.paragraphs)
    # A byline in a dateline's bracket stands in its paragraph already.
    if article.byline and article.byline not in article.paragraphs[0].text:
        yield article.byline


def _solid(text: str) -> str:
    return "".join(c for c in text if c not in BLANKS and not c.isspace())
