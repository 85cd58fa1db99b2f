"""A page of characters -> the articles on it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from retrieval.model import Article, Box, Page
from retrieval.reading.furniture import Masthead, label_in_name, masthead_of
from retrieval.reading.geometry.columns import columns_of
from retrieval.reading.geometry.doubt import problems_of
from retrieval.reading.geometry.glyphs import PageGlyphs
from retrieval.reading.geometry.gutters import cut_at_gutters
from retrieval.reading.geometry.headline import headline_rows
from retrieval.reading.geometry.heads import Head, heads_of
from retrieval.reading.geometry.holes import n_missing
from retrieval.reading.geometry.openings import openings
from retrieval.reading.geometry.order import Chain, chains_of, gather
from retrieval.reading.geometry.orphans import reunited
from retrieval.reading.geometry.paragraphs import body_of, boxes_of
from retrieval.reading.geometry.parts import Parts, parts_of, plain, text_size
from retrieval.reading.geometry.places import Site
from retrieval.reading.geometry.promotion import with_small_heads
from retrieval.reading.geometry.rivers import joined_across
from retrieval.reading.geometry.rows import Line, lines_of
from retrieval.reading.geometry.wording import joined, spaced
from retrieval.reading.headlines import derived_headline
from retrieval.reading.lines import BLANKS
from retrieval.reading.report import byline_in, cut_byline, date_of, paragraph_of
from retrieval.reading.stretch import Stretch, single_blanks, tight
from retrieval.text.joins import Phrases
from retrieval.text.names import authors_of

_LEAST_ARTICLE = 10
_JUMP_TAIL = re.compile(r"[（(]?(?:紧接|上接|下转|转)[^。，（(]{1,10}版[^。，]{0,4}[)）]?$")


@dataclass(frozen=True, slots=True)
class Layout:
    """A page laid out: its articles as chains of columns, and the lines that belong to none."""

    glyphs: PageGlyphs
    chains: tuple[Chain, ...]
    others: tuple[Line, ...]
    masthead: Masthead
    trust: float
    n_missing: int = 0


def read_pages(
    pages: Iterable[PageGlyphs], stem: str, published_on: dt.date | None, named_on: dt.date | None
) -> tuple[list[Page], Masthead]:
    """Return the pages and what their mastheads say; pages are taken one at a time.

    The day that datelines are dated from is `published_on`, else the page's masthead's, else the first one's, else
    `named_on`.
    """
    read: list[Page] = []
    mastheads: list[Masthead] = []
    for number, glyphs in enumerate(pages, start=1):
        layout = lay_out(glyphs)
        read.append(page_of(layout, number))
        mastheads.append(layout.masthead)
    first = Masthead(
        next((m.paper for m in mastheads if m.paper), None),
        next((m.published_on for m in mastheads if m.published_on), None),
        next((m.label for m in mastheads if m.label), None),
    )
    days = [published_on or m.published_on or first.published_on or named_on for m in mastheads]
    dated = [dated_page(page, day) for page, day in zip(read, days, strict=True)]
    if len(dated) == 1 and dated[0].label is None:
        dated = [replace(dated[0], label=label_in_name(stem))]
    return dated, first


def lay_out(page: PageGlyphs) -> Layout:
    """Find lines, columns, headlines and the order of a page."""
    raw = lines_of(page.glyphs)
    lines = cut_at_gutters(joined_across(raw), text_size(raw))
    parts = parts_of(lines, page.height)
    heads, taken = heads_of(parts, page.outlines)
    text = [line for line in parts.text if line not in taken]
    small = [line for line in parts.small if line not in taken]
    pictures, tints = _parted(page.pictures, text)
    walls = [*page.rules, *pictures, *(head.box for head in heads), *(line.box for line in small)]
    columns = columns_of(text, walls, parts.size, parts.pitch)
    fillers = [*pictures, *(line.box for line in small)]
    frames = [*page.frames, *tints]
    site = Site(parts.size, parts.pitch, columns, heads, fillers, page.rules, frames)
    opened = {head: openings(head, columns, heads, fillers, parts) for head in heads}
    evidence = gather(site, opened, Phrases(line.text for line in text), page.is_ordered)
    chains = reunited(chains_of(evidence), evidence.ends, site, evidence.phrases)
    kept = [chain for chain in chains if _is_article(chain)]
    others = _others(parts, small, heads, chains, kept)
    kept = with_small_heads(kept, [line for line in others if line not in parts.strip], parts.pitch)
    others = _others(parts, small, heads, chains, kept)
    loose = [line for line in others if line not in parts.strip and line not in parts.jumps]
    n = n_missing(
        kept, loose, [*fillers, *page.rules, *(head.box for head in heads)], parts.size, parts.pitch
    )
    return Layout(page, tuple(_in_order(kept, parts)), tuple(others), _masthead(parts), evidence.trust, n)


def page_of(layout: Layout, number: int) -> Page:
    """Return the page that a layout makes, its articles not dated yet."""
    notes: list[str] = []
    articles = [_article(item, notes) for item in layout.chains]
    others = [spaced(line) for line in layout.others]
    return Page(
        label=layout.masthead.label,
        articles=tuple(articles),
        other=tuple(text for text in (*others, *notes, layout.glyphs.slanted) if text),
        number=number,
        size=(layout.glyphs.width, layout.glyphs.height),
        problems=problems_of(layout.chains, layout.n_missing, number),
    )


def dated_page(page: Page, published_on: dt.date | None) -> Page:
    """Return the page with its articles dated from `published_on`."""
    return replace(page, articles=tuple(_dated(article, published_on) for article in page.articles))


def _dated(article: Article, published_on: dt.date | None) -> Article:
    found = date_of(article.paragraphs[0].text, published_on) if article.paragraphs else None
    if found is None:
        return article
    return replace(article, date=found.date, date_text=found.text)


def _parted(pictures: Iterable[Box], text: Sequence[Line]) -> tuple[list[Box], list[Box]]:
    """Part pictures from the tints that text is printed on."""
    parted: tuple[list[Box], list[Box]] = ([], [])
    for box in pictures:
        n_inside = sum(
            box.left < line.center < box.right and box.top < line.baseline < box.bottom for line in text
        )
        parted[n_inside > 2].append(box)
    return parted


def _is_article(chain: Chain) -> bool:
    """Say whether a chain is a text: a stray line of no sentence is none."""
    lines = [line for column in chain.columns for line in column.lines]
    text = "".join(line.text for line in lines)
    return len(text) >= _LEAST_ARTICLE and (len(lines) > 2 or "。" in text or chain.head is not None)


def _others(
    parts: Parts, small: Sequence[Line], heads: Sequence[Head], chains: Sequence[Chain], kept: Sequence[Chain]
) -> list[Line]:
    """The lines of the page that belong to no article, from top to bottom."""
    used = {line for chain in kept if chain.head is not None for line in chain.head.lines}
    used |= {line for chain in kept for column in chain.columns for line in column.lines}
    titles = [line for head in heads for line in head.lines]
    stray = [line for chain in chains for column in chain.columns for line in column.lines]
    rest = [line for line in (*parts.strip, *parts.jumps, *small, *titles, *stray) if line not in used]
    return sorted(rest, key=lambda line: (line.baseline, line.left))


def _in_order(chains: Sequence[Chain], parts: Parts) -> list[Chain]:
    """The articles as a reader meets them: from top to bottom, those side by side from left to right."""
    ordered: list[Chain] = []
    row: list[Chain] = []
    for item in sorted(chains, key=_top):
        if row and _top(item) - _top(row[0]) > 3 * parts.pitch:
            ordered += sorted(row, key=_left)
            row = []
        row.append(item)
    return ordered + sorted(row, key=_left)


def _top(chain: Chain) -> float:
    return min(chain.columns[0].top, chain.head.box.top if chain.head else chain.columns[0].top)


def _left(chain: Chain) -> float:
    return chain.columns[0].left


def _masthead(parts: Parts) -> Masthead:
    found = [text for line in parts.strip if (text := plain(line)) is not None]
    return masthead_of(found)


def _article(item: Chain, notes: list[str]) -> Article:
    """The article of a chain; jump notes that end its text are added to `notes`."""
    body = body_of(item.columns)
    stretches = [joined(lines) for lines in body.paragraphs]
    stretches, tails = _signed(stretches, notes)
    paragraphs = [
        replace(paragraph_of(tight(stretch.strip())), boxes=boxes_of(lines, item.columns))
        for stretch, lines in zip(stretches, body.paragraphs, strict=True)
        if stretch.text.strip(BLANKS)
    ]
    rows = headline_rows(item.head)
    signed = [single_blanks(joined(lines)) for lines in body.bylines]
    printed = [*rows.bylines, *signed[: body.n_above], *tails, *signed[body.n_above :]]
    lead = paragraphs[0].text if paragraphs else ""
    byline = " ".join(printed) or byline_in(lead)
    return Article(
        headline=rows.headline or derived_headline(lead),
        paragraphs=tuple(paragraphs),
        byline=byline,
        authors=authors_of(byline) if byline else (),
    )


def _signed(stretches: list[Stretch], notes: list[str]) -> tuple[list[Stretch], list[str]]:
    """Cut a jump note and a byline from the end of the last paragraph."""
    if not stretches:
        return stretches, []
    last = stretches[-1]
    jump = _JUMP_TAIL.search(last.text[-24:])
    if jump is not None:
        cut = len(last.text) - len(jump.group())
        notes.append(jump.group())
        last = last.pick([(0, cut)])
    last, tail = cut_byline(last.strip(), len(stretches) > 1)
    return [*stretches[:-1], last], [tail.text] if tail else []
