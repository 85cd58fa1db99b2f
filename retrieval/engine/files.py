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
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"bulletin index 1"
_ALIGNED = 64
_CHUNK = 1 << 17  # bytes that are summed into one number of the digest
_NUMBERS = 12


class Damaged(Exception):
    """A file is not what was written."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: anything JSON can say, and named arrays of numbers."""

    meta: Any
    arrays: Mapping[str, NDArray[Any]]


def write(path: Path, content: Content) -> None:
    """Write a file so that it is there in full, even after a power cut, or not at all. OSError when it cannot be."""
    body, places = _laid_out(content.arrays)
    header = json.dumps({"meta": content.meta, "arrays": places, "size": len(body), "digest": digest(body)})
    coded = header.encode()
    start = len(_MAGIC) + _NUMBERS + len(coded)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    with unfinished.open("wb") as file:
        file.write(_MAGIC + len(coded).to_bytes(8, "little") + zlib.crc32(coded).to_bytes(4, "little"))
        file.write(coded + bytes(-start % _ALIGNED))
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def sync(folder: Path) -> None:
    """Put the folder's list of names on the disk. OSError when it cannot be."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(path: Path, *, is_checked: bool = True) -> Content:
    """Open a file; its arrays are views of it. `Damaged` when it is not whole or, if checked, not as written."""
    header, body = _opened(path)
    if is_checked and digest(body) != header["digest"]:
        raise Damaged(f"{path.name} is not as it was written")
    arrays = {
        name: np.frombuffer(body, kind, int(np.prod(shape)), start).reshape(shape)
        for name, kind, shape, start in header["arrays"]
    }
    return Content(header["meta"], arrays)


def digest(body: memoryview | bytes | mmap.mmap) -> str:
    """Name some bytes: sums of every stretch of 128 KiB, hashed; as fast as memory is read."""
    n = len(body) // _CHUNK * _CHUNK
    view = np.frombuffer(body, np.uint8)
    sums = view[:n].view(np.uint64).reshape(-1, _CHUNK // 8).sum(axis=1, dtype=np.uint64)
    return hashlib.sha256(sums.tobytes() + view[n:].tobytes()).hexdigest()[:32]


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


def _laid_out(arrays: Mapping[str, NDArray[Any]]) -> tuple[memoryview, list[list[Any]]]:
    """The arrays as one run of bytes, and the name, kind, shape and start of each."""
    places: list[list[Any]] = []
    size = 0
    for name, array in arrays.items():
        places.append([name, array.dtype.str, list(array.shape), size])
        size += -(-array.nbytes // _ALIGNED) * _ALIGNED
    body = np.zeros(size, np.uint8)
    for (_, _, _, start), array in zip(places, arrays.values(), strict=True):
        flat = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
        body[start : start + len(flat)] = flat
    return body.data, places
