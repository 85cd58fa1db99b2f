"""Changes -> rows, in the transaction of whoever holds the lock on the state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import TypeVar

import numpy as np
import sqlalchemy as sa

from retrieval.codes import CodedTerms
from retrieval.engine.arrays import Ints, Longs, run_starts
from retrieval.engine.bm25 import Okapi, Statistics
from retrieval.engine.parameters import Parameters
from retrieval.engine.postgres import extension, rows, state
from retrieval.engine.postgres.entry import LARGEST_CHUNK, Counted, Entry, counted, packed
from retrieval.engine.postgres.rows import Cursor
from retrieval.engine.postgres.state import State
from retrieval.model import Changes, Passage

Value = TypeVar("Value")

_NO_TOKENS = np.empty(0, np.int32)
# Bounds are made anew once documents have grown or shrunk by so much in the mean.
_DRIFT = 1.2
# A chunk is written anew when less than half of it is alive, together with its like.
_FEWEST_TO_TIDY = 16
# After so many articles the database is told to look at its tables; after fewer it does so by itself, in time.
_MANY = 256


class Writer:
    """One change of the index; counts are kept here until `finish` writes them."""

    def __init__(
        self, connection: sa.Connection, parameters: Parameters, present: State, *, is_extended: bool
    ) -> None:
        self._connection = connection
        self._cursor: Cursor = connection.connection.cursor()
        self._parameters = parameters
        self._is_extended = is_extended
        self._state = present
        self._n_written = 0
        self._numbers: dict[str, int] = {}
        self._new: list[str] = []
        self._changes: list[tuple[Ints, Longs, Ints, Longs, int]] = []

    def apply(self, changes: Changes) -> None:
        """Take out what was removed, then add what is new; a passage that is there already is replaced."""
        added = {passage.id: passage for passage in changes.added}
        gone = {*changes.removed, *added}
        by_article: dict[int, list[Passage]] = {}
        for passage in added.values():
            by_article.setdefault(passage.article_id, []).append(passage)
        former = rows.entries_of(self._cursor, sorted(by_article), sorted(gone)) if len(self) else {}
        kept = {entry.article_id: entry.without(gone) for entry in former.values()}
        self._take_out(former)
        left = (entry for id_, entry in kept.items() if id_ not in by_article and entry.passage_ids)
        if not self._state.articles.n:
            self._state = replace(self._state, means=_means(added.values(), self._parameters.title_weight))
        self._write(chain(left, self._encoded(by_article, kept)), is_new=True)
        self._state = replace(self._state, revision=changes.revision)

    def __len__(self) -> int:
        return self._state.articles.n

    def tidy(self) -> bool:
        """Write chunks that are small or mostly dead anew, as few large ones, and bounds once lengths have drifted.

        Say whether there was anything to do.
        """
        if self._has_drifted():
            doomed = rows.all_chunks(self._cursor)
            self._state = replace(self._state, means=self._present_means())
        else:
            doomed = rows.thin_chunks(self._cursor)
            if len(doomed) < _FEWEST_TO_TIDY:
                return False
        for some in _lots(doomed, 64):
            former = rows.entries_in(self._cursor, some)
            rows.delete(self._cursor, list(former))
            rows.delete_chunks(self._cursor, some)
            self._write(former.values(), is_new=False)
        return True

    def finish(self) -> State:
        """Write the counts and the state; return it."""
        self._write_terms()
        state.store(self._connection, self._state)
        if self._n_written >= _MANY:
            rows.analyse(self._cursor)
        if self._is_extended:
            extension.index(self._connection, self._parameters)
        return self._state

    def _take_out(self, former: dict[int, Entry]) -> None:
        if former:
            rows.delete(self._cursor, list(former))
            self._count(counted(list(former.values()), self._parameters.title_weight), -1)

    def _write(self, entries: Iterable[Entry], *, is_new: bool) -> None:
        """Write articles under new numbers, chunk by chunk."""
        coder = extension.Coder(self._cursor, self._new, self._state.n_terms) if self._is_extended else None
        for chunk in _lots(entries, LARGEST_CHUNK):
            found = counted(chunk, self._parameters.title_weight)
            first = self._state.n_numbers
            documents = coder.documents(chunk, self._parameters.title_weight) if coder else None
            rows.write_articles(self._cursor, first, chunk, documents)
            if not self._is_extended:
                rows.write_postings(self._cursor, first, packed(found, *self._expected()))
            self._state = replace(self._state, n_numbers=first + len(chunk))
            self._n_written += len(chunk)
            if is_new:
                self._count(found, 1)

    def _has_drifted(self) -> bool:
        """Whether bounds are made for documents of quite another length; while there are few, they are cheap anyway."""
        pairs = zip(self._present_means(), self._state.means, strict=True)
        return any(then and not 1 / _DRIFT < now / then < _DRIFT for now, then in pairs)

    def _present_means(self) -> tuple[float, float]:
        passages, articles = self._state.passages, self._state.articles
        return (passages.total_length / max(1, passages.n), articles.total_length / max(1, articles.n))

    def _expected(self) -> tuple[Okapi, Okapi]:
        """The two collections, as long in the mean as bounds are made for."""
        numbers, (passage, article) = self._parameters, self._state.means
        spread = self._state.passages.spread
        # Any number of documents does: only the mean counts.
        made = [Statistics(1, mean, spread) for mean in (passage, article)]  # type: ignore[arg-type]
        return Okapi(made[0], numbers.passage, 0.0), Okapi(made[1], numbers.article, 0.0)

    def _encoded(self, by_article: dict[int, list[Passage]], kept: dict[int, Entry]) -> Iterator[Entry]:
        """The articles that get passages, those they keep first; the title that came last is that of all."""
        for some in _lots(by_article.items(), LARGEST_CHUNK):
            texts = [passage.terms for _, passages in some for passage in passages]
            titles = [passages[-1].title_terms for _, passages in some]
            coded = self._tokens([*titles, *texts])
            bodies = iter(coded[len(titles) :])
            for (article_id, passages), title in zip(some, coded, strict=False):
                own = [next(bodies) for _ in passages]
                before = kept.get(article_id)
                lengths = np.array([len(body) for body in own], np.int64)
                ids = tuple(passage.id for passage in passages)
                yield Entry(
                    article_id,
                    title,
                    (*before.passage_ids, *ids) if before else ids,
                    np.concatenate((before.lengths, lengths)) if before else lengths,
                    np.concatenate((before.bodies if before else _NO_TOKENS, *own)),
                )

    def _tokens(self, texts: Sequence[Sequence[str]]) -> list[Ints]:
        """The texts as numbers of terms; a term never seen gets one."""
        ends = np.cumsum([len(text) for text in texts])[:-1]
        coded = [text for text in texts if isinstance(text, CodedTerms)]
        if coded and len(coded) == len(texts) and all(text.table is coded[0].table for text in coded):
            codes = np.frombuffer(b"".join(text.codes for text in coded), "<u4")
            distinct, places = np.unique(codes, return_inverse=True)
            words = [coded[0].table[code] for code in distinct.tolist()]
        else:
            every = list(chain.from_iterable(texts))
            words = list(dict.fromkeys(every))
            order = {word: i for i, word in enumerate(words)}
            places = np.fromiter(map(order.__getitem__, every), np.int64, len(every))
        numbers = self._numbered(words)
        return list(np.split(numbers[places], ends)) if texts else []

    def _numbered(self, words: Sequence[str]) -> Ints:
        unknown = [word for word in words if word not in self._numbers]
        self._numbers.update(rows.numbers_of(self._cursor, unknown))
        for word in unknown:
            if word not in self._numbers:
                self._numbers[word] = self._state.n_terms + len(self._new)
                self._new.append(word)
        return np.fromiter(map(self._numbers.__getitem__, words), np.int32, len(words))

    def _count(self, found: Counted, sign: int) -> None:
        self._changes.append((*found.passages.frequencies(), *found.articles.frequencies(), sign))
        passages, articles = self._state.passages, self._state.articles
        self._state = replace(
            self._state,
            passages=passages.plus(sign * found.n_passages, sign * found.passages_length),
            articles=articles.plus(sign * found.n_articles, sign * found.articles_length),
        )

    def _write_terms(self) -> None:
        """Bring the frequencies of terms, and the spreads of frequencies, to what was counted."""
        if not self._changes:
            return
        ids, in_passages, in_articles = _summed(self._changes)
        n_known = self._state.n_terms
        is_known = ids < n_known
        before = np.zeros((2, len(ids)), np.int64)
        before[:, is_known] = rows.frequencies(self._cursor, ids[is_known])
        after = before + np.stack((in_passages, in_articles))
        rows.update_terms(self._cursor, ids[is_known], after[:, is_known])
        rows.write_terms(self._cursor, n_known, self._new, ids[~is_known], after[:, ~is_known])
        passages, articles = self._state.passages, self._state.articles
        self._state = replace(
            self._state,
            n_terms=n_known + len(self._new),
            passages=_moved(passages, before[0], after[0]),
            articles=_moved(articles, before[1], after[1]),
        )
        self._changes, self._new = [], []


def _moved(statistics: Statistics, before: Longs, after: Longs) -> Statistics:
    """The statistics after the frequencies of some terms changed."""
    was, stays = before[before > 0], after[after > 0]
    signs = np.concatenate((np.full(len(was), -1), np.ones(len(stays), np.int64)))
    return replace(statistics, spread=statistics.spread.plus(np.concatenate((was, stays)), signs))


def _summed(changes: Sequence[tuple[Ints, Longs, Ints, Longs, int]]) -> tuple[Longs, Longs, Longs]:
    """The changed terms, ascending, and how many more passages and articles hold each."""
    in_passages = _sums([change[0] for change in changes], [change[4] * change[1] for change in changes])
    in_articles = _sums([change[2] for change in changes], [change[4] * change[3] for change in changes])
    return in_passages[0], in_passages[1], in_articles[1]


def _sums(terms: list[Ints], values: list[Longs]) -> tuple[Longs, Longs]:
    every, counts = np.concatenate(terms).astype(np.int64), np.concatenate(values)
    if not len(every):
        return every, counts
    order = np.argsort(every, kind="stable")
    every, counts = every[order], counts[order]
    first = run_starts(every)
    return every[first], np.add.reduceat(counts, first)


def _means(added: Iterable[Passage], title_weight: int) -> tuple[float, float]:
    """The mean lengths of passages and articles that are made of nothing but these passages."""
    lengths: dict[int, int] = {}
    n, total = 0, 0
    for passage in added:
        n, total = n + 1, total + len(passage.terms) + title_weight * len(passage.title_terms)
        lengths[passage.article_id] = lengths.get(passage.article_id, len(passage.title_terms)) + len(
            passage.terms
        )
    return (total / max(1, n), sum(lengths.values()) / max(1, len(lengths)))


def _lots(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    left = iter(values)
    while some := list(islice(left, size)):
        yield some
