"""A frozen list of words that is searched without being loaded: sorted by the first eight bytes of their UTF-8.

Two Han characters take six bytes, so most terms are told apart by one number; the others are compared in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from retrieval.engine.arrays import Ints, Longs, offsets

_KEY_BYTES = 8
_FEW = 128  # words: they are compared one by one sooner than all at once
_TO_BYTES = "surrogatepass"


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Word i, in order of first sight, is `text[starts[i] : starts[i + 1]]` and has the number `first + i`.

    `keys` are the first eight bytes of each word, ascending, `order` the words they belong to; `first_characters` and
    `second_characters` hold the code points of words of one or two characters, -1 where there is none.
    `file` is where the list is kept, or empty.
    """

    text: NDArray[np.uint8]
    starts: Longs
    keys: NDArray[np.uint64]
    order: Ints
    first_characters: Ints
    second_characters: Ints
    first: int
    file: str = ""

    def __len__(self) -> int:
        return len(self.order)

    def numbers(self, terms: Sequence[str]) -> Longs:
        """Return the number of each term, -1 for one that is not here."""
        coded = [term.encode("utf-8", _TO_BYTES) for term in terms]
        keys = _keys(coded)
        begins = self.keys.searchsorted(keys)
        if len(coded) <= _FEW:
            return np.array(self._compared(coded, begins, keys), np.int64)
        lengths = np.fromiter(map(len, coded), np.int64, len(coded))
        words = self.order.take(begins, mode="clip").astype(np.int64)
        is_here = self.keys.take(begins, mode="clip") == keys
        # A short word is all in its key, but for zero bytes at its end, which its length tells.
        is_sure = (self.keys.take(begins + 1, mode="clip") != keys) & (lengths <= _KEY_BYTES)
        is_it = is_here & is_sure & (self.starts.take(words + 1) - self.starts.take(words) == lengths)
        found = np.where(is_it, words + self.first, -1)
        unsure = (is_here & ~is_sure).nonzero()[0]
        found[unsure] = self._compared([coded[i] for i in unsure.tolist()], begins[unsure], keys[unsure])
        return found

    def _compared(self, coded: Sequence[bytes], begins: Longs, keys: NDArray[np.uint64]) -> list[int]:
        """The number of each word, given its key and the first place of those with that key; -1 if it is none of them."""
        # One number of a memoryview is had in a fraction of the time that one of an array takes.
        all_keys, order, starts, text = self.keys.data, self.order.data, self.starts.data, self.text.data
        found, n = [-1] * len(coded), len(order)
        for i, (wanted, place, key) in enumerate(zip(coded, begins.tolist(), keys.tolist(), strict=True)):
            while place < n and all_keys[place] == key:
                word = order[place]
                start, end = starts[word], starts[word + 1]
                # A short word is all in its key, but for zero bytes at its end, which its length tells.
                if end - start == len(wanted) and (end - start <= _KEY_BYTES or text[start:end] == wanted):
                    found[i] = self.first + word
                    break
                place += 1
        return found

    def are_distinct(self, terms: Sequence[str]) -> bool:
        """Say whether the words, given once more, are all different: only those that begin alike are compared."""
        is_like = np.zeros(len(self) + 1, bool)
        if len(self):
            np.equal(self.keys[1:], self.keys[:-1], out=is_like[1:-1])
        compared = [terms[i] for i in self.order[is_like[:-1] | is_like[1:]].tolist()]
        return len(set(compared)) == len(compared)

    def since(self, number: int) -> list[str]:
        """Return the words whose numbers are at least `number`, in order."""
        start = max(0, number - self.first)
        return self._words(range(start, len(self)))

    def short_with(self, character: str) -> list[str]:
        """Return the words of at most two characters that hold `character`, in order."""
        code = ord(character) if len(character) == 1 else -2
        return self._words(
            np.flatnonzero((self.first_characters == code) | (self.second_characters == code)).tolist()
        )

    def _words(self, places: Sequence[int]) -> list[str]:
        return [self._bytes(place).decode("utf-8", _TO_BYTES) for place in places]

    def _bytes(self, place: int) -> bytes:
        return self.text[self.starts[place] : self.starts[place + 1]].tobytes()


def words_of(terms: Sequence[str], first: int) -> Words:
    """Return the list of distinct terms that are numbered from `first` on."""
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    joined = "".join(terms)
    characters = np.frombuffer(joined.encode("utf-32-le", _TO_BYTES), "<u4").astype(np.int32)
    n_bytes = 1 + (characters > 0x7F) + (characters > 0x7FF).astype(np.int64) + (characters > 0xFFFF)
    begins = offsets(lengths)
    starts = offsets(n_bytes)[begins]
    text = np.frombuffer(joined.encode("utf-8", _TO_BYTES), np.uint8)
    keys = _first_bytes(text, starts)
    order = np.argsort(keys).astype(np.int32)
    is_short = (lengths == 1) | (lengths == 2)
    return Words(
        text,
        starts,
        keys[order],
        order,
        _characters(characters, begins[:-1], is_short),
        _characters(characters, begins[:-1] + 1, lengths == 2),
        first,
    )


def joined_words(lists: Sequence[Words]) -> Words:
    """Return one list with the words of several, at least one, whose numbers follow one another."""
    keys = np.concatenate([words.keys for words in lists])
    first = lists[0].first
    order = np.concatenate([words.order + (words.first - first) for words in lists])
    sorted_ = np.argsort(keys, kind="stable")
    return Words(
        np.concatenate([words.text for words in lists]),
        offsets(np.concatenate([np.diff(words.starts) for words in lists])),
        keys[sorted_],
        order[sorted_].astype(np.int32),
        np.concatenate([words.first_characters for words in lists]),
        np.concatenate([words.second_characters for words in lists]),
        first,
    )


def _keys(coded: Sequence[bytes]) -> NDArray[np.uint64]:
    """The first eight bytes of each word as a number that sorts as they do."""
    return np.array(coded, f"S{_KEY_BYTES}").view(">u8").astype(np.uint64)


def _first_bytes(text: NDArray[np.uint8], starts: Longs) -> NDArray[np.uint64]:
    """The same of words that stand in a text one after another."""
    padded = np.concatenate((text, np.zeros(_KEY_BYTES, np.uint8)))
    eights = np.ndarray(len(text) + 1, ">u8", padded, strides=(1,))
    keys: NDArray[np.uint64] = eights[starts[:-1]].astype(np.uint64)
    n_beyond = np.maximum(_KEY_BYTES - np.diff(starts), 0)
    # A word of no bytes would be shifted by all 64 bits, which the processor takes for none.
    keys &= np.where(n_beyond < _KEY_BYTES, ~np.uint64(0) << (8 * n_beyond).astype(np.uint64), np.uint64(0))
    return keys


def _characters(characters: Ints, places: Longs, is_wanted: NDArray[np.bool_]) -> Ints:
    """The code point at a place of the words that are wanted, -1 for the others."""
    if not len(characters):
        return np.full(len(places), -1, np.int32)
    return np.where(is_wanted, characters.take(places, mode="clip"), -1).astype(np.int32)


ARRAYS = tuple(field.name for field in fields(Words) if field.name not in ("first", "file"))
