"""What tells that a piece of a paragraph answers: one row of numbers a piece, one column a clue.

Each clue is a plain count or score, most of them 0 to 1; how much each says is in `fitted.py`. The words are those
of the question that the title does not say already: under a title, every piece speaks of what the title names. A piece
is also judged by its neighbours: an answer often stands right behind the words that were asked (对企业，给予……).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from retrieval.answering.questions import answer_form, asked_place, without_asking_words
from retrieval.engine import Sentences
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
        last = len(ends) - 1
        return np.array([min(bisect_right(ends, span.start), last) for span in self.pieces])


def clues(parted: Parted, query: Query) -> Floats:
    """Return one row a piece, one column a clue, in the order of `CLUES`."""
    columns = _Columns(parted, query)
    return np.array([*columns.words(), *columns.forms(), *columns.places()]).T


class _Columns:
    """The columns of one paragraph, and what several of them need."""

    def __init__(self, parted: Parted, query: Query) -> None:
        self.query, self.asked = query, fold(query.text)
        self.pieces = [span.of(parted.folded) for span in parted.pieces]
        self.sentences = [span.of(parted.folded) for span in parted.sentences]
        self.sentence_of = parted.sentence_of
        self.own_terms = [term for term in query.terms if term not in parted.title]
        self.title, self.wanted = parted.title, frozenset(query.terms)
        self.is_long = float(query.kind not in BRIEF)
        self.by_sentence, self.own_by_sentence = self._scores(self.sentences)
        self.all, self.own = self._scores(self.pieces)
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
            np.array(
                [len([b for b in bigrams if b in piece]) / (len(bigrams) or 1) for piece in self.pieces]
            ),
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
        is_asked = frozenset(self.asked).__contains__
        new = np.array([1 - sum(map(is_asked, piece)) / len(piece) for piece in self.pieces])
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

    def _scores(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """The scores of texts by all terms, and by those that the title does not say."""
        counted = [self._counted(text) for text in texts]
        if not any(length for _, length in counted) or not self.query.terms:
            return np.zeros(len(texts)), np.zeros(len(texts))
        sentences = Sentences(counted)
        return _of_best(sentences.get_scores(self.query.terms)), _of_best(
            sentences.get_scores(self.own_terms)
        )

    def _counted(self, text: str) -> tuple[Mapping[str, int], int]:
        """How often a text holds each of the query's terms, and how many terms it has: its bigrams and, as often as
        they stand there, the question's words."""
        pairs = tokens.bigrams(text)
        counts = Counter(filter(self.wanted.__contains__, pairs))
        length = len(pairs)
        for word in self.query.words:
            if n := text.count(word):
                counts[word] += n
                length += n
        return counts, length

    def _letters(self) -> Floats:
        """How far pieces hold the question's single letters, those beside the question word above all."""
        return self._held(self._letter_weights())

    def _held(self, weights: Mapping[str, float]) -> Floats:
        """The share of these strings that each piece holds, weighed by their weight and by how few pieces have them."""
        frequency = {string: len([p for p in self.pieces if string in p]) for string in weights}
        n = len(self.pieces) + 1
        worth = {string: w * log(n / frequency[string]) for string, w in weights.items() if frequency[string]}
        total = sum(worth.values()) or 1.0
        return np.array([sum([w for s, w in worth.items() if s in piece]) / total for piece in self.pieces])

    def _letter_weights(self) -> dict[str, float]:
        weights: dict[str, float] = {}
        for letter, nearness in _asked_letters(self.asked):
            weight = nearness * (0.3 if letter in self.title else 1.0)
            weights[letter] = max(weight, weights.get(letter, 0.0))
        return weights


@lru_cache(maxsize=64)
def _asked_letters(asked: str) -> list[tuple[str, float]]:
    """The letters of a folded question that say something, and how near each is to the question word, 0 to 1."""
    content, place = without_asking_words(asked), asked_place(asked)
    return [
        (letter, exp(-max(0, place.start - at - 1 if at < place.start else at - place.end) / 2))
        for at, letter in enumerate(content)
        if _HAN.match(letter) and tokens.is_term(letter)
    ]


def _of_best(scores: Sequence[float]) -> Floats:
    """The scores as shares of the best one."""
    shares = np.array(scores)
    top = shares.max(initial=0.0)
    return shares / top if top > 0 else shares


def _shifted(values: Floats, by: int) -> Floats:
    """The values of the neighbours `by` places on, 0 beyond the ends."""
    n = len(values)
    padded = np.zeros(n + 2 * abs(by))
    padded[abs(by) : abs(by) + n] = values
    return padded[abs(by) + by : abs(by) + by + n]
