"""What would a rule have told of lately? Shown before it is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bot.alerts.matching import Matcher, by_id, found
from bot.alerts.rules import Found, Match, Rule
from retrieval import Answer, Current, Quote, StoredArticle, ask

DAYS = 30
MAX_ARTICLES = 1500
# Where the last month holds nothing, the examples come from these newest articles.
MAX_EARLIER = 400
MAX_EXAMPLES = 3
MAX_ANSWERS = 12


@dataclass(frozen=True, slots=True)
class Preview:
    """How many articles of the last `DAYS` days fit, and some that do; when none does, `examples` are older ones."""

    n: int
    examples: tuple[Found, ...]


def preview(current: Current, rule: Rule, now: dt.datetime) -> Preview:
    """What the rule would have told of in the last days."""
    if rule.kind == "question":
        return _answered(current, rule, now)
    library = current.library
    articles = library.recent(now - dt.timedelta(days=DAYS), MAX_ARTICLES)
    matches = _matches(articles, rule)
    if matches:
        return Preview(len(matches), _shown(articles, matches, rule))
    earlier = library.recent(dt.datetime(1, 1, 2, tzinfo=dt.UTC), MAX_EARLIER)
    return Preview(0, _shown(earlier, _matches(earlier, rule), rule))


def _matches(articles: Sequence[StoredArticle], rule: Rule) -> Sequence[Match]:
    return Matcher(articles, _no_answers).body(rule).matches


def _shown(articles: Sequence[StoredArticle], matches: Sequence[Match], rule: Rule) -> tuple[Found, ...]:
    known = by_id(articles)
    return tuple(found(known[match.article_id], match, (rule,)) for match in matches[:MAX_EXAMPLES])


def _answered(current: Current, rule: Rule, now: dt.datetime) -> Preview:
    """The same for a question: the articles that answer it now, as far as they are recent."""
    answer = ask(current, rule.words, MAX_ANSWERS)
    quotes = answer.quotes if isinstance(answer, Answer) else ()
    first: dict[int, Quote] = {}
    for quote in quotes:
        first.setdefault(quote.citation.article_id, quote)
    since = (now - dt.timedelta(days=DAYS)).date()
    recent = {id_: q for id_, q in first.items() if (q.citation.published_on or since) >= since}
    shown = []
    for article_id, quote in list((recent or first).items())[:MAX_EXAMPLES]:
        article = current.library.article(article_id)
        if article is not None:
            shown.append(Found(article.head, quote.excerpt))
    return Preview(len(recent), tuple(shown))


def _no_answers(_question: str) -> Sequence[Quote]:
    return ()
