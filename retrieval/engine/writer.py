"""The one who changes the index: keeps passages and article documents in step, and hands out snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from retrieval.engine.arrays import Column, Longs
from retrieval.engine.collection import Collection
from retrieval.engine.parameters import Parameters
from retrieval.engine.shelf import Shelf
from retrieval.engine.snapshot import Snapshot
from retrieval.engine.vocabulary import Vocabulary
from retrieval.model import Changes, Passage

_LARGEST_BATCH = 1 << 12  # passages: bounds the memory that sorting their tokens takes
_FEW_DEAD = 1 << 10  # passages: below this, clearing them away is not worth a rebuild


class Writer:
    """Not for several threads at once; the snapshots it hands out are.

    An article document never changes: when its passages do, it is taken out and a new one is added.
    """

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self._vocabulary = Vocabulary()
        self._revision = 0
        self._start_over(Shelf())

    def snapshot(self) -> Snapshot:
        """Return the present revision, to be searched."""
        self._n_published = len(self._article_of)
        return Snapshot(
            self._revision,
            self._parameters,
            self._vocabulary,
            self._passages.snapshot(),
            self._articles.snapshot(),
            self._shelf.ids.view,
            self._article_of.view,
        )

    def apply(self, changes: Changes) -> None:
        """Take out what was removed, then add what is new; a passage that is there already is replaced."""
        added = list({passage.id: passage for passage in changes.added}.values())
        self._remove([*changes.removed, *(passage.id for passage in added)])
        for start in range(0, len(added), _LARGEST_BATCH):
            self._index(self._shelve(added[start : start + _LARGEST_BATCH]))
        self._vocabulary.close_table()
        n_dead = len(self._passages) - len(self._number_of)
        if n_dead > max(_FEW_DEAD, len(self._number_of)):
            self._start_over(self._shelf.only(np.sort(_column(self._number_of.values()))))
        self._revision = changes.revision

    def forget(self) -> None:
        """Drop all passages; the vocabulary stays, for its numbers are known to others."""
        self._start_over(Shelf())

    def _start_over(self, shelf: Shelf) -> None:
        """Count what is on a shelf from nothing; the numbers of the dead are free again."""
        self._shelf = shelf
        self._passages = Collection(self._parameters.passage, self._parameters.epsilon)
        self._articles = Collection(self._parameters.article, self._parameters.epsilon)
        self._article_of: Column[np.int32] = Column(np.int32)
        self._n_published = 0
        self._number_of: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._document_of: dict[int, int] = {}
        for start in range(0, len(shelf), _LARGEST_BATCH):
            self._index(np.arange(start, min(start + _LARGEST_BATCH, len(shelf))))

    def _shelve(self, passages: Sequence[Passage]) -> Longs:
        """Encode passages and keep their tokens; return the numbers they were given."""
        shelf, first = self._shelf, len(self._shelf)
        titles = {passage.title_terms: None for passage in passages}
        rows = {title: row for row, title in enumerate(titles, len(shelf.titles))}
        shelf.titles.append(*self._vocabulary.encode(list(titles)))
        shelf.bodies.append(*self._vocabulary.encode([passage.terms for passage in passages]))
        shelf.title_of.append(_column(rows[passage.title_terms] for passage in passages))
        shelf.article_ids.append(_column(passage.article_id for passage in passages))
        shelf.ids.append(_column(passage.id for passage in passages))
        return np.arange(first, len(shelf))

    def _index(self, numbers: Longs) -> None:
        """Add passages that are on the shelf, numbered on from the last that was added."""
        article_ids = self._shelf.article_ids.view[numbers].tolist()
        changed = dict.fromkeys(article_ids)
        self._take_out_articles(changed)
        tokens = self._shelf.passage_tokens(numbers, self._parameters.title_weight)
        self._passages.add(*tokens, len(numbers))
        self._number_of.update(zip(self._shelf.ids.view[numbers].tolist(), numbers.tolist(), strict=True))
        for article_id, number in zip(article_ids, numbers.tolist(), strict=True):
            self._members.setdefault(article_id, []).append(number)
        self._article_of.append(np.zeros(len(numbers), np.int32))
        self._put_in_articles(changed)

    def _remove(self, ids: Iterable[int]) -> None:
        """Take passages out; an id that is not there is passed over."""
        gone = {self._number_of.pop(passage) for passage in set(ids) if passage in self._number_of}
        if not gone:
            return
        numbers = np.sort(_column(gone))
        changed = dict.fromkeys(self._shelf.article_ids.view[numbers].tolist())
        self._take_out_articles(changed)
        self._passages.remove(numbers, *self._shelf.passage_tokens(numbers, self._parameters.title_weight))
        for article_id in changed:
            self._members[article_id] = [number for number in self._members[article_id] if number not in gone]
        self._put_in_articles(changed)

    def _take_out_articles(self, article_ids: Iterable[int]) -> None:
        present = [article_id for article_id in article_ids if article_id in self._document_of]
        if present:
            documents = _column(self._document_of.pop(article_id) for article_id in present)
            members = [self._members[article_id] for article_id in present]
            self._articles.remove(documents, *self._shelf.article_tokens(members, documents))

    def _put_in_articles(self, article_ids: Iterable[int]) -> None:
        """Make a document of each article that has passages, and point these at it; forget the others."""
        present = [article_id for article_id in article_ids if self._members[article_id]]
        for article_id in set(article_ids).difference(present):
            del self._members[article_id]
        members = [self._members[article_id] for article_id in present]
        documents = len(self._articles) + np.arange(len(present))
        self._articles.add(*self._shelf.article_tokens(members, documents), len(present))
        self._document_of.update(zip(present, documents.tolist(), strict=True))
        passages = _column(number for numbers in members for number in numbers)
        owners = np.repeat(documents, [len(numbers) for numbers in members])
        self._article_of.replace(passages, owners, self._n_published)


def _column(values: Iterable[int]) -> Longs:
    return np.fromiter(values, np.int64)
