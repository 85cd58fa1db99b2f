"""What the engine must give, said with rank_bm25 itself over plain lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
