"""What tells that a word of a quote is part of the answer: one number a word, one bit a clue; and what tells that a run
of words is: its traits, likewise.

A word is looked at beside the question: does it say what was asked, how far is it from the words that do, does it
stand where the question word stands (谁主持会议: right before 主持)? And by itself: a number, a date, a name, a unit, the
kind of thing that was asked for. How much each clue says is fitted (`answer_words.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrieval.answering.answers import DATE, NUMBER, UNITS
from retrieval.answering.organisations import organisations
from retrieval.answering.people import likeliest, people
from retrieval.answering.questions import answer_form, asked_place, asked_unit
from retrieval.model import Query, Span
from retrieval.text import tokens
from retrieval.text.clauses import clauses
from retrieval.text.fold import fold

if TYPE_CHECKING:
    from retrieval.answering.excerpt import Window

CLUES = (
    "known digit han latin mark one_letter long unknown unit place body asked asked_partly "
    "kind_begins kind kind_ends date number name_begins name name_ends likely sentence first "
    "left_1 left_2 left_4 left_9 left_far right_1 right_2 right_4 right_9 right_far "
    "behind_asking before_asking focus asked_unit quotation"
).split()
TRAITS = "just_kind just_name just_nearest just_number clause one_asked more_asked likely".split()
BIT = {name: 1 << i for i, name in enumerate(CLUES)}
TRAIT_BIT = {name: 1 << i for i, name in enumerate(TRAITS)}
_SAYS = np.array([0, TRAIT_BIT["one_asked"], TRAIT_BIT["more_asked"]], np.uint8)
# To words at a distance up to 1, 2, 4, 9 and farther, the first clue moved on by so much.
_STEPS = (0, 0, 1, 2, 2, 3, 3, 3, 3, 3, 4)
_FAR = len(_STEPS) - 1
_OPENING, _CLOSING = frozenset("“‘《〈（(「『【"), frozenset("”’》〉）)」』】")
_UNIT = re.compile(UNITS)
_HAN = re.compile("[㐀-䶿一-鿿]")
_PLACES = frozenset("市县区省国州路村镇乡街湖江河山岛海洲港湾城站园馆场楼院校")
_BODIES = frozenset("司局部会院校行厂社团队府")
_QUOTATION = frozenset("“”《》\"'")
_EDGE = " \u3000\xa0\n。！？!?；;，,：:、"
_TO = ("", "至", "到", "-", "—", "~")


@dataclass(frozen=True, slots=True)
class _Asking:
    """A folded question, the words before and behind its question word, and the unit it counts in; empty for none."""

    text: str
    before: str
    behind: str
    unit: str


@lru_cache(maxsize=64)
def _asking(question: str) -> _Asking:
    text = fold(question)
    place = asked_place(text)
    before, behind = tokens.words(text[: place.start])[-1:], tokens.words(text[place.end :])[:1]
    return _Asking(text, "".join(before), "".join(behind), asked_unit(text))


def cut(folded: str, within: Span) -> list[Span]:
    """Return the words there in order; what jieba leaves out, such as marks and blanks, is a word a letter."""
    return [Span(start, end) for start, end in pairwise(_edges(folded, within))]


def _edges(folded: str, within: Span) -> list[int]:
    """Where each word there begins, and where the last one ends."""
    at = within.start
    edges = [at]
    for word in tokens.words(within.of(folded)):
        start = folded.find(word, at, within.end)
        if start >= at:
            edges += range(at + 1, start + 1)
            at = start + len(word)
            edges.append(at)
    edges += range(at + 1, within.end + 1)
    return edges


@lru_cache(maxsize=1 << 16)
def _of_letters(word: str) -> int:
    """The clues of a word by itself."""
    is_known, is_han, is_latin = tokens.is_known(word), _HAN.match(word) is not None, "a" <= word[0] <= "z"
    clues = {
        "known": is_known,
        "digit": any("0" <= letter <= "9" for letter in word),
        "han": is_han,
        "latin": is_latin,
        "mark": not (is_han or is_latin or word[0].isalnum()),
        "one_letter": len(word) == 1,
        "long": len(word) >= 3,
        "unknown": is_han and not is_known,
        "unit": _UNIT.fullmatch(word) is not None,
        "place": word[-1] in _PLACES,
        "body": word[-1] in _BODIES,
        "quotation": word in _QUOTATION,
    }
    return sum(BIT[name] for name, is_so in clues.items() if is_so)


def _from_to(folded: str, found: Sequence[Span]) -> list[Span]:
    """Times joined that are one from the other on: 每天6时至18时."""
    joined: list[Span] = []
    for span in found:
        if joined and folded[joined[-1].end : span.start] in _TO:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _add(codes: list[int], clue: str, first: int, end: int) -> None:
    for i in range(first, end):
        codes[i] |= BIT[clue]


class WordClues:
    """The clues of the words of one window, and the traits of their runs; `known` are the runs of it that the question
    says itself, apart from one another. Word `i` stands between `edges[i]` and `edges[i + 1]`."""

    def __init__(self, folded: str, window: Window, query: Query, known: Iterable[Span]) -> None:
        self.folded, self.window, self.query = folded, window, query
        self.asking = _asking(query.text)
        self.numbers, self.dates = self._found(NUMBER), self._found(DATE)
        self.edges = _edges(folded, window.span)
        self.of_kind = [span for span in self._of_kind() if not self._is_torn(span)]
        self.names = people(folded, window.span) if query.kind == "who" else []
        # Words are parted where something begins or ends within one: jieba glues a name to the verb behind it.
        places = {place for span in (*self.of_kind, *self.names) for place in (span.start, span.end)}
        self.edges = sorted(places.union(self.edges))
        self.words = [folded[start:end] for start, end in pairwise(self.edges)]
        self.held = self._held(known)
        self.is_asked = [n == len(word) for n, word in zip(self.held, self.words, strict=True)]

    def codes(self) -> list[int]:
        """Return the clues, one number a word."""
        codes = [self._of_word(word) for word in self.words]
        self._add_asked(codes)
        self._add_forms(codes)
        for name, span in (("likely", self.window.likely), ("sentence", self.window.sentence)):
            first, end = self._inside(span)
            _add(codes, name, first, end)
        codes[0] |= BIT["first"]
        return codes

    def traits(self) -> NDArray[np.uint8]:
        """Return the traits of the runs of words, one number a run: first word by last word."""
        codes = self._is_clause() | self._says_asked()
        nearest = likeliest(self.folded, self.of_kind or self.names, self.query)
        exact = (self.of_kind, self.names, nearest, [*self.numbers, *self.dates])
        place = {edge: i for i, edge in enumerate(self.edges)}
        for name, spans in zip(TRAITS, exact, strict=False):
            for span in spans:
                if span.start in place and span.end in place:
                    codes[place[span.start], place[span.end] - 1] |= TRAIT_BIT[name]
        first, end = self._inside(self.window.likely)
        codes[first:end, first:end] |= TRAIT_BIT["likely"]
        return codes

    def begins_ends_depths(self) -> tuple[list[bool], list[bool], list[int]]:
        """Say for each word whether a run may begin with it and whether one may end with it, and for each edge how deep it
        is in brackets and quotations. None begins or ends inside a number or a date, or with a mark that neither opens
        nor closes."""
        is_inside = self._is_inside_number()
        begins, ends, depths = [], [], [0]
        for i, word in enumerate(self.words):
            is_word, opens, closes = (
                not _of_letters(word) & BIT["mark"],
                word[0] in _OPENING,
                word[-1] in _CLOSING,
            )
            begins.append(not is_inside[i] and (is_word or opens))
            ends.append(not is_inside[i + 1] and (is_word or closes or word[-1] == "%"))
            depths.append(depths[-1] + opens - closes)
        return begins, ends, depths

    def _of_word(self, word: str) -> int:
        """The clues of a word by itself, and beside the question word, the noun it asks for, the unit it counts in."""
        asking, focus = self.asking, self.query.focus[-1:]
        code = _of_letters(word)
        if word == asking.before:
            code |= BIT["behind_asking"]
        if word == asking.behind:
            code |= BIT["before_asking"]
        if focus and word[-1] == focus:
            code |= BIT["focus"]
        if asking.unit and word.endswith(asking.unit):
            code |= BIT["asked_unit"]
        return code

    def _add_asked(self, codes: list[int]) -> None:
        """Said by the question, whole or in part; how far from the words that are said whole."""
        left, right, n = _FAR, _FAR, len(codes)
        for i in range(n):
            if self.held[i]:
                codes[i] |= BIT["asked"] if self.is_asked[i] else BIT["asked_partly"]
            codes[i] |= BIT["left_1"] << _STEPS[left]
            left = 1 if self.is_asked[i] else min(left + 1, _FAR)
            codes[n - 1 - i] |= BIT["right_1"] << _STEPS[right]
            right = 1 if self.is_asked[n - 1 - i] else min(right + 1, _FAR)

    def _add_forms(self, codes: list[int]) -> None:
        """Where something of the asked kind begins, is and ends; dates, numbers, and, when a who is asked, names."""
        forms = {"kind": self.of_kind, "date": self.dates, "number": self.numbers, "name": self.names}
        for name, spans in forms.items():
            for span in spans:
                first, end = self._over(span)
                _add(codes, name, first, end)
                if name in ("kind", "name"):
                    codes[first] |= BIT[f"{name}_begins"]
                    codes[end - 1] |= BIT[f"{name}_ends"]

    def _is_clause(self) -> NDArray[np.uint8]:
        """Which runs begin where a clause does, and end where one does but for the marks behind it."""
        parts = clauses(self.folded, self.window.span)
        shuts = {part.start + len(part.of(self.folded).rstrip(_EDGE)) for part in parts}
        opens = {part.start for part in parts}
        begins = np.array([edge in opens for edge in self.edges[:-1]], np.uint8)
        ends = np.array([edge in shuts for edge in self.edges[1:]], np.uint8)
        clause: NDArray[np.uint8] = (begins * np.uint8(TRAIT_BIT["clause"]))[:, None] * ends[None, :]
        return clause

    def _says_asked(self) -> NDArray[np.uint8]:
        """Which runs hold one word that the question says, which more."""
        asked = np.cumsum([False, *self.is_asked], dtype=np.int16)
        n_asked = (asked[None, 1:] - asked[:-1, None]).clip(0, 2)
        says: NDArray[np.uint8] = _SAYS[n_asked]
        return says

    def _is_inside_number(self) -> list[bool]:
        """Say for each edge whether it lies inside a number or a date."""
        is_inside = [False] * len(self.edges)
        for span in (*self.numbers, *self.dates):
            end = span.start + len(span.of(self.folded).rstrip(".,"))
            for i in range(bisect_right(self.edges, span.start), bisect_left(self.edges, end)):
                is_inside[i] = True
        return is_inside

    def _held(self, known: Iterable[Span]) -> list[int]:
        """How many letters of each word the question says."""
        held = [0] * len(self.words)
        for span in known:
            first, end = self._over(span)
            for i in range(first, end):
                held[i] += min(span.end, self.edges[i + 1]) - max(span.start, self.edges[i])
        return held

    def _found(self, form: re.Pattern[str] | None) -> list[Span]:
        span = self.window.span
        return [Span(*m.span()) for m in form.finditer(self.folded, span.start, span.end)] if form else []

    def _of_kind(self) -> list[Span]:
        """What looks like an answer of the asked kind; times joined that are one from the other on."""
        if self.query.kind == "org":
            return organisations(self.folded, self.window.span)
        found = self._found(answer_form(self.query.kind, self.asking.text))
        found = [span for span in found if span.of(self.folded) not in self.asking.text]
        return _from_to(self.folded, found) if self.query.kind in ("when", "clock") else found

    def _is_torn(self, span: Span) -> bool:
        """Say whether the span begins or ends within a word of the dictionary (一年 in 一年级)."""
        first, end = self._over(span)
        starts, ends = self.edges[first], self.edges[end]
        is_torn_before = starts < span.start and tokens.is_known(self.folded[starts : self.edges[first + 1]])
        return is_torn_before or (
            ends > span.end and tokens.is_known(self.folded[self.edges[end - 1] : ends])
        )

    def _over(self, span: Span) -> tuple[int, int]:
        """The words that share a letter with the span: from the first to before the last."""
        return bisect_right(self.edges, span.start) - 1, bisect_left(self.edges, span.end)

    def _inside(self, span: Span) -> tuple[int, int]:
        """The words that lie inside the span."""
        return bisect_left(self.edges, span.start), bisect_right(self.edges, span.end) - 1
