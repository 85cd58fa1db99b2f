"""Small changes on disk, one record after another, until the index is next written in full.

A record is its length and CRC-32 (4 bytes each) and the changes in JSON. The file has its full size from the start, in
zeros, for a write that makes a file longer takes the disk twice as long. It ends where a record is not whole: what
was being written when the power went is as if it had not been begun.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from retrieval.engine.files import Damaged
from retrieval.model import Changes, Passage

_SIZE = 1 << 18  # bytes: reading as much at a start is not felt
_HEAD = 8


@dataclass(frozen=True, slots=True)
class Record:
    """Changes that follow revision `before`, in order, and a note, in JSON, about the revision they lead to."""

    before: int
    changes: tuple[Changes, ...]
    note: Any


@dataclass(frozen=True, slots=True)
class Journal:
    """A file of records; the next one goes to `end`."""

    path: Path
    end: int = 0

    def plus(self, record: Record) -> Journal | None:
        """Write a record so that it outlives a power cut; None when there is no room, or something else stands there.

        OSError when it cannot be written.
        """
        written = json.dumps([record.before, [_plain(one) for one in record.changes], record.note]).encode()
        head = len(written).to_bytes(4, "little") + zlib.crc32(written).to_bytes(4, "little")
        end = self.end + _HEAD + len(written)
        if end + _HEAD > _SIZE:
            return None
        handle = os.open(self.path, os.O_RDWR)
        try:
            if any(os.pread(handle, _HEAD, self.end)):
                return None
            os.pwrite(handle, head + written, self.end)
            os.fdatasync(handle)
        finally:
            os.close(handle)
        return replace(self, end=end)


def begun(path: Path) -> Journal:
    """Make an empty journal that is on the disk. OSError when it cannot be."""
    with path.open("wb", buffering=0) as file:
        file.write(bytes(_SIZE))
        os.fsync(file.fileno())
    return Journal(path)


def read(path: Path, revision: int) -> tuple[list[Record], Journal]:
    """Return the records that follow a revision one after another, and the journal that goes on after them.

    `Damaged` when there is no such file.
    """
    records: list[Record] = []
    end = 0
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Damaged(f"{path.name} cannot be opened: {error}") from error
    while True:
        length = int.from_bytes(content[end : end + 4], "little")
        written = content[end + _HEAD : end + _HEAD + length]
        if not length or zlib.crc32(written) != int.from_bytes(content[end + 4 : end + _HEAD], "little"):
            break
        before, changes, note = json.loads(written)
        if before != revision:
            break
        records.append(Record(before, tuple(map(_changes, changes)), note))
        revision = records[-1].changes[-1].revision
        end += _HEAD + length
    return records, Journal(path, end)


def fewer(changes: Sequence[Changes]) -> Iterator[Changes]:
    """Yield changes that lead to the same, those made one that only add what was not there."""
    added: dict[int, Passage] = {}
    revision = 0
    for one in changes:
        if added and (one.removed or any(passage.id in added for passage in one.added)):
            yield Changes(revision, tuple(added.values()), ())
            added = {}
        revision = one.revision
        if one.removed:
            yield one
        else:
            added |= {passage.id: passage for passage in one.added}
    if added:
        yield Changes(revision, tuple(added.values()), ())


def _plain(changes: Changes) -> list[Any]:
    added = [[one.id, one.article_id, list(one.title_terms), list(one.terms)] for one in changes.added]
    return [changes.revision, added, changes.removed]


def _changes(plain: list[Any]) -> Changes:
    revision, added, removed = plain
    passages = (
        Passage(id_, article_id, tuple(title), tuple(terms)) for id_, article_id, title, terms in added
    )
    return Changes(revision, tuple(passages), tuple(removed))
