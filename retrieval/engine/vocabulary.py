"""Terms and their numbers. Numbers are given once, in order of first sight, and never taken back.

Most terms lie in frozen word lists, plain arrays that may be mapped from files: nothing is made at the start but
views. What came since the last one was frozen is in a dict.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence, Sized
from itertools import chain
from operator import attrgetter
from typing import cast

import numpy as np

from retrieval.codes import CodedTerms
from retrieval.engine.arrays import Bits, Ints, Longs
from retrieval.engine.words import Words, words_of

_LONGEST_SHORT_TERM = 2
_MOST_TERMS = 1 << 31
_MOST_REMEMBERED = 1 << 15
_FEW_TERMS = 1 << 12
_MOST_UNUSED = 2  # a table that is this many times as long as its part in use is not adopted


_CODES, _TABLE = attrgetter("codes"), attrgetter("table")


class Vocabulary:
    """Append-only: one thread may add terms while others look them up."""

    def __init__(self, frozen: Iterable[Words] = ()) -> None:
        self._frozen = tuple(frozen)
        self._new = _Numbers(sum(map(len, self._frozen)))
        self._table: Sequence[str] | Mapping[int, str] | None = None
        self._ours: Ints = np.empty(0, np.int32)
        self._is_ours = False
        self._remembered: dict[str, int] = {}
        self._freezing = threading.Lock()

    def __len__(self) -> int:
        new = self._new
        return new.first + len(new)

    @property
    def frozen(self) -> tuple[Words, ...]:
        """The word lists, in order of their numbers."""
        return self._frozen

    def freeze(self) -> tuple[Words, ...]:
        """Turn what came since the last time into one more word list, and return all."""
        with self._freezing:
            new = self._new
            if new:
                # Whoever looks a term up reads the new ones first and the lists then, so none is missed in between.
                self._frozen = (*self._frozen, words_of(list(new), new.first))
                self._new = _Numbers(new.first + len(new))
            return self._frozen

    def replace(self, frozen: Sequence[Words]) -> None:
        """Use other lists that hold the same words under the same numbers."""
        with self._freezing:
            if sum(map(len, frozen)) == self._new.first:
                self._frozen = tuple(frozen)

    def encode(self, texts: Sequence[Sequence[str]]) -> tuple[Ints, Longs]:
        """Return the term numbers of all texts, one text after another, and how many each has; new terms are added."""
        if texts and (coded := _of_one_table(texts)):
            codes = list(map(_CODES, coded))
            return self._translated(codes, coded[0].table), _lengths(codes) // 4
        lengths = _lengths(texts)
        terms = list(chain.from_iterable(texts))
        if len(terms) <= _FEW_TERMS:
            return self._numbered_few(terms), lengths
        distinct = list(dict.fromkeys(terms))
        numbers = dict(zip(distinct, self._numbered(distinct).tolist(), strict=True))
        return np.fromiter(map(numbers.__getitem__, terms), np.int32, len(terms)), lengths

    def close_table(self) -> None:
        """Let go of the table whose numbers were translated last."""
        self._table, self._ours, self._is_ours = None, np.empty(0, np.int32), False

    def known(self, terms: Iterable[str]) -> dict[int, int]:
        """Return the number of each known term and how often it comes, in order of first sight."""
        times: dict[str, int] = {}
        for term in terms:
            times[term] = times.get(term, 0) + 1
        remembered = self._remembering(times)
        return {remembered[term]: n for term, n in times.items() if term in remembered}

    def numbers(self, terms: Sequence[str]) -> Longs:
        """Return the number of each term, -1 for one never seen."""
        new = self._new
        found = np.array([new.get(term, -1) for term in terms] if new else [-1] * len(terms), np.int64)
        for words in self._frozen:
            missing = (found < 0).nonzero()[0]
            if len(missing) == len(terms):
                found = words.numbers(terms)
            elif len(missing):
                found[missing] = words.numbers([terms[i] for i in missing.tolist()])
        return found

    def number(self, term: str) -> int:
        """Return the number of a term, -1 for one never seen."""
        return int(self.numbers([term])[0])

    def since(self, n_seen: int) -> list[str]:
        """Return the terms after the first `n_seen`, in order of first sight."""
        new = self._new
        lists = [words.since(n_seen) for words in self._frozen if words.first + len(words) > n_seen]
        terms = list(chain.from_iterable(lists))
        newest = list(new)
        return terms + newest[max(0, n_seen - new.first) :]

    def short_terms_with(self, character: str) -> list[str]:
        """Return the terms of at most two characters that hold `character`, in order of first sight."""
        new = self._new
        found = [term for words in self._frozen for term in words.short_with(character)]
        return found + [term for term in list(new) if len(term) <= _LONGEST_SHORT_TERM and character in term]

    def _translated(self, coded: Sequence[bytes], table: Sequence[str] | Mapping[int, str]) -> Ints:
        """Numbers of one table into ours; each term of a table is looked up once until the table is closed."""
        codes: Bits = np.frombuffer(b"".join(coded), "<u4")
        if not len(codes):
            return np.empty(0, np.int32)
        if len(codes) <= _FEW_TERMS and len(self):
            return self._numbered_few(list(map(table.__getitem__, codes.tolist())))
        if table is not self._table:
            self._table, self._ours = table, np.empty(0, np.int32)
            self._is_ours = len(table) <= _MOST_UNUSED * int(codes.max()) and self._adopted(table)
        if self._is_ours:
            return codes.view(np.int32)
        is_present = np.zeros(int(codes.max()) + 1, bool)
        is_present[codes] = True
        if len(is_present) > len(self._ours):
            self._ours = np.append(self._ours, np.full(len(is_present) - len(self._ours), -1, np.int32))
        new = np.flatnonzero(is_present & (self._ours[: len(is_present)] < 0))
        self._ours[new] = self._numbered([table[code] for code in new.tolist()])
        return self._ours.take(codes)

    def _adopted(self, table: Sequence[str] | Mapping[int, str]) -> bool:
        """Whether a list of distinct words became our own, number by number, because there was none yet."""
        if len(self) or not isinstance(table, list) or len(table) >= _MOST_TERMS:
            return False
        words = words_of(table, 0)
        if not words.are_distinct(table):
            return False
        with self._freezing:
            self._frozen, self._new = (words,), _Numbers(len(table))
        return True

    def _numbered(self, terms: list[str]) -> Longs:
        """The numbers of distinct terms; those never seen get one."""
        new = self._new
        if not self._frozen:
            return np.fromiter(map(new.__getitem__, terms), np.int64, len(terms))
        found = self.numbers(terms)
        for i in np.flatnonzero(found < 0).tolist():
            found[i] = new[terms[i]]
        return found

    def _numbered_few(self, terms: Sequence[str]) -> Ints:
        """The numbers of a few terms, which may come several times; those never seen get one."""
        remembered = self._remembering(terms)
        numbers = list(map(remembered.get, terms))
        if None in numbers:
            new = self._new
            numbers = [
                new[term] if number is None else number for term, number in zip(terms, numbers, strict=True)
            ]
        return np.array(numbers, np.int32)

    def _remembering(self, terms: Iterable[str]) -> dict[str, int]:
        """The numbers of those terms that have one, and of others: what is asked for is mostly asked for again."""
        if len(self._remembered) > _MOST_REMEMBERED:
            self._remembered = {}
        remembered = self._remembered
        missing = [term for term in dict.fromkeys(terms) if term not in remembered]
        if missing:
            found = zip(missing, self.numbers(missing).tolist(), strict=True)
            remembered.update([(term, number) for term, number in found if number >= 0])
        return remembered


def _of_one_table(texts: Sequence[Sequence[str]]) -> list[CodedTerms] | None:
    """The texts if all of them are coded by one table."""
    if set(map(type, texts)) != {CodedTerms}:
        return None
    coded = cast(list[CodedTerms], texts)
    return coded if len(set(map(id, map(_TABLE, coded)))) == 1 else None


def _lengths(texts: Sequence[Sized]) -> Longs:
    return np.fromiter(map(len, texts), np.int64, len(texts))


class _Numbers(dict[str, int]):
    """A dict that numbers what it has not seen, from `first` on; looking up what it knows stays in C."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self.first = first

    def __missing__(self, term: str) -> int:
        number = self[term] = self.first + len(self)
        return number
