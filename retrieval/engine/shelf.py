"""What is indexed, token by token: passages with their titles and articles, to be counted again when one goes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.engine.arrays import AnyInts, Column, Ints, Longs, spread


class Rows:
    """Rows of term numbers of any length, appended only."""

    def __init__(self) -> None:
        self._terms: Column[np.int32] = Column(np.int32)
        self._starts: Column[np.int64] = Column(np.int64)
        self._lengths: Column[np.int64] = Column(np.int64)

    def __len__(self) -> int:
        return len(self._lengths)

    def append(self, terms: AnyInts, lengths: Longs) -> None:
        """Put rows at the end: their terms, one row after another, and their lengths."""
        ends = len(self._terms) + np.cumsum(lengths)
        self._starts.append(ends - lengths)
        self._lengths.append(lengths)
        self._terms.append(terms)

    def take(self, rows: AnyInts, owners: AnyInts) -> tuple[Ints, AnyInts]:
        """Return the terms of `rows`, one row after another, and for each term the owner of its row."""
        lengths = self._lengths.view[rows]
        terms: Ints = self._terms.view[spread(self._starts.view[rows], lengths)]
        return terms, np.repeat(owners, lengths)


class Shelf:
    """Passages by number: id, article, title row, body row. Titles are kept once for passages that share one."""

    def __init__(self) -> None:
        self.bodies = Rows()
        self.titles = Rows()
        self.ids: Column[np.int64] = Column(np.int64)
        self.title_of: Column[np.int32] = Column(np.int32)
        self.article_ids: Column[np.int64] = Column(np.int64)

    def __len__(self) -> int:
        return len(self.ids)

    def passage_tokens(self, passages: AnyInts, title_weight: int) -> tuple[Ints, AnyInts]:
        """Return the tokens of passage documents: body, and the title `title_weight` times."""
        title = self.titles.take(self.title_of.view[passages], passages)
        return _joined([self.bodies.take(passages, passages), *[title] * title_weight])

    def article_tokens(self, members: Sequence[Sequence[int]], documents: Longs) -> tuple[Ints, AnyInts]:
        """Return the tokens of article documents, given the passages of each: all bodies and the last one's title."""
        passages = np.fromiter((number for numbers in members for number in numbers), np.int64)
        owners = np.repeat(documents, [len(numbers) for numbers in members])
        last = np.fromiter((numbers[-1] for numbers in members), np.int64)
        titles = self.titles.take(self.title_of.view[last], documents)
        return _joined([self.bodies.take(passages, owners), titles])

    def only(self, passages: Longs) -> Shelf:
        """Return a shelf with these passages alone, numbered anew in the order given."""
        shelf = Shelf()
        titles, title_of = np.unique(self.title_of.view[passages], return_inverse=True)
        for new, old, rows in ((shelf.bodies, self.bodies, passages), (shelf.titles, self.titles, titles)):
            terms, owners = old.take(rows, np.arange(len(rows)))
            new.append(terms, np.bincount(owners, minlength=len(rows)))
        shelf.title_of.append(title_of)
        shelf.ids.append(self.ids.view[passages])
        shelf.article_ids.append(self.article_ids.view[passages])
        return shelf


def _joined(parts: Sequence[tuple[Ints, AnyInts]]) -> tuple[Ints, AnyInts]:
    return np.concatenate([terms for terms, _ in parts]), np.concatenate([owners for _, owners in parts])
