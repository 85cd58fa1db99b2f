"""What a subscription asks for, and what it found in one issue: values, and their form in the database."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from retrieval import ArticleHead, Excerpt, Span

Kind = Literal["all", "bulletin", "words", "question"]
State = Literal["draft", "active", "paused"]


class Rule(NamedTuple):
    """What is wanted: everything (`words` empty), a bulletin by name, words in the filter language, a question."""

    kind: Kind
    words: str = ""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A chat's wish. `thread_id` is a topic, 0 for none; `replaces` is the subscription that a draft would change."""

    id: int
    chat_id: int
    thread_id: int
    rule: Rule
    state: State
    replaces: int | None
    made_at: dt.datetime


class Match(NamedTuple):
    """An article that a rule wants. A question keeps its excerpt: paragraph, span and highlights within the span."""

    article_id: int
    rule: int
    paragraph: int = 0
    start: int = 0
    end: int = 0
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Body:
    """What a chat is told of one issue: the rules that matched, and the articles in reading order, each once."""

    rules: tuple[Rule, ...]
    matches: tuple[Match, ...]

    @cached_property
    def article_ids(self) -> frozenset[int]:
        """The articles told of."""
        return frozenset(match.article_id for match in self.matches)

    def only(self, article_ids: Iterable[int]) -> Body:
        """The same of these articles alone."""
        kept = frozenset(article_ids)
        return Body(self.rules, tuple(match for match in self.matches if match.article_id in kept))

    def to_json(self, known: dict[int, str] | None = None) -> str:
        """The form the database keeps; `known` keeps the text of matches that many bodies share."""
        text = None if known is None else known.get(id(self.matches))
        if text is None:
            text = _compact([match if match.end else match[:2] for match in self.matches])
            if known is not None:
                known[id(self.matches)] = text
        return f"[{_compact(self.rules)},{text}]"

    @classmethod
    def from_json(cls, column: str) -> Body:
        """Read back what `to_json` wrote."""
        rules, matches = json.loads(column)
        return cls(tuple(Rule(*rule) for rule in rules), tuple(_match(match) for match in matches))


@dataclass(frozen=True, slots=True)
class Found:
    """An article as an alert shows it: its head, and the excerpt with the wanted words marked."""

    head: ArticleHead
    excerpt: Excerpt | None


def join(bodies: Iterable[Body], order: Iterable[int]) -> Body:
    """One body of several, its articles in the given order; an article that several rules want is told once."""
    rules: dict[Rule, int] = {}
    found: dict[int, Match] = {}
    for body in bodies:
        for match in body.matches:
            rule = rules.setdefault(body.rules[match.rule], len(rules))
            if match.article_id not in found:
                found[match.article_id] = match if match.rule == rule else match._replace(rule=rule)
    return Body(tuple(rules), tuple(found[id_] for id_ in order if id_ in found))


def spans(marks: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Highlights as spans."""
    return tuple(Span(start, end) for start, end in marks)


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _match(kept: Any) -> Match:
    if len(kept) == 2:
        return Match(*kept)
    article_id, rule, paragraph, start, end, marks = kept
    return Match(article_id, rule, paragraph, start, end, tuple((a, b) for a, b in marks))
