"""A misspelt name finds the name it sounds like, among the names of the corpus.

A name here is a word of three or four Han characters in the engine's vocabulary that jieba's dictionary lacks: its
model of unknown words finds the people and firms that no dictionary lists. A piece of a question is a suspect when the
dictionary lacks it and the corpus does not hold it;
it is replaced by the name that sounds the same (n and ng, z and zh, l and n told alike), or, failing that, by the one
name that differs in one character of similar sound. What was replaced is told, so it can be shown.
"""

from __future__ import annotations

import os
import re
import threading
import unicodedata
from collections import defaultdict
from functools import cache
from itertools import pairwise

from retrieval.engine.protocol import Engine
from retrieval.text import tokens

_HAN = re.compile(r"[一-鿿]+")
_LENGTHS = (4, 3)
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("f", "h"), ("r", "l"))
_FULL_CONFUSION = 2
_MEANT_AS_TYPED = frozenset("零一二三四五六七八九十百千万亿两东南西北上下左右前后中大小多少男女新老高低")


class Names:
    """The names of the corpus, by their sound; they follow the engine's vocabulary. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._n_learnt = 0
        self._by_sound: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        self._by_gap: defaultdict[tuple[int, str], list[str]] = defaultdict(list)

    def repair(self, folded: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return the folded text with misspelt names replaced, and what was replaced by what."""
        corrections: list[tuple[str, str]] = []
        self._engine.prepare([pair for pair in map("".join, pairwise(folded)) if _HAN.fullmatch(pair)])
        for length in _LENGTHS:
            start = 0
            while start + length <= len(folded):
                piece = folded[start : start + length]
                name = self._meant(piece) if self._is_suspect(piece) else None
                if name:
                    folded = folded[:start] + name + folded[start + length :]
                    corrections.append((piece, name))
                start += length if name else 1
        return folded, tuple(corrections)

    def _learn(self) -> None:
        """Take in the names among what the vocabulary gained."""
        n_terms = self._engine.n_terms
        if n_terms == self._n_learnt:
            return
        with self._lock:
            if n_terms < self._n_learnt:
                # Another process made the index anew; names that were known do no harm.
                self._n_learnt = 0
            gained = self._engine.terms_between(self._n_learnt, n_terms, _LENGTHS)
            self._n_learnt = max(self._n_learnt, n_terms)
            for term in gained:
                if _HAN.fullmatch(term) and not tokens.is_known(term):
                    self._add(term)

    def _add(self, word: str) -> None:
        if word in self._by_sound[_sound(word)]:
            return
        self._by_sound[_sound(word)].append(word)
        for gap in range(len(word)):
            self._by_gap[gap, word[:gap] + word[gap + 1 :]].append(word)

    def _is_suspect(self, piece: str) -> bool:
        """A piece is a suspect when the corpus lacks one of its pairs, and it is no word of the dictionary."""
        if not _HAN.fullmatch(piece) or tokens.is_known(piece):
            return False
        return any(not self._engine.document_frequency(piece[i : i + 2]) for i in range(len(piece) - 1))

    def _meant(self, piece: str) -> str | None:
        self._learn()
        alike = [word for word in self._by_sound.get(_sound(piece), []) if self._may_mean(piece, word)]
        if alike:
            return max(alike, key=lambda word: (_n_same(word, piece), word))
        near = {
            word
            for gap in range(len(piece))
            for word in self._by_gap.get((gap, piece[:gap] + piece[gap + 1 :]), [])
            if self._may_mean(piece, word)
            and _distance(_spelling(word[gap]), _spelling(piece[gap])) < _FULL_CONFUSION
        }
        return near.pop() if len(near) == 1 else None

    def _may_mean(self, piece: str, word: str) -> bool:
        """Nobody misspells 三月 as 四月: numbers and sides are meant as typed. A word must still be in use."""
        changed = {c for a, b in zip(piece, word, strict=True) if a != b for c in (a, b)}
        return not changed & _MEANT_AS_TYPED and self._engine.document_frequency(word) > 0


def _n_same(one: str, other: str) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))


def _sound(word: str) -> tuple[str, ...]:
    return tuple(_blurred(_spelling(character)) for character in word)


def _blurred(spelling: str) -> str:
    for one, other in _ALIKE:
        spelling = spelling.replace(one, other)
    return spelling


def _distance(one: str, other: str) -> int:
    """How many letters are put in, left out or changed between two spellings."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


@cache
def _spelling(character: str) -> str:
    """Toneless pinyin of a character, its first reading; itself when it has none."""
    readings = _readings().get(ord(character), character)
    letters = unicodedata.normalize("NFD", readings.split(",")[0])
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _readings() -> dict[int, str]:
    """Pinyin readings by code point; read at the first misspelt name."""
    # Only single characters are looked up; the package's phrases would take 50 MB and half a second to load.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.constants import PINYIN_DICT

    return dict(PINYIN_DICT)
