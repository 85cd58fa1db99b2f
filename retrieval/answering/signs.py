"""What speaks for a paragraph as the answer, beside its score: each sign is a number between about 0 and 1.

BM25 counts the question's words and forgets their order, their neighbours and their article. The signs put that back:
the question's longest run that stands there word for word (Metzler & Croft, "A Markov random field model for term
dependencies", 2005, weigh ordered pairs and windows in the same way), and, between paragraphs of one article, that
the answer stands *behind* the words that announce it: a paragraph that ends with the question's own words introduces
the answer, the next one gives it, and needs not repeat what the one before has said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from retrieval.answering.questions import GENERIC, answer_form, kind_named
from retrieval.model import Query, StoredParagraph
from retrieval.text import tokens
from retrieval.text.fold import fold

_BLANKS = re.compile(r"\s+")
_RUN = re.compile(r"[\w·-]+")
_NUMBER = re.compile(r"[0-9]+")
_ANNOUNCES = re.compile(r"(?:如下|通知|以下.{0,8})[:：。]?$|[:：]$")
_ALIAS = re.compile(r"[(（].*")
_OPENING, _TAIL, _BESIDE, _SHORT = 60, 40, 30, 30
_LONGEST_ASKED = 80
_MOST_ANSWERS = 30
_RUN_LENGTH = 4
_LATE = 10
_HARDLY = 0.05

_SHORT_KINDS = frozenset("phone age clock when money who howmany where org".split())

Weight = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart: its folded text without blanks, and its words, pairs and runs of four by weight."""

    text: str
    words: Mapping[str, float]
    pairs: Mapping[str, float]
    fours: Mapping[str, float]
    numbers: tuple[str, ...]
    form: re.Pattern[str] | None
    is_short: bool
    lift: float


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate: its share of the best possible score, and the folded texts of paragraph, title and what stands
    before, without blanks; `position` counts from 0 in the article, `pairs` are the question's in the paragraph."""

    share: float
    body: str
    title: str
    before: str
    position: int
    pairs: frozenset[str]


def asked(query: Query, weight: Weight) -> Asked:
    """Return the parts of an analysed question; `weight` says how much a term tells."""
    terms = set(query.terms)
    pairs = {pair: weight(pair) for pair in tokens.bigrams(query.content) if pair in terms}
    fours = {
        run[i : i + _RUN_LENGTH]: (weight(run[i : i + 2]) + weight(run[i + 2 : i + 4])) / 2
        for run in _RUN.findall(query.content)
        for i in range(len(run) - _RUN_LENGTH + 1)
    }
    folded = fold(query.text)
    return Asked(
        text=_BLANKS.sub("", folded)[:_LONGEST_ASKED],
        words={word: weight(word) for word in query.words},
        pairs=pairs,
        fours=fours,
        numbers=tuple(_NUMBER.findall(query.content)),
        form=answer_form(query.kind, folded),
        is_short=query.kind in _SHORT_KINDS,
        lift=kind_named(query.kind).lift,
    )


def place(question: Asked, paragraph: StoredParagraph, share: float) -> Place:
    """Return a paragraph as a candidate that reached `share` of the best possible score; where the question's kind has
    a lift of its own, an answer of that form adds to the share."""
    body = _bare(paragraph.text)
    held = frozenset([pair for pair in question.pairs if pair in body])
    if question.lift and question.form and question.form.search(body):
        share += question.lift * (1 + _answer_beside(question, body)) / 2
    return Place(
        share, body, _bare(paragraph.article.title), _bare(paragraph.before), paragraph.position, held
    )


def between(question: Asked, candidate: Place) -> dict[str, float]:
    """Return the signs that tell the right article from others."""
    return {
        "share": candidate.share,
        "title": _is_named(question, candidate.title),
        "run": longest_run(question.text, candidate.body) / max(6, len(question.text)),
        "fours": share_of(question.fours, candidate.body),
        "numbers": sum(n in candidate.body for n in question.numbers) / (len(question.numbers) or 1),
        "late": min(candidate.position, _LATE) / _LATE,
        "opening": share_of(question.pairs, candidate.body[:_OPENING]),
    }


def within(question: Asked, candidates: Sequence[Place]) -> list[dict[str, float]]:
    """Return, for each candidate of one article, the signs that tell it from the others of the same article."""
    return [
        _within(question, candidate, telling)
        for candidate, telling in zip(candidates, _telling(question, candidates), strict=True)
    ]


def share_of(weights: Mapping[str, float], text: str) -> float:
    """Return how much of the weight stands in `text`, 0 to 1."""
    return sum([w for term, w in weights.items() if term in text]) / (sum(weights.values()) or 1.0)


