"""The ways to beat: what one would write in an evening, and the prototype that this program grew from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.engine import okapi_scores, sentence_scores
from retrieval.evaluation.sets import Document
from retrieval.text import tokens
from retrieval.text.sentences import sentences

N_RANKED = 10
N_QUOTED = 3  # no figure looks at the excerpts behind these
LONGEST_EXCERPT = 120


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a system found, how sure it is of it (any scale of its own), and the quote that it shows in that
    place: mostly one of this passage, empty where it shows none."""

    id: str
    excerpt: str
    confidence: float


System = Callable[[str], Sequence[Found]]


def naive(documents: Sequence[Document]) -> System:
    """Return BM25Okapi over jieba's words of title and text, then the window that shares most words with the question."""
    score = okapi_scores([tokens.raw_words(f"{document.title}{document.text}") for document in documents])

    def run(question: str) -> Sequence[Found]:
        asked = tokens.raw_words(question)
        scores = score(asked)
        best = sorted(range(len(scores)), key=lambda i: (-scores[i], i))[:N_RANKED]
        ranked = [(i, float(scores[i])) for i in best]
        return quoted(documents, ranked, lambda i: overlap(documents[i].text, set(asked)))

    return run


def quoted(
    documents: Sequence[Document], ranked: Sequence[tuple[int, float]], quote: Callable[[int], str]
) -> list[Found]:
    """Return documents, given by number and score, best first, as found; only the first three with an excerpt."""
    return [
        Found(documents[i].id, quote(i) if rank < N_QUOTED else "", score)
        for rank, (i, score) in enumerate(ranked)
    ]


def overlap(text: str, asked: set[str]) -> str:
    """Return the sentence that shares most words with the question, grown by its neighbours up to 120 characters."""
    pieces = [span.of(text) for span in sentences(text)] or [text]
    return grown(pieces, [sum(word in asked for word in tokens.raw_words(piece)) for piece in pieces])


def by_sentence(text: str, terms: Sequence[str]) -> str:
    """Return the sentence that BM25Plus over the paragraph's own sentences puts first, grown by its neighbours."""
    pieces = [span.of(text) for span in sentences(text)] or [text]
    return grown(pieces, sentence_scores([tokens.terms(piece) for piece in pieces], terms))


def grown(pieces: Sequence[str], values: Sequence[float]) -> str:
    """Return the best piece with its better neighbours, as long as they fit in 120 characters."""
    first = last = max(range(len(pieces)), key=lambda i: values[i])
    while True:
        options = [
            (values[edge], span)
            for edge, span in ((first - 1, (first - 1, last)), (last + 1, (first, last + 1)))
            if 0 <= edge < len(pieces) and len("".join(pieces[span[0] : span[1] + 1])) <= LONGEST_EXCERPT
        ]
        if not options:
            return "".join(pieces[first : last + 1])[:LONGEST_EXCERPT]
        first, last = max(options)[1]
