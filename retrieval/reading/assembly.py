"""From lines and their parts to articles."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from retrieval.model import Article, Headline
from retrieval.reading.headlines import derived_headline, headline_of
from retrieval.reading.lines import BLANKS, Line
from retrieval.reading.report import byline_in, cut_byline, date_of, paragraph_of
from retrieval.reading.roles import Role
from retrieval.reading.stretch import loose, single_blanks, tight
from retrieval.text.names import authors_of

_LEADS = (Role.LEAD, Role.LEAD_SIGNED)
_STARTS = (*_LEADS, Role.FIRST, Role.FIRST_SIGNED, Role.CROSSHEAD, Role.CROSSHEAD_SIGNED)
_WORD = re.compile(r"\w")


@dataclass(slots=True)
class Draft:
    """The lines of one article, by part."""

    head: list[Line] = field(default_factory=list)
    bylines: list[Line] = field(default_factory=list)
    paragraphs: list[list[Line]] = field(default_factory=list)


def articles_of(
    lines: Sequence[Line], roles: Sequence[Role], source: str, published_on: dt.date | None
) -> tuple[list[Article], list[Line]]:
    """Return the articles, and the lines that turned out to belong to none (a headline over nothing)."""
    articles: list[Article] = []
    left_over: list[Line] = []
    for draft in _drafts(lines, roles):
        if any(_WORD.search(line.bare) for paragraph in draft.paragraphs for line in paragraph):
            articles.append(_article(draft, source, published_on))
        else:
            left_over += [*draft.head, *draft.bylines, *chain.from_iterable(draft.paragraphs)]
    return articles, left_over


def _drafts(lines: Sequence[Line], roles: Sequence[Role]) -> Iterator[Draft]:
    draft = Draft()
    for line, role in zip(lines, roles, strict=True):
        if _begins_article(role, draft):
            yield draft
            draft = Draft()
        if role == Role.HEAD:
            draft.head.append(line)
        elif role in (Role.HEAD_BYLINE, Role.BYLINE):
            draft.bylines.append(line)
        elif role in _STARTS or not draft.paragraphs:
            draft.paragraphs.append([line])
        else:
            draft.paragraphs[-1].append(line)
    yield draft


def _begins_article(role: Role, draft: Draft) -> bool:
    if role == Role.HEAD:
        return bool(draft.paragraphs or draft.bylines)
    return role in (*_LEADS, Role.HEAD_BYLINE) and bool(draft.paragraphs)


def _article(draft: Draft, source: str, published_on: dt.date | None) -> Article:
    stretches = [loose(lines, source) for lines in draft.paragraphs]
    stretches[-1], tail = cut_byline(stretches[-1], len(stretches) > 1)
    paragraphs = tuple(
        paragraph_of(tight(stretch.strip())) for stretch in stretches if stretch.text.strip(BLANKS)
    )
    lead = paragraphs[0].text
    end = draft.paragraphs[-1][-1].start
    above, below = ([x for x in draft.bylines if (x.start > end) is is_below] for is_below in (False, True))
    printed = [*_rows(above, source), *([tail.text] if tail else []), *_rows(below, source)]
    byline = " ".join(printed) or byline_in(lead)
    found = date_of(lead, published_on)
    return Article(
        headline=_headline(draft.head, lead, source),
        paragraphs=paragraphs,
        date=found.date if found else None,
        date_text=found.text if found else None,
        byline=byline,
        authors=authors_of(byline) if byline else (),
    )


def _headline(head: list[Line], lead: str, source: str) -> Headline:
    return headline_of(_rows(head, source)) if head else derived_headline(lead)


def _rows(lines: Sequence[Line], source: str) -> list[str]:
    return [single_blanks(loose([line], source)) for line in lines]