def in_article(question: Asked, candidates: Sequence[Place]) -> dict[str, float]:
    """Return how much of the question's pairs stands in these candidates of one article or in its title, plainly and as a
    logarithm, and how much of its words stands there or right before, 0 to 1 each."""
    title = candidates[0].title
    held = frozenset().union(*(candidate.pairs for candidate in candidates))
    found = sum(w for pair, w in question.pairs.items() if pair in held or pair in title)
    share = found / (sum(question.pairs.values()) or 1.0)
    said = "\n".join((title, *(text for each in candidates for text in (each.body, each.before))))
    return {
        "in_article": share,
        "in_article_log": log(share + _HARDLY),
        "article_words": share_of(_telling_words(question), said),
    }


def rare_words(question: Asked, candidate: Place) -> dict[str, float]:
    """Return how much of the question's words and pairs stands in a paragraph or its title, each weighed by its weight
    squared, so that the rarest decide, and whether the rarest word does."""
    words, held = _telling_words(question), candidate.body + "\n" + candidate.title
    rarest = max(words, key=lambda word: words[word], default="")
    return {
        "rare_words": share_of({word: w * w for word, w in words.items()}, held),
        "rare_pairs": share_of({pair: w * w for pair, w in question.pairs.items()}, held),
        "rarest": float(rarest in held),
    }


def letters(question: Asked, candidate: Place) -> float:
    """Return the share of the letters of the question's words that stand in a paragraph or its title, 0 to 1."""
    wanted = {letter for word in _telling_words(question) for letter in word}
    return sum(letter in candidate.body or letter in candidate.title for letter in wanted) / (
        len(wanted) or 1
    )


def longest_run(wanted: str, text: str) -> int:
    """Return the length of the longest piece of `wanted` that stands in `text`."""
    best = start = 0
    while start + best < len(wanted):
        while start + best < len(wanted) and wanted[start : start + best + 1] in text:
            best += 1
        start += 1
    return best


def _within(question: Asked, candidate: Place, telling: float) -> dict[str, float]:
    total = sum(question.pairs.values()) or 1.0
    body, title, before = candidate.body, candidate.title, candidate.before
    missing = [pair for pair in question.pairs if pair not in candidate.pairs and pair not in title]
    own = sum([question.pairs[pair] for pair in candidate.pairs])
    return {
        "share": candidate.share,
        "tail": share_of(question.pairs, body[-_TAIL:]),
        "beyond_title": _beyond_title(question, candidate),
        "announces": float(_ANNOUNCES.search(body[-_TAIL:]) is not None),
        **_answer_signs(question, body),
        "telling": telling,
        "said_before": sum([question.pairs[pair] for pair in missing if pair in before]) / total,
        "said": share_of(_telling_words(question), "\n".join((body, title, before))),
        "short": float(len(body) < _SHORT),
        "title_only": sum([question.pairs[p] for p in candidate.pairs if p in title]) / own if own else 0.0,
    }


def _telling_words(question: Asked) -> dict[str, float]:
    return {word: w for word, w in question.words.items() if word not in GENERIC}


def _is_named(question: Asked, title: str) -> float:
    """Whether the question names the whole title; what stands in brackets only tells namesakes apart."""
    name = _ALIAS.sub("", title)
    return float(name != "" and name in question.text)


def _beyond_title(question: Asked, candidate: Place) -> float:
    rest = {word: w for word, w in question.words.items() if word not in candidate.title}
    return share_of(rest, candidate.body) if rest else 1.0


def _answer_signs(question: Asked, body: str) -> dict[str, float]:
    """Something of the asked kind: that it is there at all, and how much of the question stands beside it; a short
    answer (who, when, how many) is surer to know by its form than a long one (how, why)."""
    beside = _answer_beside(question, body)
    has = float(beside > 0)
    return {
        "fact": has * question.is_short,
        "fact_beside": beside * question.is_short,
        "story": has * (not question.is_short),
        "story_beside": beside * (not question.is_short),
    }


def _answer_beside(question: Asked, body: str) -> float:
    """How much of the question stands around the best thing of the asked kind, 0 to 1."""
    if question.form is None:
        return 0.0
    found = [m.span() for m in question.form.finditer(body) if m.group() not in question.text]
    around = (body[max(0, start - _BESIDE) : end + _BESIDE] for start, end in found[:_MOST_ANSWERS])
    return max((share_of(question.pairs, piece) for piece in around), default=0.0)


def _telling(question: Asked, candidates: Sequence[Place]) -> list[float]:
    """How much of what tells the article's candidates apart each of them holds, the best 1: the question's pairs,
    weighed once more by their idf inside the article."""
    n = len(candidates)
    held = dict.fromkeys(question.pairs, 0)
    for candidate in candidates:
        for pair in candidate.pairs:
            held[pair] += 1
    weights = {
        pair: weight * log(1 + (n - held[pair] + 0.5) / (held[pair] + 0.5))
        for pair, weight in question.pairs.items()
    }
    sums = [sum([weights[pair] for pair in candidate.pairs]) for candidate in candidates]
    top = max(sums, default=0.0) or 1.0
    return [each / top for each in sums]


@lru_cache(maxsize=128)
def _bare(text: str) -> str:
    """A text folded and without blanks; candidates of one article share their title, and what stands before one is
    often another."""
    return "".join(fold(text).split())
