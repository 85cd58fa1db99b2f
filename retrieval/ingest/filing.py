"""What was read is saved, under the bulletin that its words or its place name."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from retrieval.model import Problem, Reading, Source
from retrieval.store import Library, Originals
from retrieval.text import tokens

FALLBACK_BULLETIN = "公报"

_BEFORE_DATE = re.compile(r"(.*?)[\s_\-—－.（(]*(?:19|20)\d\d[年_\-./]?\d{1,2}[月_\-./]?\d{1,2}")
_HAN = re.compile(r"[㐀-鿿]")
_DATED = re.compile(r"\d\s*[年月日]")


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of one source.

    `status` is new, corrected, reread (the same bytes, read anew) or unchanged; refused when nothing could be
    saved, skipped when nothing was to be, failed when the file could not be opened.
    """

    path: Path
    status: str
    bulletin: str
    published_on: dt.date | None
    n_articles: int
    n_paragraphs: int
    revision: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for, for all files alike.

    `bulletin` and `published_on` outrank what pages print; with `dry_run` nothing is written; with `again` files
    that the library holds already are read anew.
    """

    bulletin: str | None = None
    published_on: dt.date | None = None
    dry_run: bool = False
    again: bool = False


def known(library: Library, path: Path, source: Source, wishes: Wishes) -> IngestReport | None:
    """Report on a file that stands in the library already, byte for byte, where it is wished; else None."""
    if wishes.again or not source.origin:
        return None
    sha256 = hashlib.sha256(source.content).hexdigest()
    filed = library.filed_as(source.origin)
    held = next((former for former in filed if former.sha256 == sha256), None)
    if held is None or wishes.bulletin not in (None, held.bulletin):
        return None
    if wishes.published_on not in (None, held.published_on):
        return None
    return IngestReport(
        path,
        "unchanged",
        held.bulletin,
        held.published_on,
        held.n_articles,
        held.n_paragraphs,
        library.revision(),
        held.problems,
    )


def ingest_reading(
    library: Library,
    path: Path,
    reading: Reading,
    wishes: Wishes | None = None,
    *,
    originals: Originals | None = None,
) -> IngestReport:
    """Save what was read from the file at `path`, or say what saving would do.

    Terms that another analyser made are made anew first.
    """
    wished = wishes or Wishes()
    name = wished.bulletin or bulletin_of(library, reading)
    if wished.dry_run:
        saved = library.foresee(reading, bulletin=name, again=wished.again)
    else:
        bring_up_to_date(library)
        if originals is not None:
            originals.keep(reading)
        saved = library.save(reading, tokens.terms, tokens.fingerprint(), bulletin=name, again=wished.again)
    codes = {problem.code for problem in reading.problems}
    return IngestReport(
        path,
        "skipped" if saved.status == "refused" and "page_index" in codes else saved.status,
        name,
        reading.issue.published_on,
        saved.n_articles,
        saved.n_paragraphs,
        saved.revision,
        reading.problems + tuple(problem for problem in saved.problems if problem.code not in codes),
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
