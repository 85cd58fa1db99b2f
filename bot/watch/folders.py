"""Which files of watched folders are done being written? All decision but `look`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from retrieval import UsageError, find_sources


@dataclass(frozen=True, slots=True)
class Stamp:
    """How large a file is and when it was written, nanoseconds."""

    size: int
    written_ns: int


@dataclass(frozen=True, slots=True)
class Watched:
    """What is known of the files: the stamp each was last seen with, and the stamp it was taken in with."""

    seen: Mapping[Path, Stamp]
    taken: Mapping[Path, Stamp]


@dataclass(frozen=True, slots=True)
class Pass:
    """One look at the folders: the files to take in now, whether others are still being written."""

    ready: tuple[Path, ...]
    is_any_unsettled: bool
    after: Watched


NOTHING = Watched({}, {})


def decide(before: Watched, now_there: Mapping[Path, Stamp]) -> Pass:
    """Take what stands as it stood at the look before, and was not taken in so; the rest waits for the next look."""
    fresh = {path: stamp for path, stamp in now_there.items() if before.taken.get(path) != stamp}
    ready = tuple(path for path, stamp in fresh.items() if before.seen.get(path) == stamp)
    taken = {path: stamp for path, stamp in before.taken.items() if path in now_there}
    taken |= {path: fresh[path] for path in ready}
    return Pass(ready, len(ready) < len(fresh), Watched(dict(now_there), taken))


def again(watched: Watched, path: Path) -> Watched:
    """The same, but `path` is taken in once more at the next look: it was cut off, perhaps still being written."""
    return Watched(watched.seen, {known: stamp for known, stamp in watched.taken.items() if known != path})


def look(folders: Iterable[Path]) -> dict[Path, Stamp]:
    """The readable files in the folders as they are now; folders and files that are away are left out."""
    found: dict[Path, Stamp] = {}
    for folder in folders:
        try:
            files = find_sources([folder]).files
        except (UsageError, OSError):
            continue
        for path in files:
            try:
                status = path.stat()
            except OSError:
                continue
            found[path] = Stamp(status.st_size, status.st_mtime_ns)
    return found
