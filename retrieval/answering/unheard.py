"""What of a question nobody wrote.

A subject of which the library has nothing shows in words that it does not know, and in a large library also in pairs of
words that nobody set beside one another; in a library of a few pages hardly any two words of a question meet.
"""

from __future__ import annotations

from retrieval.answering.excerpt import Weight
from retrieval.answering.questions import GENERIC
from retrieval.engine import Engine
from retrieval.model import Query
from retrieval.text import tokens

# In a library of so many paragraphs, that two words never meet says half of what it says in a large one.
_SMALL = 50


def unheard(query: Query, engine: Engine) -> dict[str, float]:
    """Return the share of the pairs inside the question's words that no paragraph has (`unheard`), and that of those which
    only happen where two words meet (`unmet`; less in a small library), 0 to 1 each."""
    words = [word for word in query.words if word not in GENERIC and len(word) > 1]
    pairs = [pair for word in words for pair in tokens.bigrams(word) or [word]]
    never = sum(not engine.document_frequency(pair) for pair in pairs) / (len(pairs) or 1)
    unmet = len(_unmet(query)) / (len(tokens.bigrams(query.content)) or 1)
    return {"unheard": never, "unmet": _size(engine) * unmet}


def weights_of(query: Query, engine: Engine, weight: Weight) -> dict[str, float]:
    """Return the weight as evidence of each term that was asked, and, by the size of the library, of those that were left
    out because nobody wrote them."""
    weights = {term: weight(term) for term in set(query.terms) if term not in GENERIC}
    return weights | {pair: _size(engine) * weight(pair) for pair in _unmet(query)}


def _unmet(query: Query) -> list[str]:
    terms = set(query.terms)
    return [pair for pair in tokens.bigrams(query.content) if pair not in terms]


def _size(engine: Engine) -> float:
    return len(engine) / (len(engine) + _SMALL)
