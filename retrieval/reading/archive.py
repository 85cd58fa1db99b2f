"""A zip file is a folder of sources: each member has the origin `path.zip!/member`."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from retrieval.model import Problem, Source
from retrieval.reading.formats import format_of
from retrieval.reading.zipped import Bounds, fault_of, name_of, opened, unpacked

_DEEPEST = 3
_LEFT_OUT = frozenset(("__MACOSX", "Thumbs.db", "desktop.ini", ".DS_Store"))


def is_archive(source: Source) -> bool:
    """Say whether a source is a zip file that holds other sources; a docx is none."""
    return format_of(source) == "zip"


def sources_in(source: Source, bounds: Bounds | None = None) -> Iterator[Source | Problem]:
    """Yield the sources in a zip file in the order of their names, those of zip files in it too.

    What cannot be had is a problem. The bounds hold for all of it together.
    """
    yield from _Opening(bounds or Bounds()).members(source, 1)


class _Opening:
    """One outer archive being opened: how much may still come out of it."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._bytes_left = bounds.total_bytes
        self._members_left = bounds.n_members

    def members(self, source: Source, depth: int) -> Iterator[Source | Problem]:
        """Yield what is in an archive at this depth."""
        archive = opened(source.content)
        if archive is None:
            yield Problem("damaged_file", "the archive is cut off or damaged; fetch it again", source.origin)
            return
        fault = fault_of(archive, source.content, self._bounds)
        if fault is not None:
            yield Problem(fault.code, fault.message, source.origin or source.name)
            return
        members = [m for m in archive.infolist() if not m.is_dir() and not _is_left_out(name_of(m))]
        if not members:
            yield Problem("empty", "there is nothing in the archive", source.origin or source.name)
        for member in sorted(members, key=name_of):
            if self._bytes_left <= 0 or self._members_left <= 0:
                return
            yield from self._member(source, archive, member, depth)

    def _member(
        self, outer: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int
    ) -> Iterator[Source | Problem]:
        name = name_of(member)
        origin = f"{outer.origin or outer.name}!/{_inside(name)}"
        content = unpacked(archive, member, min(self._bounds.member_bytes, self._bytes_left))
        if isinstance(content, Problem):
            yield Problem(content.code, content.message, origin)
            return
        self._bytes_left -= len(content)
        self._members_left -= 1
        if self._bytes_left <= 0 or self._members_left < 0:
            yield Problem("zip_bomb", "the archive holds too much; the rest of it was left out", origin)
            return
        inner = Source(PurePosixPath(_inside(name)).name, content, origin)
        if not is_archive(inner):
            yield inner
        elif depth < _DEEPEST:
            yield from self.members(inner, depth + 1)
        else:
            self._members_left = 0
            yield Problem("zip_bomb", f"archives are nested more than {_DEEPEST} deep", origin)


def _inside(name: str) -> str:
    """A member's path without anything that leads out of the archive; nothing is ever written to it anyway."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(part.replace("\x00", "").replace("!", "！") for part in parts) or "member"


def _is_left_out(name: str) -> bool:
    return any(part in _LEFT_OUT or (part.startswith(".") and part.strip(".")) for part in name.split("/"))
