"""What holds for every reading of text: no character lost, added or moved; every sentence leads back to its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from retrieval.model import Article, Paragraph, Reading, Span
from retrieval.reading.encoding import Decoded, decode
from retrieval.reading.lines import BLANKS

Count = Counter[str]


def faults_of(reading: Reading) -> list[str]:
    """Return what is wrong with a reading of text; nothing for a faithful one."""
    source = text_of(reading)
    paragraphs = [p for article in reading.issue.articles for p in article.paragraphs]
    faults = [fault for p in paragraphs for fault in (*_run_faults(p, source), *_sentence_faults(p))]
    places = [
        place
        for p in paragraphs
        for r in p.runs
        for place in range(r.source_start, r.source_start + r.length)
    ]
    if len(places) != len(set(places)):
        faults.append("a character of the source stands in two places")
    return [*faults, *_order_faults(paragraphs), *_balance_faults(reading, Counter(solid(source)))]


def text_of(reading: Reading) -> str:
    """The decoded source of a reading."""
    decoded = decode(reading.source.content)
    assert isinstance(decoded, Decoded)
    return decoded.text


def solid(text: str) -> str:
    """The text without blanks and line ends."""
    return "".join(c for c in text if c not in BLANKS and not c.isspace())


def _run_faults(paragraph: Paragraph, source: str) -> Iterator[str]:
    text, covered = paragraph.text, set()
    for run in paragraph.runs:
        if (
            text[run.start : run.start + run.length]
            != source[run.source_start : run.source_start + run.length]
        ):
            yield f"a run says other words than its source: {text[:20]}"
        covered |= set(range(run.start, run.start + run.length))
    if not all(i in covered or text[i] in BLANKS for i in range(len(text))):
        yield f"a character leads nowhere: {text[:20]}"


def _sentence_faults(paragraph: Paragraph) -> Iterator[str]:
    joined = "".join(span.of(paragraph.text) for span in paragraph.sentences)
    if joined != paragraph.text or any(span.start >= span.end for span in paragraph.sentences):
        yield f"sentences do not join to their paragraph: {paragraph.text[:20]}"
    for span in paragraph.sentences:
        if not _leads_back(paragraph, span):
            yield f"a sentence leads nowhere: {span.of(paragraph.text)[:20]}"


def _leads_back(paragraph: Paragraph, span: Span) -> bool:
    if not span.of(paragraph.text).strip(BLANKS):
        return True
    return any(run.start < span.end and span.start < run.start + run.length for run in paragraph.runs)


def _order_faults(paragraphs: list[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        starts = [run.source_start for run in paragraph.runs]
        if starts != sorted(starts):
            yield f"characters moved within a paragraph: {paragraph.text[:20]}"


def _balance_faults(reading: Reading, printed: Count) -> Iterator[str]:
    """What was printed stands somewhere, once. A byline in a dateline stands in its paragraph already."""
    rest = Counter(printed)
    doubtful: list[str] = []
    for article in reading.issue.articles:
        rest.subtract(Counter("".join(_words(article))))
        byline = solid(article.byline or "")
        if byline and byline in solid(article.paragraphs[0].text):
            doubtful.append(byline)
        else:
            rest.subtract(Counter(byline))
    for text in (text for page in reading.issue.pages for text in page.other):
        rest.subtract(Counter(solid(text)))
    for byline in sorted(doubtful, key=len, reverse=True):
        if not Counter(byline) - rest:
            rest.subtract(Counter(byline))
    for what, amount in (("lost", +rest), ("added", -rest)):
        if amount:
            yield f"{what}: {dict(amount)}"


def _words(article: Article) -> Iterator[str]:
    headline = article.headline
    if headline.is_derived:
        if not 0 < len(headline.text) <= 30:
            yield "\0"  # Breaks the balance: a derived title has 1 to 30 characters.
    else:
        yield from (solid(headline.text), solid(headline.kicker or ""), solid(headline.subtitle or ""))
    yield from (solid(paragraph.text) for paragraph in article.paragraphs)
