"""Files on disk become issues in the library: find -> read -> save. A zip file is a folder.

A source that names no bulletin is filed under the first of: the bulletin asked for; the one under which the
library holds this very file; the masthead's paper; the one under which the library held an older version of
the file; the Chinese words before the date in its name (青砚时报-2024-09-03-A01.txt); the nearest folder with
a Chinese name; `公报`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import ReadingError, UsageError
from retrieval.model import Problem, Reading, Source
from retrieval.reading.archive import is_archive, sources_in
from retrieval.reading.isolation import Readers
from retrieval.store import Library, Originals
from retrieval.text import tokens

FALLBACK_BULLETIN = "公报"
SUFFIXES = frozenset(
    (
        ".pdf",
        ".txt",
        ".text",
        ".html",
        ".htm",
        ".shtml",
        ".xhtml",
        ".docx",
        ".xml",
        ".rss",
        ".atom",
        ".json",
        ".zip",
    )
)
# Far above any page, and low enough that a film in the folder does not fill the memory.
LARGEST_FILE = 64 * 1024 * 1024

_BEFORE_DATE = re.compile(r"(.*?)[\s_\-—－.（(]*(?:19|20)\d\d[年_\-./]?\d{1,2}[月_\-./]?\d{1,2}")
_HAN = re.compile(r"[㐀-鿿]")
_DATED = re.compile(r"\d\s*[年月日]")


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, in order, and what was left out."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of one source.

    `status` is new, corrected or unchanged; refused when nothing could be saved, skipped when nothing was to be.
    """

    path: Path
    status: str
    bulletin: str
    published_on: dt.date | None
    n_articles: int
    n_paragraphs: int
    revision: int
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
            raise UsageError(f"no such file or folder: {path}")
    files = dict.fromkeys(item for item in found if isinstance(item, Path))
    return Found(tuple(files), tuple(item for item in found if isinstance(item, Problem)))


def open_source(path: Path) -> Source:
    """Take a file's bytes with their origin; ReadingError when it cannot be opened or is far too large."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ReadingError(f"{path}: not a file")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise ReadingError(f"{path}: {error.strerror or error}") from error
    if max(size, len(content)) > LARGEST_FILE:
        raise ReadingError(f"{path}: larger than {LARGEST_FILE // 2**20} MiB")
    if size != len(content):
        raise ReadingError(f"{path}: it was changed while it was being read")
    return Source(path.name, content, str(path.resolve()))


def ingest_path(
    library: Library,
    path: Path,
    *,
    readers: Readers,
    bulletin: str | None = None,
    published_on: dt.date | None = None,
    dry_run: bool = False,
    originals: Originals | None = None,
) -> Iterator[IngestReport]:
    """Read and save a file, or everything in a zip file, and yield a report on each source; see `ingest_file`."""
    source = open_source(path)
    for found in sources_in(source) if is_archive(source) else (source,):
        if isinstance(found, Problem):
            at = Path(found.where or path)
            yield IngestReport(
                at, "refused", bulletin or "", published_on, 0, 0, library.revision(), (found,)
            )
            continue
        reading = readers.read(found, bulletin=bulletin, published_on=published_on)
        at = path if found is source else Path(found.origin)
        yield ingest_reading(library, at, reading, bulletin=bulletin, dry_run=dry_run, originals=originals)


def ingest_file(
    library: Library,
    path: Path,
    *,
    bulletin: str | None = None,
    published_on: dt.date | None = None,
    dry_run: bool = False,
    originals: Originals | None = None,
    readers: Readers | None = None,
) -> IngestReport:
    """Read a file and save it; with `dry_run` say what would happen, and write nothing.

    Terms that another analyser made are made anew first. A file whose pages can be shown is kept in `originals`.
    Whoever has many files gives the `readers` that read them all; else a process is started for this one.
    """
    source = open_source(path)
    with nullcontext(readers) if readers is not None else Readers() as reader:
        reading = reader.read(source, bulletin=bulletin, published_on=published_on)
    return ingest_reading(library, path, reading, bulletin=bulletin, dry_run=dry_run, originals=originals)


def ingest_reading(
    library: Library,
    path: Path,
    reading: Reading,
    *,
    bulletin: str | None = None,
    dry_run: bool = False,
    originals: Originals | None = None,
) -> IngestReport:
    """Save what was read from the file at `path`; see `ingest_file`."""
    name = bulletin or bulletin_of(library, reading)
    if dry_run:
        saved = library.foresee(reading, bulletin=name)
    else:
        bring_up_to_date(library)
        if originals is not None:
            originals.keep(reading)
        saved = library.save(reading, tokens.terms, tokens.fingerprint(), bulletin=name)
    known = {problem.code for problem in reading.problems}
    return IngestReport(
        path,
        "skipped" if saved.status == "refused" and "page_index" in known else saved.status,
        name,
        reading.issue.published_on,
        saved.n_articles,
        saved.n_paragraphs,
        saved.revision,
        reading.problems + tuple(problem for problem in saved.problems if problem.code not in known),
    )


def bring_up_to_date(library: Library) -> bool:
    """Make the library's terms anew if another analyser made them; says whether that was needed."""
    fingerprint = tokens.fingerprint()
    if not library.is_stale(fingerprint):
        return False
    library.reanalyse(tokens.terms, fingerprint)
    return True


def bulletin_of(library: Library, reading: Reading) -> str:
    """Name the bulletin of a reading nobody named; see the order at the top of this file."""
    source = reading.source
    filed = library.filed_as(source.origin) if source.origin else ()
    sha256 = hashlib.sha256(source.content).hexdigest()
    same = next((former.bulletin for former in filed if former.sha256 == sha256), None)
    older = filed[0].bulletin if filed else None
    return same or reading.issue.bulletin or older or _named_by(source)


def _named_by(source: Source) -> str:
    match = _BEFORE_DATE.match(source.name)
    folders = (folder.name for folder in Path(source.origin).parents if not _DATED.search(folder.name))
    names = (match[1].strip() if match else "", *folders)
    return next((name for name in names if _HAN.search(name)), FALLBACK_BULLETIN)


def _in_folder(folder: Path) -> Iterator[Path | Problem]:
    for path in sorted(folder.rglob("*")):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_dir():
            continue
        if is_hidden:
            yield Problem("hidden", "a hidden file is left out", str(path))
        elif path.suffix.lower() not in SUFFIXES:
            yield Problem(
                "unknown_format", f"files ending in {path.suffix or 'nothing'} cannot be read", str(path)
            )
        else:
            yield path
