"""From blocks to articles. One document may hold several, each under its heading."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from retrieval.model import Article, Headline, PrintedDate
from retrieval.reading.clues import dateline_end, is_half, is_terminal
from retrieval.reading.document.block import Block, solid
from retrieval.reading.document.parts import is_caption, is_furniture, is_picture_note, names_in, signature
from retrieval.reading.document.sections import is_head, sections_of
from retrieval.reading.headlines import derived_headline
from retrieval.reading.report import byline_in, cut_byline, date_of, paragraph_of
from retrieval.reading.stretch import Stretch, single_blanks
from retrieval.text.names import authors_of

_WORD = re.compile(r"\w")
_SUBTITLE = re.compile(r"^(?:——|—|－－|--)")
_SOFT_BREAK_AT = 20


@dataclass(frozen=True, slots=True)
class Known:
    """What a document says of one article outside of its text; `written_on` is the day of one without a dateline."""

    title: str | None = None
    kicker: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    written_on: dt.date | None = None


@dataclass(slots=True)
class _Draft:
    """The blocks of one article, by part."""

    head: list[Block] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    paragraphs: list[Block] = field(default_factory=list)


def article_of(
    blocks: Sequence[Block], known: Known, published_on: dt.date | None
) -> tuple[Article | None, list[str]]:
    """Return the article that blocks make, and the text that belongs to none; None when no text is left."""
    draft, others = _sorted_out(blocks, known)
    if not any(_WORD.search(block.text) for block in draft.paragraphs):
        return None, others
    return _article(draft, known, published_on), others


def articles_of(
    blocks: Sequence[Block], known: Known, published_on: dt.date | None
) -> tuple[list[Article], list[str]]:
    """Return the articles of a document, each under its heading, and the text that belongs to none."""
    articles: list[Article] = []
    others: list[str] = []
    for section in sections_of(blocks, is_titled=known.title is not None):
        if all(block.heading is not None for block in section):
            others += [block.text for block in section]
            continue
        article, rest = article_of(section, known if not articles else Known(), published_on)
        others += rest
        if article is not None:
            articles.append(article)
        else:
            others += [block.text for block in section if block.text not in rest]
    return articles, others


def _sorted_out(blocks: Sequence[Block], known: Known) -> tuple[_Draft, list[str]]:
    draft, others = _Draft(), []
    n_head = _head_length(blocks) if known.title is None else _known_head_length(blocks, known)
    draft.head = list(blocks[:n_head])
    for block in blocks[n_head:]:
        signed = signature(block.text)
        if is_caption(block) or is_picture_note(block):
            others.append(block.text)
        elif signed is not None and (not draft.paragraphs or signed[0] not in draft.signatures):
            draft.signatures.append(signed[0])
            draft.authors += signed[1]
        elif is_furniture(block):
            others.append(block.text)
        else:
            draft.paragraphs.append(block)
    draft.paragraphs = _softened(draft.paragraphs)
    return draft, others


def _head_length(blocks: Sequence[Block]) -> int:
    """How many blocks at the top are headlines: headings, or short lines set apart."""
    n = 0
    while n < len(blocks) and n < 4 and is_head(blocks[n]):
        n += 1
    return n if n < len(blocks) else 0


def _known_head_length(blocks: Sequence[Block], known: Known) -> int:
    """How many blocks at the top only repeat the headline that is known already."""
    heads = [solid(part) for part in (known.title, known.kicker, known.subtitle) if part]
    whole = "".join(heads)
    n = 0
    while (
        n < len(blocks)
        and n < 5
        and (words := solid(blocks[n].text))
        and (words in heads or (len(words) > 3 and words in whole))
    ):
        n += 1
    return n


def _softened(blocks: Sequence[Block]) -> list[Block]:
    """Join lines that were only broken to fit: a long line in mid-sentence goes on in the next."""
    kept: list[Block] = []
    for block in blocks:
        before = kept[-1] if kept else None
        if before is not None and _goes_on(before, block):
            kept[-1] = replace(before, stretch=_with(before.stretch, block.stretch))
        else:
            kept.append(block)
    return kept


def _goes_on(before: Block, block: Block) -> bool:
    if block.is_row or before.is_row or block.heading is not None or before.heading is not None:
        return False
    if block.indent or before.owner != block.owner or dateline_end(block.text):
        return False
    if is_half(before.text) and not before.text.endswith((":", "：", "；", ";")):
        return True
    return (
        not is_terminal(before.text)
        and before.text[-1] not in "：:；;"
        and len(before.text) >= _SOFT_BREAK_AT
        and before.indent > 0
        and not (block.is_strong or before.is_strong)
    )


def _with(first: Stretch, second: Stretch) -> Stretch:
    at = len(first.text)
    runs = (*first.runs, *((at + start, source, length) for start, source, length in second.runs))
    return Stretch(first.text + second.text, runs)


def _article(draft: _Draft, known: Known, published_on: dt.date | None) -> Article:
    stretches = [block.stretch for block in draft.paragraphs]
    # Rows of a table may follow the words that are signed.
    last = next((i for i in range(len(stretches) - 1, -1, -1) if not draft.paragraphs[i].is_row), -1)
    stretches[last], tail = cut_byline(stretches[last], len(stretches) > 1)
    paragraphs = tuple(
        paragraph_of(stretch.strip())
        for stretch in stretches
        if _WORD.search(stretch.text) or len(stretches) > 1
    )
    paragraphs = tuple(paragraph for paragraph in paragraphs if paragraph.text)
    lead = paragraphs[0].text
    byline, authors = _signed(draft, known, tail.text if tail else None, lead)
    found = date_of(lead, published_on)
    date = found.date if found else None
    if date is None and known.written_on is not None:
        day = known.written_on
        date = PrintedDate(day.month, day.day, day.year)
    return Article(
        headline=_headline(draft.head, known, lead),
        paragraphs=paragraphs,
        date=date,
        date_text=found.text if found else None,
        byline=byline,
        authors=authors,
    )


def _signed(draft: _Draft, known: Known, tail: str | None, lead: str) -> tuple[str | None, tuple[str, ...]]:
    """The byline as printed in the text, else as its document says; names in their order."""
    printed = [*draft.signatures, *([tail] if tail else [])]
    byline = " ".join(printed) or byline_in(lead)
    authors = tuple(dict.fromkeys([*draft.authors, *(authors_of(tail) if tail else ())]))
    if byline and not authors:
        authors = authors_of(byline)
    if known.byline:
        said = names_in(known.byline)
        if not byline or (said and not set(said) <= set(authors)):
            return known.byline, said
    return byline, authors


def _headline(head: Sequence[Block], known: Known, lead: str) -> Headline:
    if known.title:
        return Headline(known.title, kicker=known.kicker, subtitle=known.subtitle)
    if not head:
        return derived_headline(lead)
    return headline_in(head)


def headline_in(head: Sequence[Block]) -> Headline:
    """Return the headline that heading blocks from top to bottom make up; at least one."""
    rows = [single_blanks(block.stretch) for block in head]
    main = _main(head)
    end = main + 1
    while end < len(head) and head[end].owner == head[main].owner and head[end].owner >= 0:
        end += 1
    return Headline(
        "".join(rows[main:end]),
        kicker=_rows(rows[:main]),
        subtitle=_rows(rows[end:]),
    )


def _main(head: Sequence[Block]) -> int:
    """Which row is the title: the one called so, else the highest heading, else the first that is no subtitle."""
    called = [i for i, block in enumerate(head) if block.is_title]
    if called:
        return called[0]
    levels = [block.heading for block in head if block.heading is not None]
    if levels:
        return next(i for i, block in enumerate(head) if block.heading == min(levels))
    return next((i for i, block in enumerate(head) if not _SUBTITLE.match(block.text)), 0)


def _rows(rows: Iterable[str]) -> str | None:
    return "".join(rows) or None
