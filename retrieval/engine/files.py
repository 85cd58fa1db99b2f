"""Files of arrays: written once, whole or not at all, checked, and read without being loaded.

Layout: 16 bytes of magic, the header's length (8 bytes) and CRC-32 (4 bytes), the header in JSON, and the arrays, each
from a multiple of 64 bytes on. The header names the arrays and holds a digest of all that follows it. A file gets its
name only when it is on the disk, so a name never stands for half a file.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import sys
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"bulletin index 2"
_ALIGNED = 64
_CHUNK = 1 << 17  # bytes that are summed into one number of the digest
_NUMBERS = 12
_NO_DIGEST = "0" * 32
_STRETCH = 4 << 20  # bytes that are written at once
_N_WRITERS = 3
_SENT_AT_ONCE = 8  # stretches
_POPULATE_READ = 22  # MADV_POPULATE_READ of Linux 5.14, see madvise(2)


class Damaged(Exception):
    """A file is not what was written."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: anything JSON can say, and named arrays of numbers."""

    meta: Any
    arrays: Mapping[str, NDArray[Any]]


def write(path: Path, content: Content) -> None:
    """Write a file so that it is there in full, even after a power cut, or not at all. OSError when it cannot be."""
    bodies = {
        name: np.ascontiguousarray(array).reshape(-1).view(np.uint8) for name, array in content.arrays.items()
    }
    size = sum(map(_room, bodies.values()))
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    with unfinished.open("wb", buffering=0) as file, ThreadPoolExecutor(1, "index digest") as apart:
        named = apart.submit(digest, bodies.values())
        _write_bodies(file, list(bodies.values()), len(_head(content, size, _NO_DIGEST)))
        _write_at(file, np.frombuffer(_head(content, size, named.result()), np.uint8), 0)
        os.fsync(file.fileno())
    unfinished.replace(path)


def _head(content: Content, size: int, named: str) -> bytes:
    """What stands before the arrays, up to where they begin; as long for one digest as for another."""
    places = _places(content.arrays)
    coded = json.dumps({"meta": content.meta, "arrays": places, "size": size, "digest": named}).encode()
    head = _MAGIC + len(coded).to_bytes(8, "little") + zlib.crc32(coded).to_bytes(4, "little") + coded
    return head + bytes(-len(head) % _ALIGNED)


def sync(folder: Path) -> None:
    """Put the folder's list of names on the disk. OSError when it cannot be."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(path: Path, *, is_checked: bool = True, at_hand: Collection[str] = ()) -> Content:
    """Open a file; its arrays are views of it. `Damaged` when it is not whole or, if checked, not as written.

    The arrays named in `at_hand` are those that are looked through here and there, and soon.
    """
    header, body = _opened(path)
    arrays = {
        name: np.frombuffer(body, kind, int(np.prod(shape)), start).reshape(shape)
        for name, kind, shape, start in header["arrays"]
    }
    if (
        is_checked
        and digest(array.reshape(-1).view(np.uint8) for array in arrays.values()) != header["digest"]
    ):
        raise Damaged(f"{path.name} is not as it was written")
    for name, _, _, start in header["arrays"]:
        if name in at_hand:
            _lay_out(body, start, arrays[name].nbytes)
    return Content(header["meta"], arrays)


def _lay_out(body: memoryview, start: int, n: int) -> None:
    """Map the pages of some bytes at once, which the system otherwise does page by page as each is first looked at."""
    mapped = body.obj
    if sys.platform != "linux" or not isinstance(mapped, mmap.mmap) or not n:
        return
    first = len(mapped) - len(body) + start
    page = first - first % mmap.PAGESIZE
    # Older systems refuse.
    with suppress(OSError):
        mapped.madvise(_POPULATE_READ, page, first + n - page)


def digest(bodies: Iterable[NDArray[np.uint8]]) -> str:
    """Name some bytes: sums of every stretch of 128 KiB, hashed; as fast as memory is read."""
    hashed = hashlib.sha256()
    for body in bodies:
        n = len(body) // _CHUNK * _CHUNK
        hashed.update(
            body[:n].view(np.uint64).reshape(-1, _CHUNK // 8).sum(axis=1, dtype=np.uint64).tobytes()
        )
        hashed.update(body[n:].tobytes())
    return hashed.hexdigest()[:32]


def _opened(path: Path) -> tuple[dict[str, Any], memoryview]:
    """The header of a file and what follows it; no more is read than the header."""
    try:
        with path.open("rb") as file:
            whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise Damaged(f"{path.name} cannot be opened: {error}") from error
    n = len(_MAGIC)
    length = int.from_bytes(whole[n : n + 8], "little")
    start = n + _NUMBERS
    coded = bytes(whole[start : start + length])
    crc = int.from_bytes(whole[n + 8 : start], "little")
    if whole[:n] != _MAGIC or len(coded) != length or zlib.crc32(coded) != crc:
        raise Damaged(f"{path.name} has no sound header")
    header = json.loads(coded)
    body = whole[-(-(start + length) // _ALIGNED) * _ALIGNED :]
    if len(body) != header["size"]:
        raise Damaged(f"{path.name} is cut off")
    return header, body


def _places(arrays: Mapping[str, NDArray[Any]]) -> list[list[Any]]:
    """The name, kind, shape and start of each array."""
    places: list[list[Any]] = []
    start = 0
    for name, array in arrays.items():
        places.append([name, array.dtype.str, list(array.shape), start])
        start += -(-array.nbytes // _ALIGNED) * _ALIGNED
    return places


def _room(body: NDArray[np.uint8]) -> int:
    """How many bytes a file keeps for an array."""
    return -(-len(body) // _ALIGNED) * _ALIGNED


def _write_bodies(file: FileIO, bodies: Sequence[NDArray[np.uint8]], start: int) -> None:
    """Write arrays one after another from `start` on, several stretches at a time: the system copies them apart.

    What was written is sent to the disk while more is being written, so that little is left to wait for at the end.
    """
    stretches: list[tuple[NDArray[np.uint8], int]] = []
    for body in bodies:
        stretches += [(body[i : i + _STRETCH], start + i) for i in range(0, len(body), _STRETCH)]
        start += _room(body)
    file.truncate(start)
    if len(stretches) <= len(bodies):
        for stretch, place in stretches:
            _write_at(file, stretch, place)
        return
    with ThreadPoolExecutor(_N_WRITERS, "index writer") as pool:
        tasks: list[Future[None]] = []
        for n, (stretch, place) in enumerate(stretches, 1):
            tasks.append(pool.submit(_write_at, file, stretch, place))
            if n % _SENT_AT_ONCE == 0:
                tasks.append(pool.submit(os.fdatasync, file.fileno()))
        for task in tasks:
            task.result()


def _write_at(file: FileIO, stretch: NDArray[np.uint8], place: int) -> None:
    """Write to the end: the system may take less at a time."""
    left = stretch.data
    while len(left):
        n = os.pwrite(file.fileno(), left, place)
        left, place = left[n:], place + n
