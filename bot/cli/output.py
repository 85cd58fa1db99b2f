"""What the command line prints: one JSON object, or lines for people."""

from __future__ import annotations

import json
import sys
from typing import Any

from rich.console import Console
from rich.text import Text

from bot.view.citation import cite
from bot.view.html import clean, visible
from bot.view.texts import Lang
from retrieval import ArticleHead, Citation, Elsewhere, Problem, Quote

# The first language of the bulletins' readers; quotes keep the words of the bulletin anyway.
LANG = Lang.HANS


def print_json(value: dict[str, Any]) -> None:
    """Print one JSON object on standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def console() -> Console:
    """Standard output for people; lines are never broken, so that quotes can be copied."""
    return Console(file=sys.stdout, soft_wrap=True, highlight=False)


def warn(problem: Problem) -> None:
    """Print a problem on standard error."""
    where = f"{problem.where}: " if problem.where else ""
    print(f"{where}{problem.message} ({problem.code})", file=sys.stderr)


def quote_json(quote: Quote) -> dict[str, Any]:
    """A quote with its citation as plain values; offsets are code points within `text`."""
    excerpt, citation = quote.excerpt, quote.citation
    return {
        "text": excerpt.text,
        "highlights": [[span.start, span.end] for span in excerpt.highlights],
        **_cited_json(citation),
        "article_id": citation.article_id,
        "paragraph": citation.paragraph,
    }


def head_json(head: ArticleHead) -> dict[str, Any]:
    """The head of an article as plain values."""
    return {**_cited_json(head), "article_id": head.id, "lead": head.lead}


def print_quote(to: Console, number: int, quote: Quote) -> None:
    """Print a quote with its highlighted words in bold, and where it stands."""
    # What `clean` removes could steer the terminal. One for one, or the highlights would move.
    words = Text("".join(clean(character) or " " for character in quote.excerpt.text))
    for span in quote.excerpt.highlights:
        words.stylize("bold", span.start, span.end)
    to.print(Text(f"{number}. ") + words)
    to.print(Text(f"   —— {visible(cite(quote.citation, LANG))}", style="dim"))


def print_head(to: Console, head: ArticleHead) -> None:
    """Print an article's id, title and place on one line."""
    to.print(Text(f"{head.id:>6}  {visible(cite(head, LANG))}"))


def _cited_json(cited: Citation | ArticleHead) -> dict[str, Any]:
    date = cited.date or cited.published_on
    return {
        "bulletin": cited.bulletin,
        "title": cited.title,
        "title_derived": cited.is_title_derived,
        "date": None if date is None else str(date),
        "published_on": None if cited.published_on is None else str(cited.published_on),
        "page": cited.page,
        "byline": cited.byline,
        "order_uncertain": cited.is_uncertain,
        "also": [_elsewhere_json(place) for place in cited.also],
    }


def _elsewhere_json(place: Elsewhere) -> dict[str, Any]:
    return {
        "bulletin": place.bulletin,
        "title": place.title,
        "published_on": None if place.published_on is None else str(place.published_on),
        "page": place.page,
        "article_id": place.article_id,
    }
