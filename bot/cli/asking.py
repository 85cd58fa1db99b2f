"""`bulletin-bot ask`, `search` and `latest`: what the library says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot import index, settings
from bot.cli.output import LANG, console, head_json, print_head, print_json, print_quote, quote_json
from bot.context import today
from bot.view.answer import render_abstention
from bot.view.html import visible
from bot.view.notices import render_mistake
from retrieval import Abstention, Answer, Current, Days, Library, UsageError, ask, parse_search
from retrieval import search as search_words


def answer(question: str, limit: int, *, as_json: bool) -> bool:
    """Print quotes that answer, or why there are none; says whether there were."""
    with _current() as current:
        found = ask(current, question, limit, today=today())
    if as_json:
        print_json(_answer_json(found))
    else:
        _print_answer(found)
    return isinstance(found, Answer)


def find(words: str, k: int, *, as_json: bool) -> None:
    """Print the excerpts of the `k` best paragraphs; UsageError when the words ask for what cannot be understood."""
    wanted = parse_search(words, today())
    if wanted.mistakes:
        raise UsageError(visible(render_mistake(*wanted.mistakes[0], lang=LANG).html))
    with _current() as current:
        quotes = search_words(current, wanted, k)
    if as_json:
        hits = [quote_json(quote) | {"score": quote.score} for quote in quotes]
        print_json({"hits": hits} | ({"days": _days_json(wanted.days)} if wanted.days else {}))
        return
    for number, quote in enumerate(quotes, 1):
        print_quote(console(), number, quote)


def list_latest(limit: int, *, as_json: bool) -> None:
    """Print the newest articles."""
    with Library.open(settings.load().database_url) as library:
        heads = library.latest(limit)
    if as_json:
        print_json({"articles": [head_json(head) for head in heads]})
        return
    for head in heads:
        print_head(console(), head)


def _days_json(days: Days) -> dict[str, str | None]:
    first, last = (None if day is None else day.isoformat() for day in (days.first, days.last))
    return {"words": days.words, "first": first, "last": last}


@contextmanager
def _current() -> Iterator[Current]:
    loaded = settings.load()
    with Library.open(loaded.database_url) as library, index.opened(loaded, library) as current:
        yield current


def _answer_json(found: Answer | Abstention) -> dict[str, object]:
    said: dict[str, object]
    if isinstance(found, Answer):
        said = {"quotes": [quote_json(quote) for quote in found.quotes], "abstention": None}
    else:
        near = [head_json(head) for head in found.near]
        said = {"quotes": [], "abstention": {"reason": found.reason, "near": near}}
    days = found.query.days
    return said | ({"days": _days_json(days) | {"met": found.query.is_days_met}} if days else {})


def _print_answer(found: Answer | Abstention) -> None:
    to = console()
    if isinstance(found, Answer):
        for number, quote in enumerate(found.quotes, 1):
            print_quote(to, number, quote)
        return
    to.print(visible(render_abstention(found, lang=LANG).html), markup=False)
    for head in found.near:
        print_head(to, head)
