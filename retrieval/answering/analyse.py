"""A question as asked -> the terms to look for: question words off, one-character words widened, names repaired."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.answering.questions import FOCUS, kind_of, without_asking_words
from retrieval.engine import Engine, Names
from retrieval.model import Query
from retrieval.text import tokens
from retrieval.text.fold import fold

LONGEST_QUESTION = 300


def analyse(question: str, engine: Engine, names: Names) -> Query:
    """Return the query of a question; its terms are empty when nothing in it can be looked for.

    Only the first 300 characters count: what follows a question that long is not a question.
    """
    text = " ".join(question.split())[:LONGEST_QUESTION]
    folded = fold(text)
    content = without_asking_words(folded)
    repaired, corrections = names.repair(content if content.strip() else folded)
    words = tuple(dict.fromkeys(word for word in tokens.words(repaired) if tokens.is_term(word)))
    return Query(
        text=text,
        terms=_terms(repaired, words, engine),
        kind=kind_of(folded).name,
        corrections=corrections,
        words=words,
        focus=_focus(folded),
        content=repaired,
    )


def _terms(content: str, words: Sequence[str], engine: Engine) -> tuple[str, ...]:
    """The terms to look for, without pairs that no paragraph has and that only happen where two words meet."""
    letters = content.strip()
    if len(letters) == 1 and tokens.bigrams(letters):
        return tuple(engine.terms_with(letters))
    inside = {pair for word in words for pair in (word, *tokens.bigrams(word))}
    return tuple(term for term in tokens.terms(content) if term in inside or engine.document_frequency(term))


def _focus(folded: str) -> str:
    """The first word of two or more characters right behind the question word."""
    asked = FOCUS.search(folded)
    first = next(iter(tokens.words(asked.group(1))), "") if asked else ""
    return first if len(first) > 1 and tokens.is_term(first) else ""
