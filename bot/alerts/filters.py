"""The filter language: which articles does a person want? Plain words, never patterns.

    防汛                    the word stands somewhere in the article
    城管 AND 拆迁  城管 拆迁   both do
    防汛 OR 抗旱   防汛、抗旱   one of them does
    -广告                   it does not; NOT 广告 and !广告 say the same
    "政银企对接"              exactly so, blanks included in the counting of words
    (防汛 OR 抗旱) -演练      brackets first, then NOT, AND, OR

Full-width signs, Chinese quotation marks and traditional characters are as good as the others. What a person wrote
wrong is a `Mistake` that names the rule, so that it can be answered with a correct example.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from retrieval import fold

MAX_LENGTH = 200
MAX_WORDS = 20

TOKEN = re.compile(
    r"""
    \s*(?:
      (?P<open>\() | (?P<close>\))
    | (?P<phrase>"[^"]*"|“[^”]*”|「[^」]*」|『[^』]*』)
    | (?P<quote>["“”「」『』])
    | (?P<or>or(?=[\s()"“「『]|$)|[|｜、,;；]+)
    | (?P<and>and(?=[\s()"“「『]|$)|&+)
    | (?P<not>not(?=[\s()"“「『]|$)|[-!])
    | (?P<word>[^\s()"“”「」『』|&、,;；]+)
    )""",
    re.VERBOSE,
)
SIGNS = frozenset(("and", "or", "not"))
BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word without blanks at its ends."""

    text: str


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of the parts."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Not the part."""

    part: Expression


Expression = Word | Every | Some | Without


@dataclass(frozen=True, slots=True)
class Mistake:
    """A broken rule, and the place where it shows.

    `rule` is one of empty, too_long, too_many_words, quote_open, quote_empty, bracket_open, bracket_unopened,
    bracket_empty, word_missing.
    """

    rule: str
    at: str = ""


def parse(text: str) -> Expression | Mistake:
    """The expression a text stands for, or the first rule it breaks."""
    if len(text) > MAX_LENGTH:
        return Mistake("too_long")
    folded = fold(text)
    if folded.isalnum() and folded not in SIGNS:
        # Nearly all rules are one word, and ten thousand of them are read for each issue.
        return Word(folded)
    tokens = _tokens(folded)
    if not tokens:
        return Mistake("empty")
    if sum(kind in ("word", "phrase") for kind, _ in tokens) > MAX_WORDS:
        return Mistake("too_many_words")
    reader = _Reader(tokens)
    try:
        expression = reader.either()
        if reader.kind == "close":
            return Mistake("bracket_unopened", ")")
    except _Broken as broken:
        return broken.mistake
    return expression


def evaluate(expression: Expression, where: Callable[[str], int], everywhere: int) -> int:
    """The articles that fit, as bits, given where each word stands and the bits of all articles."""
    if isinstance(expression, Word):
        return where(expression.text)
    if isinstance(expression, Without):
        return everywhere & ~evaluate(expression.part, where, everywhere)
    if isinstance(expression, Every):
        bits = everywhere
        for part in expression.parts:
            bits &= evaluate(part, where, everywhere)
            if not bits:
                return 0
        return bits
    bits = 0
    for part in expression.parts:
        bits |= evaluate(part, where, everywhere)
    return bits


def wanted_words(expression: Expression) -> tuple[str, ...]:
    """The words that an article is wanted for, in order; those it must not hold are left out."""
    if isinstance(expression, Word):
        return (expression.text,)
    if isinstance(expression, Without):
        return ()
    return tuple(dict.fromkeys(word for part in expression.parts for word in wanted_words(part)))


def pattern_of(word: str) -> re.Pattern[str]:
    """What finds a word in folded text, whatever blanks the page put into it; a Latin word is found whole."""
    if not is_latin(word):
        return re.compile(r"\s*".join(map(re.escape, BLANKS.sub("", word))))
    middle = r"\s+".join(map(re.escape, word.split()))
    return re.compile(f"(?<![a-z0-9]){middle}(?![a-z0-9])")


def is_latin(word: str) -> bool:
    """True for a word of ASCII letters and digits, which must not be found inside a longer one."""
    return word.isascii()


class _Broken(Exception):
    def __init__(self, rule: str, at: str = "") -> None:
        super().__init__(rule)
        self.mistake = Mistake(rule, at)


def _tokens(folded: str) -> list[tuple[str, str]]:
    return [(match.lastgroup or "", match[match.lastgroup or 0]) for match in TOKEN.finditer(folded)]


class _Reader:
    """Reads tokens by the three rules of precedence; raises `_Broken`."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._left = iter(tokens)
        self.kind, self.shown = next(self._left, ("", ""))

    def either(self) -> Expression:
        parts = [self.both()]
        while self.kind == "or":
            sign = self._take()
            self._needs_word(sign)
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def both(self) -> Expression:
        parts = [self.one()]
        while self.kind and self.kind not in ("or", "close"):
            if self.kind == "and":
                self._needs_word(self._take())
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def one(self) -> Expression:
        kind, shown = self.kind, self._take()
        if kind == "not":
            self._needs_word(shown)
            return Without(self.one())
        if kind == "open":
            return self._bracket()
        if kind == "phrase":
            words = BLANKS.sub(" ", shown[1:-1]).strip()
            if not words:
                raise _Broken("quote_empty", shown)
            return Word(words)
        if kind == "quote":
            raise _Broken("quote_open", shown)
        if kind == "close":
            raise _Broken("bracket_unopened", shown)
        if kind != "word":
            raise _Broken("word_missing", shown)
        return Word(shown)

    def _bracket(self) -> Expression:
        if self.kind == "close":
            raise _Broken("bracket_empty", "()")
        if not self.kind:
            raise _Broken("bracket_open", "(")
        inside = self.either()
        if self.kind != "close":
            raise _Broken("bracket_open", "(")
        self._take()
        return inside

    def _needs_word(self, sign: str) -> None:
        """A sign is followed by something it can stand before."""
        if self.kind in ("", "or", "and", "close"):
            raise _Broken("word_missing", sign)

    def _take(self) -> str:
        shown = self.shown
        self.kind, self.shown = next(self._left, ("", ""))
        return shown
