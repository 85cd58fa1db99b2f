"""Questions that wait for an answer: asked of new paragraphs alone, by the same ranking and the same floors as `ask`."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.answering.analyse import analyse
from retrieval.answering.asking import answer
from retrieval.engine import Engine, LocalEngine
from retrieval.indexing import Current
from retrieval.model import Answer, Changes, Passage, Quote


class Watch:
    """New passages, to which questions are put; threads may share it."""

    def __init__(self, current: Current, passages: Sequence[Passage]) -> None:
        """Watch these passages; they are in the library, and the engine knows them."""
        self._current = current
        self._among = _Among(current.engine, passages)

    def answer(self, question: str, limit: int = 3) -> tuple[Quote, ...]:
        """Return up to `limit` quotes that answer `question`, best first; none when they stay below its floor."""
        query = analyse(question, self._current.engine, self._current.names)
        found = answer(query, self._among, self._current.library.paragraphs, limit)
        return found.quotes if isinstance(found, Answer) else ()


class _Among(LocalEngine):
    """Finds among a few passages; what a term tells is still told by the whole library."""

    def __init__(self, whole: Engine, passages: Sequence[Passage]) -> None:
        super().__init__()
        self._whole = whole
        self.apply(Changes(1, tuple(passages), ()))

    def __len__(self) -> int:
        return len(self._whole)

    def document_frequency(self, term: str) -> int:
        """Return how many passages of the whole library hold the term."""
        return self._whole.document_frequency(term)

    def idf(self, term: str) -> float:
        """Return the term's weight among all passages."""
        return self._whole.idf(term)

    def weight(self, term: str) -> float:
        """Return how much the term tells, at least 0."""
        return self._whole.weight(term)

    def terms_with(self, character: str) -> tuple[str, ...]:
        """Return the short terms of the whole library that hold `character`."""
        return self._whole.terms_with(character)
