"""Does a text go on where another breaks off? Words and phrases that a break cuts in two tell.

Prices are logarithms of odds, measured on Chinese news cut at line ends: text that truly goes on against text that
does not. A phrase is told by its three characters standing together elsewhere on the same page.
"""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.text.tokens import frequency

_TWICE, _ONCE = 4.0, 2.6
_COMMON = 1000
# (how common a cut word is, whether its pair of characters stands elsewhere) -> evidence
_WORDS = {
    (0, False): -1.0,
    (0, True): 0.4,
    (1, False): 0.5,
    (1, True): 2.4,
    (2, False): 2.3,
    (2, True): 3.0,
}
_DIGITS, _LETTERS = 2.0, 1.3
_MIXED = -0.85
_UNIT = 2.0
_UNITS = "%％.:万亿年月日元个"
_STOPS = "，、；：。！？”’）》…"


class Phrases:
    """The phrases of a page, told by the characters that stand together in its lines."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Remember every two and three characters that stand together in `lines`."""
        self._together: set[str] = set()
        for line in lines:
            for length in (2, 3):
                self._together.update(line[k : k + length] for k in range(len(line) - length + 1))

    def go_on(self, before: str, after: str) -> float:
        """Return the evidence, above or below 0, that `after` goes on where `before` breaks off in a sentence."""
        last, first = before[-1:], after[:1]
        if not last or not first or last in _STOPS:
            return 0.0
        if first in _STOPS:
            return 1.0
        if last.isdigit() or first.isdigit():
            return self._number(last, first)
        if last.isascii() and first.isascii():
            return _LETTERS
        n_phrases = (before[-2:] + first in self._together) + (last + after[:2] in self._together)
        if n_phrases:
            return _TWICE if n_phrases == 2 else _ONCE
        return _WORDS[_rarity(before, after), last + first in self._together]

    def _number(self, last: str, first: str) -> float:
        if last.isdigit() and first.isdigit():
            return _DIGITS
        if last.isdigit() and first in _UNITS:
            return _UNIT
        return 0.0 if last + first in self._together else _MIXED


def _rarity(before: str, after: str) -> int:
    """Say how common the commonest word is that the break cuts in two: 0 none, 1 seldom, 2 common."""
    most = max(frequency(before[-i:] + after[:j]) for i in range(1, 4) for j in range(1, 5 - i))
    return 0 if not most else 1 if most < _COMMON else 2
