"""The numbers of the ranking, with the papers they come from."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Okapi:
    """BM25's two numbers, Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).

    `k1` says how soon a repeated term stops counting (section 3.4.2), `b` how much a long document is discounted
    (section 3.4.3; 0 not at all, 1 in full).
    """

    k1: float
    b: float


@dataclass(frozen=True, slots=True)
class Parameters:
    """How a passage is scored: okapi(passage) + article_weight x okapi(article).

    `title_weight` repeats the title's terms in the passage: BM25F weighs a field by its term frequency before the
    saturation, which is BM25 over repeated terms (Robertson, Zaragoza & Taylor, "Simple BM25 extension to multiple
    weighted fields", 2004). `epsilon` is rank_bm25's floor: a negative idf becomes epsilon x the mean idf (Trotman,
    Puurula & Burgess, "Improvements to BM25 and language models examined", 2014).
    """

    passage: Okapi = field(default=Okapi(k1=1.2, b=0.4))
    article: Okapi = field(default=Okapi(k1=1.2, b=0.75))
    title_weight: int = 2
    article_weight: float = 0.5
    epsilon: float = 0.25
