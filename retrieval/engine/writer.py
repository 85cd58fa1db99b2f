"""The one who changes the index: puts articles in, takes them out, and hands out snapshots.

An article never changes: when its passages do, it is declared dead and stands again, whole, in a new segment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter

import numpy as np

from retrieval.engine import loose as loosely
from retrieval.engine import merging
from retrieval.engine.arrays import Longs, Tally, ascending, gaps, offsets, places_of, run_lengths, run_starts
from retrieval.engine.bm25 import Okapi, Statistics
from retrieval.engine.frequencies import Frequencies, Spreads
from retrieval.engine.loose import Loose
from retrieval.engine.parameters import Parameters
from retrieval.engine.part import Counts, Part, counts_of
from retrieval.engine.posting import Expected, postings
from retrieval.engine.segment import Segment
from retrieval.engine.shelf import NO_SHELF, Shelf, joined
from retrieval.engine.snapshot import Rooms, Snapshot
from retrieval.engine.state import State
from retrieval.engine.vocabulary import Vocabulary
from retrieval.model import Changes, Passage

_NOTHING = Statistics(0, 0, Tally.empty())
_EMPTY = State(0, (), loosely.NONE, _NOTHING, _NOTHING)


_ID, _ARTICLE_ID, _TERMS = attrgetter("id"), attrgetter("article_id"), attrgetter("terms")


class Writer:
    """Not for several threads at once; the snapshots it hands out are."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.vocabulary = Vocabulary()
        self.state = _EMPTY
        self._frequencies = Frequencies()
        self._rooms = Rooms()

    def resume(self, state: State, vocabulary: Vocabulary) -> None:
        """Go on from a state that was written down."""
        self.state, self.vocabulary = state, vocabulary
        self._frequencies = Frequencies((state.passages.spread, state.articles.spread))

    def snapshot(self) -> Snapshot:
        """Return the present revision, to be searched."""
        return Snapshot(
            self.state.revision,
            self.parameters,
            self.vocabulary,
            len(self.vocabulary),
            self.state.parts,
            self.state.loose,
            *self._okapis(self.state.passages, self.state.articles),
            self._rooms,
        )

    def apply(self, changes: Changes) -> None:
        """Take out what was removed, then add what is new; a passage that is there already is replaced."""
        new = self._shelved(_newest(changes.added))
        gone = ascending(np.concatenate((np.array(changes.removed, np.int64), new.ids)))
        parts, loose, taken = self._without(gone, ascending(new.article_ids))
        kept = [shelf.without(places_of(shelf.ids, gone)[1].nonzero()[0]) for shelf in taken]
        if any(map(len, kept)):
            new = joined([*filter(len, kept), new]).grouped()
        is_large = new.n_tokens > loosely.MOST
        self._count(taken, NO_SHELF if is_large else new)
        self.state = replace(self.state, parts=parts, loose=loose)
        if is_large:
            for piece in new.pieces(merging.LARGEST):
                self._put_in(piece)
        elif len(new):
            self._lay_down(new)
        self.vocabulary.close_table()
        self.state = replace(self.state, revision=changes.revision)

    def settle(self) -> None:
        """Make a segment of what is loose."""
        shelf = self.state.loose.shelf
        if len(shelf):
            made = Part.of(self._bound(shelf, self.state.passages, self.state.articles, is_in_parts=False))
            self.state = replace(self.state, parts=(*self.state.parts, made), loose=loosely.NONE)

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
        self.state = _EMPTY
        self._frequencies = Frequencies()

    def bound(self, merge: merging.Merge) -> Segment:
        """Return the segment that a merge makes."""
        return self._bound(merge.shelf(), self.state.passages, self.state.articles, is_in_parts=True)

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
        """Make a segment of its own of a shelf that is not counted yet."""
        passages, articles = self._plus(self.state.passages, self.state.articles, shelf, 1)
        segment = self._bound(shelf, passages, articles, is_in_parts=False)
        held = segment.postings
        counts = Counts(held.terms, held.frequencies.astype(np.int64), gaps(held.starts))
        self._stand(passages, articles, self._frequencies.with_counts(counts, self.state.parts))
        self.state = replace(self.state, parts=(*self.state.parts, Part.of(segment)))

    def _lay_down(self, shelf: Shelf) -> None:
        """Leave a small shelf, which is counted, as it is; what was laid down before becomes a segment if it is much."""
        if self.state.loose.shelf.n_tokens + shelf.n_tokens > loosely.MOST:
            self.settle()
        self.state = replace(self.state, loose=Loose(joined([self.state.loose.shelf, shelf])))

    def _without(self, gone: Longs, renewed: Longs) -> tuple[tuple[Part, ...], Loose, list[Shelf]]:
        """The parts and loose articles less the articles that lose passages or get new ones, and those articles."""
        taken: list[Shelf] = []
        parts = list(self.state.parts)
        for i, part in enumerate(parts):
            segment = part.segment
            passages, articles = segment.passages_named(gone), segment.articles_named(renewed)
            if not len(passages) and not len(articles):
                continue
            articles = part.alive(ascending(np.concatenate((segment.articles_of(passages), articles))))
            if len(articles):
                taken.append(segment.shelf.take(articles))
                parts[i] = part.less(articles, counts_of(taken[-1]))
        loose = self.state.loose
        named, others = loose.named(gone, renewed)
        if len(named):
            taken.append(loose.shelf.take(named))
            loose = Loose(loose.shelf.take(others))
        return tuple(part for part in parts if len(part.dead) < len(part.segment.shelf)), loose, taken

    def _count(self, taken: list[Shelf], new: Shelf) -> None:
        """Count articles out and in; what is said of terms before is in the present state."""
        passages, articles = self.state.passages, self.state.articles
        if not any(map(len, taken)) and not len(new):
            return
        for shelf, sign in (*((shelf, -1) for shelf in taken), (new, 1)):
            passages, articles = self._plus(passages, articles, shelf, sign)
        self._stand(passages, articles, self._frequencies.with_shelves(taken, new, self.state.parts))

    def _stand(self, passages: Statistics, articles: Statistics, spreads: Spreads) -> None:
        """Let the state have these statistics, and these spreads."""
        of_passages, of_articles = spreads
        self.state = replace(
            self.state,
            passages=replace(passages, spread=of_passages),
            articles=replace(articles, spread=of_articles),
        )

    def _plus(
        self, passages: Statistics, articles: Statistics, shelf: Shelf, sign: int
    ) -> tuple[Statistics, Statistics]:
        length = shelf.length(self.parameters.title_weight)
        return (
            passages.plus(sign * len(shelf.ids), sign * length),
            articles.plus(sign * len(shelf), sign * shelf.n_tokens),
        )

    def _bound(
        self, shelf: Shelf, passages: Statistics, articles: Statistics, *, is_in_parts: bool
    ) -> Segment:
        okapis = self._okapis(passages, articles)
        return Segment(
            shelf, postings(shelf, Expected(self.parameters, *okapis, self.state.parts, is_in_parts))
        )

    def _okapis(self, passages: Statistics, articles: Statistics) -> tuple[Okapi, Okapi]:
        numbers = self.parameters
        return (
            Okapi(passages, numbers.passage, numbers.epsilon),
            Okapi(articles, numbers.article, numbers.epsilon),
        )

    def _shelved(self, passages: Sequence[Passage]) -> Shelf:
        """The passages with their terms as numbers, article by article."""
        article_ids = _column(map(_ARTICLE_ID, passages))
        starts = run_starts(article_ids) if len(passages) else article_ids
        n_passages = run_lengths(starts, len(passages)) if len(passages) else article_ids
        # The title that came last counts.
        heads = [passages[i] for i in (starts + n_passages - 1).tolist()]
        titles = [head.title_terms for head in heads]
        terms, lengths = self.vocabulary.encode([*titles, *map(_TERMS, passages)])
        title_lengths, body_lengths = lengths[: len(heads)], lengths[len(heads) :]
        n_in_titles = int(title_lengths.sum())
        return Shelf(
            article_ids.take(starts),
            offsets(n_passages),
            _column(map(_ID, passages)),
            terms[:n_in_titles],
            offsets(title_lengths),
            terms[n_in_titles:],
            offsets(body_lengths),
        ).grouped()


def _newest(passages: Sequence[Passage]) -> Sequence[Passage]:
    """The passages, of several with one id the last alone."""
    if bool((gaps(_column(map(_ID, passages))) > 0).all()):
        return passages
    return list({passage.id: passage for passage in passages}.values())


def _column(values: Iterable[int]) -> Longs:
    return np.fromiter(values, np.int64)
