"""Values <-> rows."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any, TypeAlias

import sqlalchemy as sa

from retrieval.model import (
    Article,
    ArticleHead,
    Box,
    Headline,
    Page,
    Paragraph,
    PrintedDate,
    PrintedPlace,
    Problem,
    Reading,
    SourceRun,
    Span,
    StoredParagraph,
)
from retrieval.store.matching import Mark
from retrieval.store.vocabulary import packed

Analyse = Callable[[str], Sequence[str]]
Row = dict[str, Any]
Record: TypeAlias = "sa.Row[*tuple[Any, ...]]"

_LEAD_LENGTH = 120
_CHINESE_DIGITS = {character: str(i) for i, character in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_PAGE = re.compile(r"([A-Za-z]*)[^A-Za-z\d]*(\d+)")


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """An article ready to be filed, without the ids and the numbers of terms that the database will give."""

    mark: Mark
    article: Row
    paragraphs: tuple[Row, ...]


def article_rows(reading: Reading, terms: Analyse) -> list[ArticleRows]:
    """All articles of a reading in page order, analysed."""
    placed = [(page, article) for page in reading.issue.pages for article in page.articles]
    return [_rows(page, position, article, terms) for position, (page, article) in enumerate(placed)]


def problems_to_json(problems: Iterable[Problem]) -> str:
    """Problems as the column `problems` keeps them."""
    return _json([[problem.code, problem.message, problem.where] for problem in problems])


def problems_of(column: str) -> tuple[Problem, ...]:
    """The problems that `problems_to_json` wrote."""
    return tuple(Problem(*problem) for problem in json.loads(column))


def encoded(rows: Sequence[ArticleRows], numbers: Mapping[str, int]) -> list[ArticleRows]:
    """The same rows with the numbers of their terms instead of the terms."""
    return [
        ArticleRows(
            row.mark,
            row.article | {"title_terms": packed(row.article["title_terms"], numbers)},
            tuple(paragraph | {"terms": packed(paragraph["terms"], numbers)} for paragraph in row.paragraphs),
        )
        for row in rows
    ]


def terms_in(rows: Iterable[ArticleRows]) -> Iterator[str]:
    """All terms of rows that are not encoded yet, as often as they come."""
    for row in rows:
        yield from row.article["title_terms"]
        for paragraph in row.paragraphs:
            yield from paragraph["terms"]


def title_text(title: str, kicker: str | None, subtitle: str | None) -> str:
    """All words of a headline, as they are analysed."""
    return "\n".join(part for part in (kicker, title, subtitle) if part)


def head(row: Record) -> ArticleHead:
    """The head of an article from a row of `lookups.HEAD`."""
    return ArticleHead(
        id=row.article_id,
        issue_id=row.issue_id,
        bulletin=row.bulletin,
        published_on=row.published_on,
        title=row.title,
        is_title_derived=row.is_title_derived,
        date=PrintedDate.parse(row.date),
        date_text=row.date_text,
        page=row.page,
        byline=row.byline,
        lead=row.lead,
        page_number=row.page_number,
        is_uncertain=row.is_uncertain,
        repeats=row.repeats,
    )


def paragraph(row: Record, article: ArticleHead, before: str = "") -> StoredParagraph:
    """A stored paragraph from a row of `paragraphs`; `before` is the text of the one before it."""
    ends: list[int] = json.loads(row.sentences)
    spans = tuple(Span(start, end) for start, end in zip([0, *ends], ends, strict=False))
    return StoredParagraph(row.paragraph_id, row.paragraph_position, row.text, spans, article, before)


def authors(column: str) -> tuple[str, ...]:
    """The authors of an article from its column."""
    return tuple(json.loads(column))


def printed_place(row: Record) -> PrintedPlace:
    """Where a paragraph is printed, from a row of `lookups.PLACE`."""
    boxes: list[list[float]] = json.loads(row.boxes)
    runs: list[list[int]] = json.loads(row.runs)
    return PrintedPlace(
        sha256=row.sha256,
        name=row.name,
        page_number=row.page_number,
        text=row.text,
        runs=tuple(SourceRun(*run) for run in runs),
        boxes=tuple(Box(*box) for box in boxes),
    )


def page_order(label: str | None) -> str:
    """A key that sorts as pages do: by section, then by number; ASCII, so that all databases agree."""
    digits = re.sub(r"十(?=[一二三四五六七八九])", "1", label or "").replace("十", "10")
    digits = "".join(_CHINESE_DIGITS.get(character, character) for character in digits)
    match = _PAGE.search(digits)
    return f"{match[1].upper()[:8]:-<8}{match[2][:8]:0>8}" if match else ""


def _rows(page: Page, position: int, article: Article, terms: Analyse) -> ArticleRows:
    headline, texts = article.headline, [paragraph.text for paragraph in article.paragraphs]
    lead = (texts[0] if texts else "")[:_LEAD_LENGTH]
    mark = Mark(_digest(page.label, article), headline.text, position, lead)
    row = {
        "page": page.label,
        "page_order": page_order(page.label),
        "page_number": page.number,
        "is_uncertain": page.is_uncertain,
        "position": position,
        "date": None if article.date is None else str(article.date),
        "date_text": article.date_text,
        "byline": article.byline,
        "authors": _json(article.authors),
        "lead": lead,
        "digest": mark.digest,
        **_headline_row(headline, terms),
    }
    rows = (_paragraph_row(i, paragraph, terms) for i, paragraph in enumerate(article.paragraphs))
    return ArticleRows(mark, row, tuple(rows))


def _headline_row(headline: Headline, terms: Analyse) -> Row:
    return {
        "title": headline.text,
        "is_title_derived": headline.is_derived,
        "kicker": headline.kicker,
        "subtitle": headline.subtitle,
        "title_terms": terms(title_text(headline.text, headline.kicker, headline.subtitle)),
    }


def _paragraph_row(position: int, paragraph: Paragraph, terms: Analyse) -> Row:
    return {
        "position": position,
        "text": paragraph.text,
        "sentences": _json([sentence.end for sentence in paragraph.sentences]),
        "runs": _json([[run.start, run.source_start, run.length] for run in paragraph.runs]),
        "boxes": _boxes(paragraph),
        "terms": terms(paragraph.text),
    }


def _boxes(paragraph: Paragraph) -> str | None:
    """Tenths of a unit are finer than any print."""
    corners = [[round(edge, 1) for edge in astuple(box)] for box in paragraph.boxes]
    return _json(corners) if corners else None


def _digest(label: str | None, article: Article) -> str:
    """Name everything a reader sees of an article; where it stands in the source does not count."""
    headline = article.headline
    seen = [
        label,
        [headline.text, headline.is_derived, headline.kicker, headline.subtitle],
        [str(article.date), article.date_text, article.byline, *article.authors],
        [[paragraph.text, [span.end for span in paragraph.sentences]] for paragraph in article.paragraphs],
    ]
    return hashlib.sha256(_json(seen).encode()).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
