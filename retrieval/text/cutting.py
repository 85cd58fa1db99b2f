"""jieba's cut, word for word, in linear time and less of it.

The dictionary and the model of unknown words are jieba's; what is done with them here is the same, done otherwise.
jieba lists all words that begin at each place and then weighs them, taking a logarithm each time; here both are one
pass and logarithms are kept. jieba's search for unknown words (Viterbi's) copies its whole path at every character,
so a run of n characters that the dictionary lacks takes n x n steps; here each character remembers its predecessor.
Ties are decided as jieba decides them.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Sequence
from functools import lru_cache
from math import log

# jieba asks for pkg_resources, which takes longer to load than jieba itself and warns that it is going away;
# without it, jieba reads its files as files.
_IS_HIDDEN = sys.modules.setdefault("pkg_resources", None) is None  # type: ignore[arg-type]
import jieba  # noqa: E402
from jieba import finalseg  # noqa: E402

if _IS_HIDDEN:
    del sys.modules["pkg_resources"]

_BLOCK = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+)")
_BLANK = re.compile(r"(\r\n|\s)")
_HAN = re.compile(r"([\u4E00-\u9FD5]+)")
_FIGURE = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
_BEGIN, _MIDDLE, _END, _SINGLE = "BMES"
_NEVER = finalseg.MIN_FLOAT
_EMITTED = tuple(finalseg.emit_P[state] for state in "BMES")
_FROM_TO = tuple(
    finalseg.trans_P[a].get(b, _NEVER) for a, b in ("EB", "SB", "MM", "BM", "SS", "ES", "BE", "ME")
)
# Runs of unknown characters up to so many are remembered.
_SHORT = 4


def load_dictionary() -> tuple[dict[str, int], int]:
    """Return the words of jieba's own dictionary and their beginnings with their frequencies, and the sum of these."""
    jieba.setLogLevel(logging.WARNING)
    reader = jieba.Tokenizer()
    frequencies, total = reader.gen_pfdict(reader.get_dict_file())
    return frequencies, total


class Cutter(jieba.Tokenizer):  # type: ignore[misc]  # the package carries no types
    """A tokenizer of jieba over a dictionary that is given; `words` is its `cut`, and `words_lately` one that remembers."""

    def __init__(self, frequencies: dict[str, int], total: int) -> None:
        super().__init__()
        self.FREQ, self.total = frequencies, total
        self.initialized = True
        self._unlisted = log(1) - log(total)
        self._weights = {n: log(n) - log(total) for n in set(frequencies.values()) if n}
        # Several ask for the words of one and the same sentence, one behind the other.
        self.words_lately = lru_cache(maxsize=256)(self.words)

    def words(self, sentence: str) -> list[str]:
        """Return what `cut` yields."""
        words: list[str] = []
        for i, block in enumerate(_BLOCK.split(sentence)):
            if i % 2:
                self._add_block(words, block)
            elif len(block) == 1:
                words.append(block)
            elif block:
                for piece in _BLANK.split(block):
                    words += (piece,) if _BLANK.match(piece) else piece
        return words

    def _add_block(self, words: list[str], block: str) -> None:
        """Add the words of a block: those of the dictionary; single characters in a row may be unknown words."""
        ends = self._ends(block)
        start, n = 0, len(block)
        single = 0  # where the present row of single characters began
        while start < n:
            end = ends[start]
            if end - start > 1:
                if single < start:
                    words += self._unknown(block[single:start])
                words.append(block[start:end])
                single = end
            start = end
        if single < n:
            words += self._unknown(block[single:])

    def _ends(self, block: str) -> list[int]:
        """Where the word that begins at each place ends, on the likeliest way from there to the end."""
        find, weights, unlisted = self.FREQ.get, self._weights, self._unlisted
        n = len(block)
        likeliest, ends = [0.0] * (n + 1), [0] * n
        for start in range(n - 1, -1, -1):
            best, best_end, end = unlisted + likeliest[start + 1], start + 1, start + 1
            frequency = find(block[start])
            is_listed = False
            while frequency is not None:
                if frequency:
                    likelihood = weights[frequency] + likeliest[end]
                    if not is_listed or likelihood >= best:
                        best, best_end, is_listed = likelihood, end, True
                end += 1
                if end > n:
                    break
                frequency = find(block[start:end])
            likeliest[start], ends[start] = best, best_end
        return ends

    def _unknown(self, row: str) -> Sequence[str]:
        """The words of a row of single characters."""
        if len(row) == 1 or self.FREQ.get(row):
            return row
        words: list[str] = []
        for i, block in enumerate(_HAN.split(row)):
            if i % 2:
                words += _guessed_short(block) if len(block) <= _SHORT else _guessed(block)
            else:
                words += filter(None, _FIGURE.split(block))
        return words


def _guessed(run: str) -> tuple[str, ...]:
    """The words of a run of Han characters by jieba's hidden Markov model."""
    words: list[str] = []
    start = 0
    for place, state in enumerate(_states(run), 1):
        if state in (_END, _SINGLE):
            word = run[start:place]
            words += word if word in finalseg.Force_Split_Words else (word,)
            start = place
    return (*words, run[start:]) if start < len(run) else tuple(words)


# Few different runs make up most of a text.
_guessed_short = lru_cache(maxsize=1 << 14)(_guessed)


def _states(run: str) -> list[str]:
    """The likeliest row of states: does each character begin, continue or end a word, or is it one?"""
    first = finalseg.start_P
    begins, middles, ends, singles = _EMITTED
    eb, sb, mm, bm, ss, es, be, me = _FROM_TO
    c = run[0]
    b, m = first["B"] + begins.get(c, _NEVER), first["M"] + middles.get(c, _NEVER)
    e, s = first["E"] + ends.get(c, _NEVER), first["S"] + singles.get(c, _NEVER)
    came_from: list[tuple[str, str, str, str]] = []
    for c in run[1:]:
        emit = begins.get(c, _NEVER)
        x, y = e + eb + emit, s + sb + emit
        new_b, from_b = (y, "S") if y >= x else (x, "E")
        emit = middles.get(c, _NEVER)
        x, y = m + mm + emit, b + bm + emit
        new_m, from_m = (x, "M") if x >= y else (y, "B")
        emit = singles.get(c, _NEVER)
        x, y = s + ss + emit, e + es + emit
        new_s, from_s = (x, "S") if x >= y else (y, "E")
        emit = ends.get(c, _NEVER)
        x, y = b + be + emit, m + me + emit
        new_e, from_e = (y, "M") if y >= x else (x, "B")
        came_from.append((from_b, from_m, from_e, from_s))
        b, m, e, s = new_b, new_m, new_e, new_s
    return _traced(came_from, _SINGLE if s >= e else _END)


def _traced(came_from: list[tuple[str, str, str, str]], last: str) -> list[str]:
    """The states from the first to the last, each found by where the next one came from."""
    states = [last]
    for b, m, e, s in reversed(came_from):
        state = states[-1]
        states.append(b if state == _BEGIN else m if state == _MIDDLE else e if state == _END else s)
    states.reverse()
    return states
