"""Which words of a paragraph answer: the window of whole sentences, or of clauses of one long sentence.

Sentences are scored by BM25 over the paragraph's own sentences: its idf drops the paragraph's subject, which every
sentence shares. A little is added for an answer of the asked kind and for well-matching neighbours. The window grows
from the best sentence to its better neighbour as long as it fits; offsets are those of the paragraph, so an excerpt is
always an exact slice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.answering.questions import answer_form
from retrieval.engine import sentence_scores
from retrieval.model import Query, Span
from retrieval.text import tokens
from retrieval.text.fold import fold
from retrieval.text.sentences import clauses

LONGEST_EXCERPT = 120
_KIND, _FOCUS, _PREVIOUS, _NEXT = 0.4, 0.2, 0.05, 0.2
# How near, in characters, the question's words make a number or a name the likely answer.
_BESIDE = 14

Weight = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Window:
    """A run of the paragraph that may answer: its span, and the span of the sentence it grew from."""

    span: Span
    sentence: Span


def best_window(text: str, sentences: Sequence[Span], query: Query, weight: Weight) -> Window:
    """Return the window of at most 120 characters of the paragraph that most likely answers `query`."""
    folded = fold(text)
    scores = _sentence_scores(folded, sentences, query, weight)
    best = max(range(len(sentences)), key=lambda i: scores[i])
    if sentences[best].end - sentences[best].start > LONGEST_EXCERPT:
        return Window(_best_clauses(text, folded, sentences[best], query, weight), sentences[best])
    first = last = best
    while grown := _grow(sentences, scores, first, last):
        first, last = grown
    return Window(_trim(text, Span(sentences[first].start, sentences[last].end)), sentences[best])


def _sentence_scores(folded: str, sentences: Sequence[Span], query: Query, weight: Weight) -> list[float]:
    pieces = [span.of(folded) for span in sentences]
    words = query.words
    token_lists = [tokens.bigrams(p) + [w for w in words for _ in range(p.count(w))] for p in pieces]
    plain = sentence_scores(token_lists, query.terms)
    top = max(plain, default=0.0) or 1.0
    shares = [sum(t in p for t in query.terms) / (len(query.terms) or 1) for p in pieces]
    return [
        plain[i] / top
        + _KIND * (kind_evidence(piece, query, weight) or 0.0)
        + _FOCUS * (query.focus != "" and query.focus in piece)
        + (_PREVIOUS * shares[i - 1] if i else 0.0)
        + (_NEXT * shares[i + 1] if i + 1 < len(pieces) else 0.0)
        for i, piece in enumerate(pieces)
    ]


def kind_evidence(folded: str, query: Query, weight: Weight) -> float | None:
    """Say how far a folded excerpt holds an answer of the asked kind: 0 for none, up to 1 for one right beside the
    question's words; None when the kind has no form of its own."""
    asked = fold(query.text)
    form = answer_form(query.kind, asked)
    if form is None:
        return None
    found = [m.span() for m in form.finditer(folded) if m.group() not in asked]
    if not found:
        return 0.0
    weights = {term: weight(term) for term in set(query.terms)}
    total = sum(weights.values()) or 1.0
    beside = (folded[max(0, start - _BESIDE) : end + _BESIDE] for start, end in found)
    return 0.5 + 0.5 * max(sum(w for term, w in weights.items() if term in piece) for piece in beside) / total


def _grow(
    sentences: Sequence[Span], scores: Sequence[float], first: int, last: int
) -> tuple[int, int] | None:
    """The window one sentence wider on its better side, or None when neither fits."""
    options = []
    if first > 0 and sentences[last].end - sentences[first - 1].start <= LONGEST_EXCERPT:
        options.append((scores[first - 1], 0, (first - 1, last)))
    if last + 1 < len(sentences) and sentences[last + 1].end - sentences[first].start <= LONGEST_EXCERPT:
        options.append((scores[last + 1], 1, (first, last + 1)))
    return max(options)[2] if options else None


def _best_clauses(text: str, folded: str, sentence: Span, query: Query, weight: Weight) -> Span:
    """The run of clauses of one long sentence that covers most of the question."""
    pieces = _bounded(clauses(text, sentence))
    best, best_score = Span(sentence.start, min(sentence.end, sentence.start + LONGEST_EXCERPT)), -1.0
    terms = set(query.terms)
    for i, first in enumerate(pieces):
        for last in pieces[i:]:
            span = Span(first.start, last.end)
            if span.end - span.start > LONGEST_EXCERPT:
                break
            piece = span.of(folded)
            score = sum(weight(t) for t in terms if t in piece) + 5 * _KIND * (
                kind_evidence(piece, query, weight) or 0.0
            )
            score += (span.end - span.start) / 400
            if score > best_score:
                best, best_score = span, score
    return _trim(text, best)


def _bounded(spans: Sequence[Span]) -> list[Span]:
    return [
        Span(start, min(start + LONGEST_EXCERPT, span.end))
        for span in spans
        for start in range(span.start, span.end, LONGEST_EXCERPT)
    ]


def _trim(text: str, span: Span) -> Span:
    """Without blanks at the edges, and without a comma that leads nowhere."""
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.end - (len(piece) - len(piece.rstrip(" \u3000，,、；;：:")))))
