"""Terms and their numbers. Numbers are given once, in order of first sight, and never taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from itertools import chain, islice

import numpy as np

from retrieval.engine.arrays import Ints, Longs

_LONGEST_SHORT_TERM = 2


class Vocabulary:
    """Append-only: one thread may add terms while others look them up."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._by_character: dict[str, list[str]] = {}
        self._n_filed = 0
        self._filing = threading.Lock()

    def __len__(self) -> int:
        return len(self._numbers)

    def encode(self, texts: Sequence[Sequence[str]]) -> tuple[Ints, Longs]:
        """Return the term numbers of all texts, one text after another, and how many each has; new terms are added."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        terms = map(self._numbers.__getitem__, chain.from_iterable(texts))
        return np.fromiter(terms, np.int32, int(lengths.sum())), lengths

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
