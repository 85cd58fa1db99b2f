"""Which sentence of a paragraph: rank_bm25's BM25Plus over the paragraph's own sentences.

The idf *inside* the paragraph drops its subject, which every sentence shares, and keeps what tells them apart.
BM25Plus, because its idf stays positive where two sentences of three share a term (Lv & Zhai, "Lower-bounding term
frequency normalization", 2011).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rank_bm25 import BM25Plus


class Sentences(BM25Plus):  # type: ignore[misc]  # the package carries no types
    """The package's BM25Plus over texts that are counted already, and that adds up without arrays, as texts are few.

    `counted` gives for each text how often it holds each term that may be asked for, and how many terms it has in all;
    it has at least one text with a term.
    """

    def __init__(self, counted: Sequence[tuple[Mapping[str, int], int]]) -> None:
        super().__init__(counted)

    def _initialize(self, corpus: Sequence[tuple[Mapping[str, int], int]]) -> dict[str, int]:
        """Take the counts; return in how many texts each term is."""
        n_texts: dict[str, int] = {}
        for counts, length in corpus:
            self.doc_freqs.append(counts)
            self.doc_len.append(length)
            for term in counts:
                n_texts[term] = n_texts.get(term, 0) + 1
        self.corpus_size = len(corpus)
        self.avgdl = sum(self.doc_len) / self.corpus_size
        return n_texts

    def get_scores(self, query: Sequence[str]) -> list[float]:
        """Return the package's scores less the constant, delta x idf a term, that each text gets alike."""
        held = [(term, self.idf[term] * (self.k1 + 1)) for term in query if term in self.idf]
        return [
            self._score(held, counts, length)
            for counts, length in zip(self.doc_freqs, self.doc_len, strict=True)
        ]

    def _score(self, held: Sequence[tuple[str, float]], counts: Mapping[str, int], length: int) -> float:
        if not counts:
            return 0.0
        divisor = self.k1 * (1 - self.b + self.b * length / self.avgdl)
        score: float = sum(
            [weight * counts[term] / (divisor + counts[term]) for term, weight in held if term in counts]
        )
        return score


def sentence_scores(sentences_terms: Sequence[Sequence[str]], query_terms: Sequence[str]) -> list[float]:
    """Return one score a sentence: above 0 if it shares a term with the query, else 0.

    The package divides by zero without sentences or without terms.
    """
    if not any(sentences_terms) or not query_terms:
        return [0.0] * len(sentences_terms)
    wanted = frozenset(query_terms)
    counted = [(Counter(filter(wanted.__contains__, terms)), len(terms)) for terms in sentences_terms]
    return Sentences(counted).get_scores(query_terms)
