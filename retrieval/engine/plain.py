"""rank_bm25's Okapi just as the package has it: the oracle of the tests and the peer of the evaluation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rank_bm25 import BM25Okapi


def okapi_scores(corpus: Sequence[Sequence[str]]) -> Callable[[Sequence[str]], list[float]]:
    """Return the scorer of a corpus of terms: a query gives the score of each document, in order."""
    if not any(corpus):
        return lambda _: [0.0] * len(corpus)
    index = BM25Okapi(corpus)
    return lambda query: index.get_scores(query).tolist()
