"""The one who changes the index: puts articles in, takes them out, and hands out snapshots.

An article never changes: when its passages do, it is declared dead and stands again, whole, in a new segment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from retrieval.engine import merging
from retrieval.engine.arrays import Longs, Tally, gaps, offsets
from retrieval.engine.bm25 import Okapi, Statistics
from retrieval.engine.parameters import Parameters
from retrieval.engine.part import Counts, Frequencies, Part, counts_of
from retrieval.engine.posting import Expected, postings
from retrieval.engine.segment import Segment
from retrieval.engine.shelf import Shelf, joined
from retrieval.engine.snapshot import Rooms, Snapshot
from retrieval.engine.state import State
from retrieval.engine.vocabulary import Vocabulary
from retrieval.model import Changes, Passage

_NOTHING = Statistics(0, 0, Tally.empty())


class Writer:
    """Not for several threads at once; the snapshots it hands out are."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.vocabulary = Vocabulary()
        self.state = State(0, (), _NOTHING, _NOTHING)
        self._frequencies: Frequencies | None = Frequencies()
        self._rooms = Rooms()

    def resume(self, state: State, vocabulary: Vocabulary) -> None:
        """Go on from a state that was written down; its frequencies are counted when they are first needed."""
        self.state, self.vocabulary, self._frequencies = state, vocabulary, None

    def snapshot(self) -> Snapshot:
        """Return the present revision, to be searched."""
        return Snapshot(
            self.state.revision,
            self.parameters,
            self.vocabulary,
            len(self.vocabulary),
            self.state.parts,
            *self._okapis(self.state.passages, self.state.articles),
            self._rooms,
        )

    def apply(self, changes: Changes) -> None:
        """Take out what was removed, then add what is new; a passage that is there already is replaced."""
        added = list({passage.id: passage for passage in changes.added}.values())
        new = self._shelved(added)
        gone = np.unique(np.array([*changes.removed, *(passage.id for passage in added)], np.int64))
        kept = self._take_out(gone, np.unique(new.article_ids))
        if kept:
            new = joined([*kept, new]).grouped()
        for piece in new.pieces(merging.LARGEST):
            if len(piece):
                self._put_in(piece)
        self.vocabulary.close_table()
        self.state = replace(self.state, revision=changes.revision)

    def filed(self, saved: State, now_on_disk: State) -> None:
        """Read from the disk what was saved there; what changed since the saving began stays as it is."""
        by_segment = {
            id(old.segment): new.segment for old, new in zip(saved.parts, now_on_disk.parts, strict=True)
        }
        parts = (
            replace(part, segment=by_segment.get(id(part.segment), part.segment)) for part in self.state.parts
        )
        self.state = replace(self.state, parts=tuple(parts))

    def forget(self) -> None:
        """Drop all passages; the vocabulary stays, for its numbers are known to others."""
        self.state = State(0, (), _NOTHING, _NOTHING)
        self._frequencies = Frequencies()

    def bound(self, shelf: Shelf, *, is_counted: bool) -> Segment:
        """Return a segment of a shelf; `is_counted` says whether its articles are in the present counts."""
        state, frequencies = self.state, self._counted()
        passages, articles = state.passages, state.articles
        if not is_counted:
            passages = passages.plus(len(shelf.ids), self._length(shelf))
            articles = articles.plus(len(shelf), shelf.n_tokens)
        expected = Expected(
            self.parameters,
            *self._okapis(passages, articles),
            frequencies.in_passages,
            frequencies.in_articles,
            is_counted,
        )
        return Segment(shelf, postings(shelf, expected))

    def merge(self, merge: merging.Merge, segment: Segment) -> None:
        """Put one segment in the place of those it was merged from; who died in the meantime is dead in it."""
        parts = list(self.state.parts)
        sources = [part for part in parts if any(part.segment is source.segment for source in merge.sources)]
        if len(sources) != len(merge.sources):
            return
        died = merge.died_since(sources)
        made = Part.of(segment)
        if len(died):
            made = made.less(died, counts_of(segment.shelf.take(died)))
        place = parts.index(sources[0])
        left = [part for part in parts if part not in sources]
        living = [made] if len(made.dead) < len(segment.shelf) else []
        self.state = replace(self.state, parts=(*left[:place], *living, *left[place:]))

    def _put_in(self, shelf: Shelf) -> None:
        small = merging.absorbing(self.state.parts, shelf.n_tokens)
        if small is None:
            segment = self.bound(shelf, is_counted=False)
            held = segment.postings
            counts = Counts(held.terms, held.frequencies.astype(np.int64), gaps(held.starts))
            self._count(counts, shelf, 1)
        else:
            self._count(counts_of(shelf), shelf, 1)
            segment = self.bound(joined([*small.shelves(), shelf]), is_counted=True)
        n_left = len(self.state.parts) - (len(small.sources) if small else 0)
        self.state = replace(self.state, parts=(*self.state.parts[:n_left], Part.of(segment)))

    def _take_out(self, gone: Longs, renewed: Longs) -> list[Shelf]:
        """Declare articles dead that lose passages or get new ones; return what is left of them."""
        kept: list[Shelf] = []
        parts = list(self.state.parts)
        for i, part in enumerate(parts):
            segment = part.segment
            passages, articles = segment.passages_named(gone), segment.articles_named(renewed)
            if not len(passages) and not len(articles):
                continue
            articles = part.alive(np.unique(np.concatenate((segment.articles_of(passages), articles))))
            if len(articles):
                shelf = segment.shelf.take(articles)
                counts = counts_of(shelf)
                parts[i] = part.less(articles, counts)
                self._count(counts, shelf, -1)
                kept.append(
                    shelf.without(np.isin(shelf.ids, gone).nonzero()[0] if len(passages) else passages)
                )
        living = (part for part in parts if len(part.dead) < len(part.segment.shelf))
        self.state = replace(self.state, parts=tuple(living))
        return [shelf for shelf in kept if len(shelf)]

    def _count(self, counts: Counts, shelf: Shelf, sign: int) -> None:
        """Count the articles of a shelf in or out."""
        frequencies = self._counted()
        frequencies.change(counts, sign)
        passages = self.state.passages.plus(sign * len(shelf.ids), sign * self._length(shelf))
        articles = self.state.articles.plus(sign * len(shelf), sign * shelf.n_tokens)
        self.state = replace(
            self.state,
            passages=replace(passages, spread=frequencies.spreads[0]),
            articles=replace(articles, spread=frequencies.spreads[1]),
        )

    def _counted(self) -> Frequencies:
        if self._frequencies is None:
            spreads = (self.state.passages.spread, self.state.articles.spread)
            self._frequencies = Frequencies.restored(self.state.parts, spreads, len(self.vocabulary))
        return self._frequencies

    def _length(self, shelf: Shelf) -> int:
        return int(shelf.passage_lengths(self.parameters.title_weight).sum())

    def _okapis(self, passages: Statistics, articles: Statistics) -> tuple[Okapi, Okapi]:
        numbers = self.parameters
        return (
            Okapi(passages, numbers.passage, numbers.epsilon),
            Okapi(articles, numbers.article, numbers.epsilon),
        )

    def _shelved(self, passages: Sequence[Passage]) -> Shelf:
        """The passages with their terms as numbers, article by article."""
        heads: list[Passage] = []
        n_passages: list[int] = []
        for passage in passages:
            if heads and heads[-1].article_id == passage.article_id:
                heads[-1] = passage
                n_passages[-1] += 1
            else:
                heads.append(passage)
                n_passages.append(1)
        titles = [head.title_terms for head in heads]
        terms, lengths = self.vocabulary.encode([*titles, *(passage.terms for passage in passages)])
        title_lengths, body_lengths = lengths[: len(heads)], lengths[len(heads) :]
        n_in_titles = int(title_lengths.sum())
        return Shelf(
            _column(head.article_id for head in heads),
            offsets(np.array(n_passages, np.int64)),
            _column(passage.id for passage in passages),
            terms[:n_in_titles],
            offsets(title_lengths),
            terms[n_in_titles:],
            offsets(body_lengths),
        ).grouped()


def _column(values: Iterable[int]) -> Longs:
    return np.fromiter(values, np.int64)
