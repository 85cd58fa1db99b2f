"""What every engine offers, wherever its index is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from retrieval.model import Changes, Hit

ChangesSince = Callable[[int], Changes]


class Engine(Protocol):
    """An exact BM25 index of passages that follows a library; safe to use from several threads."""

    def __len__(self) -> int:
        """Return the number of passages."""

    @property
    def revision(self) -> int:
        """The library's revision that the index stands at; 0 before any."""

    def follow(self, revision: int, changes_since: ChangesSince) -> bool:
        """Come to the library's `revision` and say whether there was anything to do."""

    def start_over(self, changes: Changes, *, keeps_words: bool = True) -> None:
        """Hold what `changes` adds and nothing else; without `keeps_words` the vocabulary, too, is begun anew."""

    @property
    def is_checked(self) -> bool:
        """Whether what the index was opened from is known to be sound."""

    def check(self) -> bool:
        """Check what was not checked when it was opened; say whether it is sound."""

    def tidy(self) -> None:
        """Make searches cheap again after many changes, while they go on."""

    def save(self, note: Callable[[int], object]) -> bool:
        """Write the present revision down, with a note about it; say whether it is kept now."""

    def prepare(self, terms: Sequence[str]) -> None:
        """Have at hand what will be asked about these terms, one by one."""

    def search(self, query_terms: Sequence[str], k: int) -> tuple[Hit, ...]:
        """Return the best `k` passages that share a term with the query, ordered by (-score, passage)."""

    def document_frequency(self, term: str) -> int:
        """Return how many passages hold the term, in their text or title."""

    def idf(self, term: str) -> float:
        """Return the term's weight among passages as `BM25Okapi` has it; 0 if none holds it, may be below 0."""

    def weight(self, term: str) -> float:
        """Return how much the term tells, at least 0."""

    def upper_bound(self, query_terms: Sequence[str]) -> float:
        """Return what no passage's own score can pass."""

    def terms_with(self, character: str) -> tuple[str, ...]:
        """Return the indexed terms of at most two characters that hold `character`, the most frequent first."""

    @property
    def n_terms(self) -> int:
        """How many terms were ever seen; they are numbered in order of first sight."""

    def terms_between(self, first: int, last: int, lengths: Sequence[int]) -> Sequence[str]:
        """Return those of the terms with numbers from `first` to before `last` that have one of these lengths."""
