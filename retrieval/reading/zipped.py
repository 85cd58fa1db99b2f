"""What is in a zip file, without trusting what it says of itself.

Names are told in three ways in the world: as UTF-8 with a flag, as UTF-8 without, and as GBK. Sizes are only
claims: whoever unpacks stops at the limit, and overlapping members are refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.model import Problem

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_READABLE = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
_PIECE = 2**20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
_BY_MEMBER = (
    ("word/document.xml", "docx"),
    ("OFD.xml", "ofd"),
    ("META-INF/container.xml", "epub"),
    ("xl/workbook.xml", "office"),
    ("ppt/presentation.xml", "office"),
    ("content.xml", "odf"),
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a zip file may hold: members, bytes unpacked altogether and for one, times its own size."""

    n_members: int = 2000
    total_bytes: int = 512 * 2**20
    member_bytes: int = 64 * 2**20
    ratio: int = 200


def opened(content: bytes) -> zipfile.ZipFile | None:
    """Return the zip file in `content`, None when it is damaged."""
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN:
        return None


def kind_of_zip(content: bytes) -> str:
    """Return docx, ofd, epub, office or odf by its members; `broken` when they cannot be listed; else zip."""
    archive = opened(content)
    if archive is None:
        return "broken"
    names = set(archive.namelist())
    if "content.xml" in names and "mimetype" not in names:
        names.discard("content.xml")
    return next((kind for member, kind in _BY_MEMBER if member in names), "zip")


def fault_of(archive: zipfile.ZipFile, content: bytes, bounds: Bounds) -> Problem | None:
    """Return what is wrong with a zip file as a whole: a bomb by its own account, or by its overlapping members."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > bounds.n_members:
        return Problem("zip_bomb", f"{len(members)} files in one archive; at most {bounds.n_members}")
    total = sum(member.file_size for member in members)
    if total > bounds.total_bytes:
        return Problem(
            "zip_bomb", f"it unpacks to {total // 2**20} MiB; at most {bounds.total_bytes // 2**20}"
        )
    if total > 2**20 and total > bounds.ratio * max(1, len(content)):
        return Problem("zip_bomb", f"it unpacks to {total // max(1, len(content))} times its size")
    if _overlap(members):
        return Problem("zip_bomb", "its members overlap")
    return None


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes | Problem:
    """Return the bytes of a member, or why they cannot be had; never more than `most`."""
    name = name_of(member)
    if member.flag_bits & _ENCRYPTED:
        return Problem("encrypted", "it is locked with a password", name)
    if member.compress_type not in _READABLE:
        return Problem(
            "unsupported_format", "it is packed in a way that is not read; pack it anew as zip", name
        )
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(member) as file:
            while piece := file.read(_PIECE):
                size += len(piece)
                if size > most:
                    return Problem("zip_bomb", f"a member unpacks to more than {most // 2**20} MiB", name)
                pieces.append(piece)
    except _BROKEN:
        return Problem("damaged_file", "a member is cut off or damaged", name)
    return b"".join(pieces)


def name_of(member: zipfile.ZipInfo) -> str:
    """Return the name of a member as its maker meant it."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        raw = member.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/").partition("\0")[0]
        except UnicodeDecodeError:
            continue
    return member.filename


def _overlap(members: Sequence[zipfile.ZipInfo]) -> bool:
    """Say whether two members claim the same bytes."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            return True
        end = member.header_offset + member.compress_size
    return False
