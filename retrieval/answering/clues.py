"""What tells that a piece of a paragraph answers: one row of numbers a piece, one column a clue.

Each clue is a plain count or score, most of them 0 to 1; how much each says is in `fitted.py`. The words are those
of the question that the title does not say already: under a title, every piece speaks of what the title names. A piece
is also judged by its neighbours: an answer often stands right behind the words that were asked (对企业，给予……).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from retrieval.answering.questions import answer_form, asked_place, without_asking_words
from retrieval.engine import sentence_scores
from retrieval.model import Query, Span
from retrieval.text import tokens
from retrieval.text.fold import fold

Floats = NDArray[np.float64]

CLUES = (
    "sentence sentence_own before_own behind_own "
    "own-3 own-2 own-1 own own+1 letters-1 letters letters+1 letters+2 all share "
    "kind kind_when kind_in_sentence digits enumerates new long_length length "
    "starts first first_define behind_peak distance same next next_long place place_long"
).split()

# Kinds whose answers are a few words: a name, a date, a number.
BRIEF = frozenset("who when clock age phone money howmany where org".split())
LENGTHY = frozenset("how why effect".split())
_NUMERIC = frozenset("when howmany money phone age clock".split())
_ENUMERATION = re.compile(
    "哪些|哪几|分别|包括|包含|有哪|什么(?:内容|措施|条件|要求|栏目|材料|服务|活动|方面)"
)
_HAN = re.compile("[㐀-䶿一-鿿]")
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class Parted:
    """A folded paragraph in its sentences and pieces; `sentence_of` gives the sentence each piece begins in."""

    folded: str
    title: str
    sentences: tuple[Span, ...]
    pieces: tuple[Span, ...]

    @property
    def sentence_of(self) -> NDArray[np.int64]:
        """Return the number of the sentence that each piece begins in."""
        ends = [span.end for span in self.sentences]
        return np.searchsorted(ends, [span.start for span in self.pieces], side="right").clip(
            max=len(ends) - 1
        )


def clues(parted: Parted, query: Query) -> Floats:
    """Return one row a piece, one column a clue, in the order of `CLUES`."""
    columns = _Columns(parted, query)
    return np.column_stack([*columns.words(), *columns.forms(), *columns.places()])


class _Columns:
    """The columns of one paragraph, and what several of them need."""

    def __init__(self, parted: Parted, query: Query) -> None:
        self.query, self.asked = query, fold(query.text)
        self.pieces = [span.of(parted.folded) for span in parted.pieces]
        self.sentences = [span.of(parted.folded) for span in parted.sentences]
        self.sentence_of = parted.sentence_of
        self.own_terms = [term for term in query.terms if term not in parted.title]
        self.title = parted.title
        self.is_long = float(query.kind not in BRIEF)
        sentence_terms, piece_terms = self._terms(self.sentences), self._terms(self.pieces)
        self.by_sentence = _scores(sentence_terms, query.terms)
        self.own_by_sentence = _scores(sentence_terms, self.own_terms)
        self.own = _scores(piece_terms, self.own_terms)
        self.all = _scores(piece_terms, query.terms)
        self.letters = self._letters()

    def words(self) -> list[Floats]:
        """Say how far pieces, their sentences and their neighbours hold the question's words."""
        here, own = self.sentence_of, self.own_by_sentence
        bigrams = {term for term in self.query.terms if len(term) == 2}
        return [
            self.by_sentence[here],
            own[here],
            _shifted(own, -1)[here],
            _shifted(own, 1)[here],
            *(_shifted(self.own, by) for by in (-3, -2, -1, 0, 1)),
            *(_shifted(self.letters, by) for by in (-1, 0, 1, 2)),
            self.all,
            np.array([sum(b in piece for b in bigrams) / (len(bigrams) or 1) for piece in self.pieces]),
        ]

    def forms(self) -> list[Floats]:
        """Say how far pieces look like an answer of the asked kind."""
        kind = self.query.kind
        form = answer_form(kind, self.asked)
        held = np.array(
            [
                float(form is not None and any(m.group() not in self.asked for m in form.finditer(piece)))
                for piece in self.pieces
            ]
        )
        digits = np.array([float(kind in _NUMERIC and bool(_DIGIT.search(piece))) for piece in self.pieces])
        enumerates = _ENUMERATION.search(self.asked) is not None
        listed = np.array([min(3, piece.count("、")) / 3 * enumerates for piece in self.pieces])
        new = np.array([1 - sum(c in self.asked for c in piece) / len(piece) for piece in self.pieces])
        length = np.log([len(piece) for piece in self.pieces]) / 4
        in_sentence = held * self.own_by_sentence[self.sentence_of]
        return [
            held,
            held * (kind == "when"),
            in_sentence,
            digits,
            listed,
            new,
            length * self.is_long,
            length,
        ]

    def places(self) -> list[Floats]:
        """Say where pieces stand, in the paragraph and from the piece that holds most of the question's words."""
        n, here = len(self.pieces), self.sentence_of
        at = np.arange(n, dtype=np.float64)
        peak = int(np.argmax(self.own + self.letters + self.own_by_sentence[here] + 0.3 * self.all))
        starts = np.array([float(i == 0 or here[i - 1] != here[i]) for i in range(n)])
        first = (here == 0).astype(np.float64)
        behind = (here == here[peak] + 1).astype(np.float64)
        place = at / max(1, n - 1)
        return [
            starts,
            first,
            first * (self.query.kind == "define"),
            (at > peak).astype(np.float64),
            np.minimum(np.abs(at - peak), 10) / 10,
            (here == here[peak]).astype(np.float64),
            behind,
            behind * self.is_long,
            place,
            place * self.is_long,
        ]

    def _terms(self, texts: Sequence[str]) -> list[list[str]]:
        """The bigrams of each text and, as often as they stand there, the question's words."""
        words = self.query.words
        return [tokens.bigrams(text) + [w for w in words for _ in range(text.count(w))] for text in texts]

    def _letters(self) -> Floats:
        """How far pieces hold the question's single letters, those beside the question word above all."""
        return self._held(self._letter_weights())

    def _held(self, weights: Mapping[str, float]) -> Floats:
        """The share of these strings that each piece holds, weighed by their weight and by how few pieces have them."""
        frequency = {string: sum(string in piece for piece in self.pieces) for string in weights}
        n = len(self.pieces) + 1
        worth = {string: w * log(n / frequency[string]) for string, w in weights.items() if frequency[string]}
        total = sum(worth.values()) or 1.0
        return np.array([sum(w for s, w in worth.items() if s in piece) / total for piece in self.pieces])

    def _letter_weights(self) -> dict[str, float]:
        content, place = without_asking_words(self.asked), asked_place(self.asked)
        weights: dict[str, float] = {}
        for at, letter in enumerate(content):
            if _HAN.match(letter) and tokens.is_term(letter):
                gap = max(0, place.start - at - 1 if at < place.start else at - place.end)
                weight = exp(-gap / 2) * (0.3 if letter in self.title else 1.0)
                weights[letter] = max(weight, weights.get(letter, 0.0))
        return weights


def _scores(texts_terms: Sequence[Sequence[str]], terms: Sequence[str]) -> Floats:
    scores = np.array(sentence_scores(texts_terms, terms))
    top = scores.max(initial=0.0)
    return scores / top if top > 0 else scores


def _shifted(values: Floats, by: int) -> Floats:
    """The values of the neighbours `by` places on, 0 beyond the ends."""
    shifted = np.zeros_like(values)
    if by == 0:
        return values
    if by > 0:
        shifted[:-by] = values[by:]
    else:
        shifted[-by:] = values[:by]
    return shifted
