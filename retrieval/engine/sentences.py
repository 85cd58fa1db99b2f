"""Which sentence of a paragraph: rank_bm25's BM25Plus over the paragraph's own sentences.

The idf *inside* the paragraph drops its subject, which every sentence shares, and keeps what tells them apart.
BM25Plus, because its idf stays positive where two sentences of three share a term (Lv & Zhai, "Lower-bounding term
frequency normalization", 2011).
"""

from __future__ import annotations

from collections.abc import Sequence

from rank_bm25 import BM25Plus


def sentence_scores(sentences_terms: Sequence[Sequence[str]], query_terms: Sequence[str]) -> list[float]:
    """Return one score a sentence: above 0 if it shares a term with the query, else 0.

    BM25Plus gives every sentence the same constant, delta x idf a term; it is taken off again. The package divides by
    zero without sentences or without terms.
    """
    if not any(sentences_terms) or not query_terms:
        return [0.0] * len(sentences_terms)
    plus = BM25Plus(sentences_terms)
    constant = sum(plus.delta * plus.idf.get(term, 0.0) for term in query_terms)
    scores = plus.get_scores(query_terms) - constant
    wanted = set(query_terms)
    return [
        float(score) if wanted.intersection(terms) else 0.0
        for score, terms in zip(scores, sentences_terms, strict=True)
    ]
