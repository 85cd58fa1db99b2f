"""The second look: the best paragraphs by score, put in order by what else speaks for them.

Two chances are multiplied: that an article answers, and that a paragraph does in its article. What tells one article
from another (the words asked for, in their order) is not what tells the paragraph that announces an answer from the
one that gives it. Both are linear in their signs; the weights are fitted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from retrieval.answering import signs
from retrieval.answering.among import among
from retrieval.answering.signs import Asked, Place, Weight
from retrieval.answering.weights import fitted
from retrieval.model import Hit, Query, StoredParagraph

# Deeper than this, hardly any paragraph answers.
DEPTH = 30
_CROWD = 10


@dataclass(frozen=True, slots=True)
class Field:
    """The candidates of one question, in the order of their scores: what each is, whose article it is from, and the
    clues that tell articles apart (`between`) and paragraphs of one article (`within`)."""

    question: Asked
    places: tuple[Place, ...]
    articles: tuple[int, ...]
    between: tuple[Mapping[str, float], ...]
    within: tuple[Mapping[str, float], ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit in its place: the chance that it answers if any of the hits does, and the signs that say how sure it is."""

    hit: Hit
    chance: float
    signs: Mapping[str, float]


def likeliest_first(
    query: Query,
    hits: Sequence[Hit],
    paragraphs: Mapping[int, StoredParagraph],
    bound: float,
    weight: Weight,
    k: int = DEPTH,
) -> list[Ranked]:
    """Return the likeliest `k` of the first 30 hits whose paragraphs are given, likeliest first.

    `bound` is the best score that could be reached.
    """
    first = [hit for hit in hits if hit.passage in paragraphs][:DEPTH]
    field = field_of(query, first, paragraphs, bound, weight)
    numbers = fitted()
    between = [weighed(numbers.between, each) for each in field.between]
    within = [weighed(numbers.within, each) for each in field.within]
    chances = chances_of(between, within, field.articles)
    order = sorted(range(len(first)), key=lambda i: -chances[i])
    return [Ranked(first[i], chances[i], sureness_signs(field, i)) for i in order[:k]]


def field_of(
    query: Query, hits: Sequence[Hit], paragraphs: Mapping[int, StoredParagraph], bound: float, weight: Weight
) -> Field:
    """Return the signs for all hits."""
    question = signs.asked(query, weight)
    places = tuple(signs.place(question, paragraphs[hit.passage], hit.score / (bound or 1.0)) for hit in hits)
    articles = tuple(paragraphs[hit.passage].article.id for hit in hits)
    inside: dict[int, Mapping[str, float]] = {}
    for members in _by_article(articles):
        found = signs.within(question, [places[i] for i in members])
        inside.update(zip(members, found, strict=True))
    between = tuple(
        {**signs.between(question, place), **beside}
        for place, beside in zip(places, among(question, places, articles), strict=True)
    )
    return Field(question, places, articles, between, tuple(inside[i] for i in range(len(places))))


def chances_of(between: Sequence[float], within: Sequence[float], articles: Sequence[int]) -> list[float]:
    """Return the chance of each candidate, the sum 1: that its article answers, and that it does in its article.

    Both are conditional logit models (see `tests/benchmarks/fitting.py`), so the chances are the models' own.
    """
    powers, inside = _powers(between), [0.0] * len(within)
    for members in _by_article(articles):
        shares = _powers([within[i] for i in members])
        of_article = sum(powers[i] for i in members)
        for i, share in zip(members, shares, strict=True):
            inside[i] = of_article * share / sum(shares)
    total = sum(inside) or 1.0
    return [each / total for each in inside]


def sureness_signs(field: Field, i: int) -> Mapping[str, float]:
    """Return what says how surely candidate `i` answers: its own signs, how far it stands out, and its article."""
    crowd = field.places[min(_CROWD, len(field.places)) - 1].share
    same = [
        place
        for place, article in zip(field.places, field.articles, strict=True)
        if article == field.articles[i]
    ]
    return {
        **field.between[i],
        **field.within[i],
        "stands_out": field.places[i].share - crowd,
        **signs.rare_words(field.question, field.places[i]),
        "letters": signs.letters(field.question, field.places[i]),
        **signs.in_article(field.question, same),
    }


def weighed(weights: Mapping[str, float], found: Mapping[str, float]) -> float:
    """Return the weighted sum of signs; a sign without a weight counts nothing."""
    return sum([weight * found[name] for name, weight in weights.items() if name in found])


def _powers(values: Sequence[float]) -> list[float]:
    top = max(values, default=0.0)
    return [exp(value - top) for value in values]


def _by_article(articles: Sequence[int]) -> list[list[int]]:
    members: dict[int, list[int]] = {}
    for i, article in enumerate(articles):
        members.setdefault(article, []).append(i)
    return list(members.values())
