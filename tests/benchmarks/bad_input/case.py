"""A case: how its file is made, and what is expected of reading it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class Expected(Enum):
    """What has to happen.

    NAMED: nothing is saved and a problem says why. WHOLE: articles are saved. EITHER: one of the two.
    USAGE: the command refuses to begin.
    """

    NAMED = "named"
    WHOLE = "whole"
    EITHER = "either"
    USAGE = "usage"


@dataclass(frozen=True, slots=True)
class Case:
    """A named case. `make` gets an empty folder and returns the paths to ingest.

    `during` is entered while the command runs, for what has to happen meanwhile. `codes` are the problems one of
    which must be told, when it matters.
    """

    name: str
    make: Callable[[Path], list[Path]]
    expected: Expected
    codes: frozenset[str] = frozenset()
    during: Callable[[list[Path]], AbstractContextManager[None]] | None = None


def written(name: str, content: bytes | Callable[[], bytes]) -> Callable[[Path], list[Path]]:
    """Return a maker of one file."""

    def make(folder: Path) -> list[Path]:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content())
        return [path]

    return make


def case(
    name: str, content: bytes | Callable[[], bytes], expected: Expected, *codes: str, file: str = "a.txt"
) -> Case:
    """Return the case of one file."""
    return Case(name, written(file, content), expected, frozenset(codes))
