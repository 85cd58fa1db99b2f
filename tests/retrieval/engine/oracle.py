"""What the engine must give, said with rank_bm25 itself over plain lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.model import Passage


def oracle_hits(passages: Iterable[Passage], query: Sequence[str]) -> dict[int, float]:
    """Return the score of every passage that shares a term with the query; `passages` in order of arrival."""
    passages = list(passages)
    documents = [[*p.title_terms, *p.title_terms, *p.terms] for p in passages]
    if not any(documents):
        return {}
    articles = {p.article_id: [*p.title_terms] for p in passages}
    for passage in passages:
        articles[passage.article_id] += passage.terms
    of_articles = dict(zip(articles, _scores(list(articles.values()), query, b=0.75), strict=True))
    return {
        passage.id: score + 0.5 * of_articles[passage.article_id]
        for passage, document, score in zip(
            passages, documents, _scores(documents, query, b=0.4), strict=True
        )
        if not set(query).isdisjoint(document)
    }


def _scores(documents: list[list[str]], query: Sequence[str], b: float) -> list[float]:
    scores: list[float] = BM25Okapi(documents, k1=1.2, b=b).get_scores(query).tolist()
    return scores


class Oracle:
    """Passages that stay the same, asked many questions."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._ids = [passage.id for passage in passages]
        self._documents = [[*p.title_terms, *p.title_terms, *p.terms] for p in passages]
        articles = {p.article_id: [*p.title_terms] for p in passages}
        for passage in passages:
            articles[passage.article_id] += passage.terms
        places = {article_id: i for i, article_id in enumerate(articles)}
        self._owners = np.array([places[p.article_id] for p in passages])
        self._terms = [set(document) for document in self._documents]
        self._passages = BM25Okapi(self._documents, k1=1.2, b=0.4)
        self._articles = BM25Okapi(list(articles.values()), k1=1.2, b=0.75)

    def best(self, query: Sequence[str], k: int) -> list[int]:
        """The `k` best passages that share a term with the query, by score, then by id; rounding aside."""
        if not query:
            return []
        shares = self._articles.get_scores(query)[self._owners]
        scores = (self._passages.get_scores(query) + 0.5 * shares).round(9).tolist()
        wanted = set(query)
        matching = (i for i, terms in enumerate(self._terms) if not wanted.isdisjoint(terms))
        ranked = sorted(matching, key=lambda i: (-scores[i], self._ids[i]))
        return [self._ids[i] for i in ranked[:k]]
