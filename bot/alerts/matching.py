"""Which articles of some news does a rule want? All decision: texts and rules in, articles out.

Ten thousand chats have some ten thousand different words, and most stand nowhere in an issue. So each word is looked
for once, whoever wants it, and a word whose first two characters never stand side by side is not looked for at all.
Where words stand is kept as the bits of a number, one bit an article, so that AND, OR and NOT are one step each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.alerts.filters import (
    BLANKS,
    Expression,
    Mistake,
    evaluate,
    is_latin,
    parse,
    pattern_of,
    wanted_words,
)
from bot.alerts.rules import Body, Found, Match, Rule, spans
from retrieval import Excerpt, Quote, Span, StoredArticle, StoredParagraph, fold

# All that stands in front of a question's quote, when it is longer than any paragraph.
MAX_EXCERPT = 2000

Ask = Callable[[str], Sequence[Quote]]


class Matcher:
    """Some articles, in reading order, to be held against rules; `ask` puts a question to them."""

    def __init__(self, articles: Sequence[StoredArticle], ask: Ask) -> None:
        self.articles = articles
        self._ask = ask
        self._folded = [fold(text_of(article)) for article in articles]
        self._plain = [BLANKS.sub("", text) for text in self._folded]
        self._pairs = {pair for text in self._plain for pair in map("".join, pairwise(text))}
        self._everywhere = (1 << len(articles)) - 1
        self._where: dict[str, int] = {}
        self._bodies: dict[Rule, Body] = {}
        self._matches_at: dict[int, tuple[Match, ...]] = {0: ()}

    def body(self, rule: Rule) -> Body:
        """What this rule alone wants of the articles; worked out once a rule."""
        known = self._bodies.get(rule)
        if known is None:
            known = self._bodies[rule] = Body((rule,), self._matches(rule))
        return known

    def _matches(self, rule: Rule) -> tuple[Match, ...]:
        if rule.kind == "question":
            return self._answers(rule.words)
        return self._at(self._bits(rule))

    def _at(self, bits: int) -> tuple[Match, ...]:
        """The articles of these bits; the same for all rules that want the same, so that thousands share one."""
        known = self._matches_at.get(bits)
        if known is None:
            found_ = (a.head.id for at, a in enumerate(self.articles) if bits >> at & 1)
            known = self._matches_at[bits] = tuple(Match(id_, 0) for id_ in found_)
        return known

    def _bits(self, rule: Rule) -> int:
        if rule.kind == "all":
            return self._everywhere
        if rule.kind == "bulletin":
            name = bulletin_name(rule.words)
            return sum(
                1 << at for at, a in enumerate(self.articles) if bulletin_name(a.head.bulletin) == name
            )
        expression = expression_of(rule.words)
        return (
            0 if isinstance(expression, Mistake) else evaluate(expression, self._standing, self._everywhere)
        )

    def _standing(self, word: str) -> int:
        known = self._where.get(word)
        if known is None:
            known = self._where[word] = self._look_for(word)
        return known

    def _look_for(self, word: str) -> int:
        plain = BLANKS.sub("", word)
        if len(plain) > 1 and plain[:2] not in self._pairs:
            return 0
        if is_latin(word):
            pattern = pattern_of(word)
            return sum(1 << at for at, text in enumerate(self._folded) if pattern.search(text))
        return sum(1 << at for at, text in enumerate(self._plain) if plain in text)

    def _answers(self, question: str) -> tuple[Match, ...]:
        best: dict[int, Match] = {}
        for quote in self._ask(question):
            excerpt, place = quote.excerpt, quote.citation
            marks = tuple((span.start, span.end) for span in excerpt.highlights)
            span = excerpt.span
            match = Match(place.article_id, 0, place.paragraph, span.start, span.end, marks)
            best.setdefault(place.article_id, match)
        return tuple(best[article.head.id] for article in self.articles if article.head.id in best)


@lru_cache(maxsize=1 << 16)
def expression_of(words: str) -> Expression | Mistake:
    """The expression of a rule's words; parsed once, as the same rules meet every issue."""
    return parse(words)


def bulletin_name(name: str) -> str:
    """A bulletin's name as it is compared: folded, without its marks and blanks."""
    return BLANKS.sub("", fold(name)).strip("《》")


def text_of(article: StoredArticle) -> str:
    """All words of an article, a line for each heading and paragraph."""
    headings = (article.kicker, article.head.title, article.subtitle)
    return "\n".join([*filter(None, headings), *(paragraph.text for paragraph in article.paragraphs)])


def found(article: StoredArticle, match: Match, rules: Sequence[Rule]) -> Found:
    """The article as it is shown for this match."""
    if not article.paragraphs:
        return Found(article.head, None)
    rule = rules[match.rule]
    if rule.kind == "question" and match.paragraph < len(article.paragraphs):
        text = article.paragraphs[match.paragraph].text[match.start : match.end]
        return Found(article.head, Excerpt(text, spans(match.marks), Span(match.start, match.end)))
    words = wanted_words_of(rule)
    paragraph, marks = _telling(article.paragraphs, words)
    return Found(article.head, Excerpt(paragraph.text, spans(marks), Span(0, len(paragraph.text))))


def wanted_words_of(rule: Rule) -> tuple[str, ...]:
    """The words to mark for a rule; none but for words."""
    expression = expression_of(rule.words) if rule.kind == "words" else None
    return () if expression is None or isinstance(expression, Mistake) else wanted_words(expression)


def by_id(articles: Sequence[StoredArticle]) -> Mapping[int, StoredArticle]:
    """The articles by their ids."""
    return {article.head.id: article for article in articles}


def _telling(
    paragraphs: Sequence[StoredParagraph], words: Sequence[str]
) -> tuple[StoredParagraph, list[tuple[int, int]]]:
    """The first paragraph with the most of the words, and where they stand in it; else the first paragraph."""
    best, best_marks, most = paragraphs[0], list[tuple[int, int]](), 0
    patterns = [pattern_of(word) for word in words]
    for paragraph in paragraphs:
        folded = fold(paragraph.text)
        hits = [[match.span() for match in pattern.finditer(folded)] for pattern in patterns]
        n = sum(map(bool, hits))
        if n > most:
            best, best_marks, most = paragraph, sorted(span for spans_ in hits for span in spans_), n
    return best, best_marks
