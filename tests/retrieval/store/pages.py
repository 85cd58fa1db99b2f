"""Readings made by hand, small enough to see through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from retrieval.model import (
    Article,
    Box,
    Headline,
    Issue,
    Page,
    Paragraph,
    PrintedDate,
    Problem,
    Reading,
    Saved,
    Source,
    SourceRun,
    Span,
)
from retrieval.store import Library

DAY = dt.date(2024, 9, 3)
NOW = dt.datetime(2024, 9, 4, 8, 30, tzinfo=dt.UTC)
PAPER = "青砚时报"

Report = tuple[str, Sequence[str]]


def terms(text: str) -> list[str]:
    """Words divided by spaces: an analyser one can follow by eye."""
    return text.split()


def upper_terms(text: str) -> list[str]:
    """Another analyser."""
    return text.upper().split()


def article(title: str, texts: Sequence[str]) -> Article:
    """One report whose paragraphs are of two sentences each."""
    paragraphs = tuple(
        Paragraph(
            text, (Span(0, len(text) // 2), Span(len(text) // 2, len(text))), (SourceRun(0, i, len(text)),)
        )
        for i, text in enumerate(texts)
    )
    date = PrintedDate(9, 2)
    return Article(Headline(title, kicker="kicker"), paragraphs, date, "9月2日", "记者 甲", ("甲",))


def reading(
    name: str,
    *reports: Report,
    day: dt.date | None = DAY,
    label: str | None = "A01",
    folder: str = "/in",
    content: bytes | None = None,
    problems: tuple[Problem, ...] = (),
) -> Reading:
    """A page of an issue; its bytes follow from its words unless given."""
    page = Page(label, tuple(article(*report) for report in reports))
    source = Source(name, repr(reports).encode() if content is None else content, f"{folder}/{name}")
    return Reading(source, Issue(PAPER, day, (page,)), problems)


def printed(name: str, text: str, *, doubt: str = "", content: bytes = b"%PDF-1.7") -> Reading:
    """The third page of a file, with one paragraph of two boxes."""
    paragraph = Paragraph(
        text, (Span(0, len(text)),), (SourceRun(0, 40, len(text)),), (Box(1, 2, 30.25, 40), Box(50, 2, 80, 9))
    )
    report = Article(Headline("title"), (paragraph,))
    problems = (Problem(doubt, "the text is in doubt"),) if doubt else ()
    page = Page("A03", (report,), number=3, size=(100.0, 200.0), problems=problems)
    return Reading(Source(name, content, f"/in/{name}"), Issue(PAPER, DAY, (page,)), problems)


def save(library: Library, page: Reading, bulletin: str = PAPER) -> Saved:
    """Save with the plain analyser, at a fixed time."""
    return library.save(page, terms, "plain", bulletin=bulletin, now=NOW)


def titles(library: Library) -> list[str]:
    """The titles of everything, newest first."""
    return [head.title for head in library.latest(1000)]
