"""The index on disk: a cache that may be thrown away at any time, for the library holds everything it is made of.

One file a segment and one a word list, none of which ever changes, and `index`, which names those that belong
together at a revision, with their dead. `index` is replaced in one step after all it names is on the disk; whoever is
killed in between leaves the former one. It also names a journal, which takes the small changes that follow. Only one process writes at a time; readers need no lock, for what they have
opened stays readable after it was deleted.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import logging
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.engine import journal as journals
from retrieval.engine import segment as segments
from retrieval.engine import shelf as shelves
from retrieval.engine import words as word_lists
from retrieval.engine.arrays import Tally
from retrieval.engine.bm25 import Statistics
from retrieval.engine.files import Content, Damaged, read, sync, write
from retrieval.engine.journal import Journal, Record
from retrieval.engine.loose import NONE
from retrieval.engine.part import Part
from retrieval.engine.segment import Postings, Segment
from retrieval.engine.shelf import Shelf
from retrieval.engine.state import State
from retrieval.engine.words import Words, joined_words

log = logging.getLogger(__name__)

_INDEX = "index"
_FORMAT = 3
# What is looked through for each term of a change or a question.
_LOOKED_UP = ("p.terms", "p.starts", "p.frequencies")
_OURS = ("segment-", "words-", "journal-", f"{_INDEX}.")
_MOST_LISTS = 6
# Checking goes at some gigabytes a second; past this size it would be felt at every start.
_LARGEST_CHECKED = 512 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """What is on the disk: the state, its words, and what the saver added about the library.

    `unchecked` names files that are too large to be checked before they are used; `records` follow the state.
    """

    state: State
    words: tuple[Words, ...]
    note: Any
    journal: Stamped
    unchecked: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamped:
    """The journal of an index, which is known by its file's number and time."""

    journal: Journal
    stamp: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Archive:
    """The folder of an index that was made by the rules that `made_by` names."""

    folder: Path
    made_by: str

    def load(self) -> Kept | None:
        """Open what was saved last; None when there is nothing, or nothing sound, or other rules made it."""
        for _ in range(3):  # between reading the names and opening the files, another process may have saved
            try:
                return self._loaded()
            except FileNotFoundError:
                return None
            except (Damaged, KeyError, TypeError, ValueError) as error:
                problem = error
        log.warning("the index in %s is made anew: %s", self.folder, problem)
        return None

    def save(self, state: State, words: Sequence[Words], note: Any) -> Kept | None:
        """Write down a state without what is loose, and return it as it is on the disk; None while another process writes.

        Only what is not on the disk yet is written. OSError when it cannot be.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._lock() as is_ours:
            if not is_ours:
                return None
            parts = tuple(replace(part, segment=self._filed(part.segment)) for part in state.parts)
            filed = tuple(self._filed_words(_few(words)))
            state = replace(state, parts=parts)
            journal = journals.begun(self.folder / f"journal-{uuid.uuid4().hex}")
            sync(self.folder)
            write(self.folder / _INDEX, _index(state, filed, self.made_by, note, journal.path.name))
            sync(self.folder)
            self._sweep(state, filed, journal)
            return Kept(state, filed, note, Stamped(journal, self._stamp()))

    def add(self, record: Record, journal: Stamped) -> Stamped | None:
        """Write down what changed since the journal was last written to; None when that is no longer possible.

        OSError when it cannot be written.
        """
        try:
            with self._lock() as is_ours:
                if not is_ours or self._stamp() != journal.stamp:
                    return None
                longer = journal.journal.plus(record)
        except FileNotFoundError:
            return None
        return None if longer is None else Stamped(longer, journal.stamp)

    def _stamp(self) -> tuple[int, int]:
        """What tells this index file from any before and after it."""
        status = (self.folder / _INDEX).stat()
        return status.st_ino, status.st_mtime_ns

    def are_sound(self, names: Sequence[str]) -> bool:
        """Check files to the last byte, which takes time; those that another process deleted count as sound."""
        for name in names:
            try:
                read(self.folder / name)
            except Damaged as error:
                if (self.folder / name).exists():
                    log.warning("the index in %s is made anew: %s", self.folder, error)
                    return False
        return True

    def _loaded(self) -> Kept:
        index = self.folder / _INDEX
        if not index.exists():
            raise FileNotFoundError(index)
        stamp = self._stamp()
        content = read(index)
        meta = content.meta
        if (meta["format"], meta["made_by"]) != (_FORMAT, self.made_by):
            raise FileNotFoundError(index)
        names = [*meta["words"], *meta["segments"]]
        is_checked = sum((self.folder / name).stat().st_size for name in names) <= _LARGEST_CHECKED
        words = tuple(self._words(name, is_checked=is_checked) for name in meta["words"])
        parts = [
            Part(
                self._segment(name, is_checked=is_checked),
                content.arrays[f"dead {i}"],
                _tally(content, f"lost passages {i}"),
                _tally(content, f"lost articles {i}"),
            )
            for i, name in enumerate(meta["segments"])
        ]
        passages, articles = (
            Statistics(meta[name][0], meta[name][1], _tally(content, f"{name} spread"))
            for name in ("passages", "articles")
        )
        state = State(meta["revision"], tuple(parts), NONE, passages, articles)
        records, journal = journals.read(self.folder / meta["journal"], state.revision)
        unchecked = () if is_checked else tuple(names)
        return Kept(state, words, meta["note"], Stamped(journal, stamp), unchecked, tuple(records))

    @contextlib.contextmanager
    def _lock(self) -> Iterator[bool]:
        with (self.folder / "lock").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def _filed(self, segment: Segment) -> Segment:
        if segment.file and (self.folder / segment.file).exists():
            return segment
        name = f"segment-{uuid.uuid4().hex}"
        arrays = {f: getattr(segment.shelf, f) for f in shelves.ARRAYS}
        arrays |= {f"p.{f}": getattr(segment.postings, f) for f in segments.ARRAYS}
        write(self.folder / name, Content(None, arrays))
        return self._segment(name, is_checked=False)

    def _filed_words(self, lists: Sequence[Words]) -> Iterator[Words]:
        for words in lists:
            if words.file and (self.folder / words.file).exists():
                yield words
                continue
            name = f"words-{uuid.uuid4().hex}"
            arrays = {f: getattr(words, f) for f in word_lists.ARRAYS}
            write(self.folder / name, Content(words.first, arrays))
            yield self._words(name, is_checked=False)

    def _segment(self, name: str, *, is_checked: bool) -> Segment:
        content = read(self.folder / name, is_checked=is_checked, at_hand=_LOOKED_UP)
        shelf = Shelf(**{f: content.arrays[f] for f in shelves.ARRAYS})
        return Segment(shelf, Postings(**{f: content.arrays[f"p.{f}"] for f in segments.ARRAYS}), name)

    def _words(self, name: str, *, is_checked: bool) -> Words:
        content = read(self.folder / name, is_checked=is_checked, at_hand=word_lists.ARRAYS)
        return Words(**{f: content.arrays[f] for f in word_lists.ARRAYS}, first=content.meta, file=name)

    def _sweep(self, state: State, words: Sequence[Words], journal: Journal) -> None:
        """Delete what no longer belongs to the index; it is only a waste of room if that fails."""
        kept = {part.segment.file for part in state.parts} | {one.file for one in words}
        kept |= {journal.path.name, _INDEX, "lock"}
        for path in self.folder.iterdir():
            if path.name not in kept and path.name.startswith(_OURS):
                with contextlib.suppress(OSError):
                    path.unlink()


def rules(*parts: object) -> str:
    """Name the rules that an index is made by: when any part changes, the index is made anew."""
    return json.dumps([repr(part) for part in parts])


def _index(state: State, words: Sequence[Words], made_by: str, note: Any, journal: str) -> Content:
    meta = {
        "format": _FORMAT,
        "made_by": made_by,
        "revision": state.revision,
        "note": note,
        "journal": journal,
        "words": [one.file for one in words],
        "segments": [part.segment.file for part in state.parts],
    }
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    for name in ("passages", "articles"):
        statistics: Statistics = getattr(state, name)
        meta[name] = [statistics.n, statistics.total_length]
        arrays |= _tally_arrays(f"{name} spread", statistics.spread)
    for i, part in enumerate(state.parts):
        arrays[f"dead {i}"] = part.dead
        arrays |= _tally_arrays(f"lost passages {i}", part.lost_passages)
        arrays |= _tally_arrays(f"lost articles {i}", part.lost_articles)
    return Content(meta, arrays)


def _tally_arrays(name: str, tally: Tally) -> dict[str, np.ndarray[Any, Any]]:
    return {f"{name} keys": tally.keys, f"{name} counts": tally.counts}


def _tally(content: Content, name: str) -> Tally:
    return Tally(content.arrays[f"{name} keys"], content.arrays[f"{name} counts"])


def _few(words: Sequence[Words]) -> list[Words]:
    """The word lists with the newest ones made one, while there are many or the one before is not much longer."""
    lists = list(words)
    while len(lists) > 1 and (len(lists) > _MOST_LISTS or len(lists[-2]) < 4 * len(lists[-1])):
        lists[-2:] = [joined_words(lists[-2:])]
    return lists
