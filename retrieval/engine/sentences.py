"""Which sentence of a paragraph: rank_bm25's BM25Plus over the paragraph's own sentences.

The idf *inside* the paragraph drops its subject, which every sentence shares, and keeps what tells them apart.
BM25Plus, because its idf stays positive where two sentences of three share a term (Lv & Zhai, "Lower-bounding term
frequency normalization", 2011).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rank_bm25 import BM25Plus


class _Sentences(BM25Plus):  # type: ignore[misc]  # the package carries no types
    """The package's BM25Plus that counts only what is asked for, and adds up without arrays, as sentences are few."""

    def __init__(self, sentences_terms: Sequence[Sequence[str]], wanted: Collection[str]) -> None:
        self._wanted = wanted
        super().__init__(sentences_terms)

    def _initialize(self, corpus: Sequence[Sequence[str]]) -> dict[str, int]:
        """Count the wanted terms of each sentence; return in how many sentences each is."""
        n_sentences: dict[str, int] = {}
        for terms in corpus:
            counts: dict[str, int] = {}
            for term in terms:
                if term in self._wanted:
                    counts[term] = counts.get(term, 0) + 1
            self.doc_freqs.append(counts)
            self.doc_len.append(len(terms))
            for term in counts:
                n_sentences[term] = n_sentences.get(term, 0) + 1
        self.corpus_size = len(corpus)
        self.avgdl = sum(self.doc_len) / self.corpus_size
        return n_sentences

    def get_scores(self, query: Sequence[str]) -> list[float]:
        """Return the package's scores less the constant, delta x idf a term, that each sentence gets alike."""
        return [
            self._score(query, counts, length)
            for counts, length in zip(self.doc_freqs, self.doc_len, strict=True)
        ]

    def _score(self, query: Sequence[str], counts: dict[str, int], length: int) -> float:
        divisor = self.k1 * (1 - self.b + self.b * length / self.avgdl)
        score = 0.0
        for term in query:
            n = counts.get(term)
            if n:
                score += self.idf[term] * n * (self.k1 + 1) / (divisor + n)
        return score


def sentence_scores(sentences_terms: Sequence[Sequence[str]], query_terms: Sequence[str]) -> list[float]:
    """Return one score a sentence: above 0 if it shares a term with the query, else 0.

    The package divides by zero without sentences or without terms.
    """
    if not any(sentences_terms) or not query_terms:
        return [0.0] * len(sentences_terms)
    return _Sentences(sentences_terms, frozenset(query_terms)).get_scores(query_terms)
