"""What tells that a word of a quote is part of the answer: one row a word, one column a clue, each 0 or 1; and what
tells that a run of words is: its traits.

A word is looked at beside the question: does it say what was asked, how far is it from the words that do, does it
stand where the question word stands (谁主持会议: right before 主持)? And by itself: a number, a date, a name, a unit, the
kind of thing that was asked for. How much each clue says is fitted (`answer_words.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
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

Marks = NDArray[np.bool_]

CLUES = (
    "known digit han latin mark one_letter long unknown unit place body asked asked_partly "
    "kind_begins kind kind_ends date number name_begins name name_ends likely sentence first "
    "left_1 left_2 left_4 left_9 left_far right_1 right_2 right_4 right_9 right_far "
    "behind_asking before_asking focus asked_unit quotation"
).split()
TRAITS = "just_kind just_name just_nearest just_number clause one_asked more_asked likely".split()
_DISTANCES = (1, 2, 4, 9)
_FAR = 10_000
_UNIT = re.compile(UNITS)
_HAN = re.compile("[㐀-䶿一-鿿]")
_PLACES = frozenset("市县区省国州路村镇乡街湖江河山岛海洲港湾城站园馆场楼院校")
_BODIES = frozenset("司局部会院校行厂社团队府")
_QUOTATION = frozenset("“”《》\"'")
_EDGE = " \u3000\xa0\n。！？!?；;，,：:、"
_TO = ("", "至", "到", "-", "—", "~")


def cut(folded: str, within: Span) -> list[Span]:
    """Return the words there in order; what jieba leaves out, such as marks and blanks, is a word a letter."""
    found: list[Span] = []
    at = within.start
    for word in tokens.words(within.of(folded)):
        start = folded.find(word, at, within.end)
        if start >= at:
            found += [Span(i, i + 1) for i in range(at, start)]
            at = start + len(word)
            found.append(Span(start, at))
    return found + [Span(i, i + 1) for i in range(at, within.end)]


@lru_cache(maxsize=1 << 16)
def _letters(word: str) -> tuple[bool, ...]:
    """The clues of a word by itself, `known` to `body`."""
    is_known, is_han, is_latin = tokens.is_known(word), _HAN.match(word) is not None, "a" <= word[0] <= "z"
    return (
        is_known,
        any("0" <= letter <= "9" for letter in word),
        is_han,
        is_latin,
        not (is_han or is_latin or word[0].isalnum()),
        len(word) == 1,
        len(word) >= 3,
        is_han and not is_known,
        _UNIT.fullmatch(word) is not None,
        word[-1] in _PLACES,
        word[-1] in _BODIES,
    )


def _is_torn(folded: str, span: Span, words: Iterable[Span]) -> bool:
    """Say whether the span begins or ends within a word of the dictionary (一年 in 一年级)."""
    return any(
        word.start < span.end
        and span.start < word.end
        and (word.start < span.start or span.end < word.end)
        and tokens.is_known(word.of(folded))
        for word in words
    )


def _parted(words: Iterable[Span], edges: Iterable[int]) -> Iterator[Span]:
    """The words, parted where something begins or ends within one: jieba glues a name to the verb behind it."""
    places = sorted(set(edges))
    if not places:
        yield from words
        return
    for word in words:
        inside = [word.start, *(at for at in places if word.start < at < word.end), word.end]
        yield from (Span(a, b) for a, b in pairwise(inside))


def _from_to(folded: str, found: Sequence[Span]) -> list[Span]:
    """Times joined that are one from the other on: 每天6时至18时."""
    joined: list[Span] = []
    for span in found:
        if joined and folded[joined[-1].end : span.start] in _TO:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


class WordClues:
    """The clues of the words of one window, and the traits of their runs; `known` are the runs of it that the question
    says itself."""

    def __init__(self, folded: str, window: Window, query: Query, known: Iterable[Span]) -> None:
        self.folded, self.window, self.query = folded, window, query
        self.question_text = fold(query.text)
        self.numbers, self.dates = self._found(NUMBER), self._found(DATE)
        words = cut(folded, window.span)
        self.of_kind = [span for span in self._of_kind() if not _is_torn(folded, span, words)]
        self.names = people(folded, window.span) if query.kind == "who" else []
        edges = [edge for span in (*self.of_kind, *self.names) for edge in (span.start, span.end)]
        self.spans = list(_parted(words, edges))
        self.words = [span.of(folded) for span in self.spans]
        self.starts = np.array([span.start for span in self.spans])
        self.ends = np.array([span.end for span in self.spans])
        self.first_at = {span.start: i for i, span in enumerate(self.spans)}
        self.last_at = {span.end: i for i, span in enumerate(self.spans)}
        self.covered = self._covered(known)

    def rows(self) -> Marks:
        """Return the clues, one row a word."""
        columns = [*self.asked(), *self.forms(), *self.places(), *self.question()]
        return np.column_stack([self.letters(), *columns])

    def traits(self) -> Marks:
        """Return the traits of the runs of words: trait by first word by last word."""
        span = self.window.span
        nearest = likeliest(self.folded, self.of_kind or self.names, self.query)
        exact = [self.of_kind, self.names, nearest, [*self.numbers, *self.dates]]
        parts = clauses(self.folded, span)
        opens = self._at([part.start for part in parts])[self.starts - span.start]
        shuts = [part.start + len(part.of(self.folded).rstrip(_EDGE)) for part in parts]
        asked = np.concatenate([[0], np.cumsum(self.is_asked)])
        n_asked = asked[None, 1:] - asked[:-1, None]
        likely = self._inside(self.window.likely)
        return np.array(
            [
                *(self._exactly(spans) for spans in exact),
                opens[:, None] & self._at(shuts)[self.ends - span.start][None, :],
                n_asked == 1,
                n_asked > 1,
                likely[:, None] & likely[None, :],
            ]
        )

    def asked(self) -> list[Marks]:
        """Said by the question, whole or in part."""
        held = np.add.reduceat(self.covered, self.starts - self.window.span.start)
        self.is_asked = held == self.ends - self.starts
        return [self.is_asked, (held > 0) & ~self.is_asked]

    def letters(self) -> Marks:
        """What each word is made of."""
        return np.array([_letters(word) for word in self.words], bool)

    def forms(self) -> list[Marks]:
        """Where something of the asked kind begins, is and ends; dates, numbers, and, when a who is asked, names."""
        kind, names = self.of_kind, self.names
        return [
            self._any(kind, lambda s: (self.starts <= s.start) & (s.start < self.ends)),
            self._over(kind),
            self._any(kind, lambda s: (self.starts < s.end) & (s.end <= self.ends)),
            self._over(self.dates),
            self._over(self.numbers),
            self._any(names, lambda s: self.starts == s.start),
            self._over(names),
            self._any(names, lambda s: self.ends == s.end),
        ]

    def places(self) -> list[Marks]:
        """Where the word stands in the window, and how far from the words the question says."""
        n = len(self.words)
        likely, sentence = self.window.likely, self.window.sentence
        columns = [self._inside(likely), self._inside(sentence), np.arange(n) == 0]
        at = np.arange(n)
        marked = np.where(self.is_asked, at, -_FAR)
        left = at - np.concatenate([[-_FAR], np.maximum.accumulate(marked)[:-1]])
        marked = np.where(self.is_asked, at, _FAR)
        right = np.concatenate([np.minimum.accumulate(marked[::-1])[::-1][1:], [_FAR]]) - at
        for distance in (left, right):
            step = np.searchsorted(_DISTANCES, distance, side="left")
            columns += [step == i for i in range(len(_DISTANCES) + 1)]
        return columns

    def question(self) -> list[Marks]:
        """The words beside the question word, the noun it asks for, the unit it counts in; marks of quotation."""
        place = asked_place(self.question_text)
        before = tokens.words(self.question_text[: place.start])[-1:]
        behind = tokens.words(self.question_text[place.end :])[:1]
        focus, unit = self.query.focus, asked_unit(self.question_text)
        return [
            self._each(lambda word: word in before),
            self._each(lambda word: word in behind),
            self._each(lambda word: bool(focus) and word.endswith(focus[-1:])),
            self._each(lambda word: bool(unit) and word.endswith(unit)),
            self._each(lambda word: word in _QUOTATION),
        ]

    def inside_of_numbers(self) -> Marks:
        """Say for each place from the start of the window to its end whether it lies inside a number or a date."""
        start, inside = (
            self.window.span.start,
            np.zeros(self.window.span.end - self.window.span.start + 1, bool),
        )
        for span in (*self.numbers, *self.dates):
            length = len(span.of(self.folded).rstrip(".,"))
            inside[span.start + 1 - start : span.start + length - start] = True
        return inside

    def _covered(self, known: Iterable[Span]) -> NDArray[np.int64]:
        """For each letter of the window, 1 if the question says it."""
        covered = np.zeros(self.window.span.end - self.window.span.start, np.int64)
        for span in known:
            covered[span.start - self.window.span.start : span.end - self.window.span.start] = 1
        return covered

    def _found(self, form: re.Pattern[str] | None) -> list[Span]:
        span = self.window.span
        return [Span(*m.span()) for m in form.finditer(self.folded, span.start, span.end)] if form else []

    def _of_kind(self) -> list[Span]:
        """What looks like an answer of the asked kind; times joined that are one from the other on."""
        if self.query.kind == "org":
            return organisations(self.folded, self.window.span)
        found = self._found(answer_form(self.query.kind, self.question_text))
        found = [span for span in found if span.of(self.folded) not in self.question_text]
        return _from_to(self.folded, found) if self.query.kind in ("when", "clock") else found

    def _exactly(self, spans: Sequence[Span]) -> Marks:
        """Which runs are just one of these spans."""
        exact = np.zeros((len(self.words), len(self.words)), bool)
        for span in spans:
            first, last = self.first_at.get(span.start), self.last_at.get(span.end)
            if first is not None and last is not None:
                exact[first, last] = True
        return exact

    def _at(self, places: Sequence[int]) -> Marks:
        """For each place from the start of the window to its end, whether it is one of these."""
        marks = np.zeros(self.window.span.end - self.window.span.start + 1, bool)
        marks[np.array(places, np.int64) - self.window.span.start] = True
        return marks

    def _each(self, is_so: Callable[[str], bool]) -> Marks:
        return np.array([is_so(word) for word in self.words], bool)

    def _any(self, spans: Sequence[Span], is_so: Callable[[Span], Marks]) -> Marks:
        marks = np.zeros(len(self.words), bool)
        for span in spans:
            marks |= is_so(span)
        return marks

    def _over(self, spans: Sequence[Span]) -> Marks:
        return self._any(spans, lambda s: (self.starts < s.end) & (self.ends > s.start))

    def _inside(self, span: Span) -> Marks:
        return (self.starts >= span.start) & (self.ends <= span.end)
