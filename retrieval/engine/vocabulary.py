"""Terms and their numbers. Numbers are given once, in order of first sight, and never taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice

import numpy as np

from retrieval.codes import CodedTerms
from retrieval.engine.arrays import Ints, Longs

_LONGEST_SHORT_TERM = 2


class Vocabulary:
    """Append-only: one thread may add terms while others look them up."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._by_character: dict[str, list[str]] = {}
        self._n_filed = 0
        self._filing = threading.Lock()
        self._table: Sequence[str] | Mapping[int, str] | None = None
        self._ours: Ints = np.empty(0, np.int32)

    def __len__(self) -> int:
        return len(self._numbers)

    def encode(self, texts: Sequence[Sequence[str]]) -> tuple[Ints, Longs]:
        """Return the term numbers of all texts, one text after another, and how many each has; new terms are added."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        coded = [text for text in texts if isinstance(text, CodedTerms)]
        if coded and len(coded) == len(texts) and all(text.table is coded[0].table for text in coded):
            return self._translated(coded), lengths
        terms = map(self._numbers.__getitem__, chain.from_iterable(texts))
        return np.fromiter(terms, np.int32, int(lengths.sum())), lengths

    def close_table(self) -> None:
        """Let go of the table whose numbers were translated last."""
        self._table, self._ours = None, np.empty(0, np.int32)

    def _translated(self, texts: Sequence[CodedTerms]) -> Ints:
        """Numbers of one table into ours; each term of a table is looked up once until the table is closed."""
        codes = np.frombuffer(b"".join(text.codes for text in texts), "<u4")
        if not len(codes):
            return np.empty(0, np.int32)
        table = texts[0].table
        if table is not self._table:
            self._table, self._ours = table, np.empty(0, np.int32)
        present = np.flatnonzero(np.bincount(codes))
        if present[-1] >= len(self._ours):
            self._ours = np.append(self._ours, np.full(present[-1] + 1 - len(self._ours), -1, np.int32))
        new = present[self._ours[present] < 0]
        self._ours[new] = [self._numbers[table[code]] for code in new.tolist()]
        translated: Ints = self._ours[codes]
        return translated

    def known(self, terms: Iterable[str]) -> dict[int, int]:
        """Return the number of each known term and how often it comes, in order of first sight."""
        times: dict[int, int] = {}
        for term in terms:
            number = self._numbers.get(term)
            if number is not None:
                times[number] = times.get(number, 0) + 1
        return times

    def number(self, term: str) -> int:
        """Return the number of a term, -1 for one never seen."""
        return self._numbers.get(term, -1)

    def since(self, n_seen: int) -> list[str]:
        """Return the terms after the first `n_seen`, in order of first sight."""
        return list(islice(list(self._numbers), n_seen, None))

    def short_terms_with(self, character: str) -> list[str]:
        """Return the terms of at most two characters that hold `character`, in order of first sight."""
        with self._filing:
            self._file_new_terms()
            return list(self._by_character.get(character, ()))

    def _file_new_terms(self) -> None:
        """Catch up with terms added since the last call; a copy is taken because another thread may be adding."""
        terms = list(self._numbers)
        for term in islice(terms, self._n_filed, None):
            if len(term) <= _LONGEST_SHORT_TERM:
                for character in set(term):
                    self._by_character.setdefault(character, []).append(term)
        self._n_filed = len(terms)


class _Numbers(dict[str, int]):
    """A dict that numbers what it has not seen; looking up what it knows stays in C."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number
