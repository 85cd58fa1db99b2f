"""Which files are there to read, and their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import ReadingError, UsageError
from retrieval.model import Problem, Source
from retrieval.reading import SUFFIXES

# Far above any page, and low enough that a film in the folder does not fill the memory.
LARGEST_FILE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, in order, and what was left out."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def find_sources(paths: Iterable[Path]) -> Found:
    """Find the files named, and those in the folders named, sorted; a path that is not there is a UsageError.

    In folders, hidden files and files of other formats are left out with a Problem; a file that was named is
    always taken.
    """
    found: list[Path | Problem] = []
    for path in paths:
        if path.is_dir():
            found += _in_folder(path)
        elif path.exists():
            found.append(path)
        else:
            raise UsageError(f"no such file or folder: {printable(path)}")
    files = dict.fromkeys(item for item in found if isinstance(item, Path))
    return Found(tuple(files), tuple(item for item in found if isinstance(item, Problem)))


def open_source(path: Path) -> Source:
    """Take a file's bytes with their origin; ReadingError when it cannot be opened or is far too large."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ReadingError(f"{printable(path)}: not a file")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise ReadingError(f"{printable(path)}: {error.strerror or error}") from error
    if max(size, len(content)) > LARGEST_FILE:
        raise ReadingError(f"{printable(path)}: larger than {LARGEST_FILE // 2**20} MiB")
    if size != len(content):
        raise ReadingError(f"{printable(path)}: it was changed while it was being read")
    return Source(printable(path).name, content, str(printable(path.resolve())))


def printable(path: Path) -> Path:
    """Return the path as it can be shown and kept: bytes that are no UTF-8 are read as GB18030, or replaced."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return Path(os.fsencode(path).decode("gb18030", "replace"))
    return path


def _in_folder(folder: Path) -> Iterator[Path | Problem]:
    for path in sorted(folder.rglob("*")):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_dir():
            continue
        if is_hidden:
            yield Problem("hidden", "a hidden file is left out", str(printable(path)))
        elif path.suffix.lower() not in SUFFIXES:
            yield Problem(
                "unknown_format",
                f"files ending in {printable(path).suffix or 'nothing'} cannot be read",
                str(printable(path)),
            )
        else:
            yield path
