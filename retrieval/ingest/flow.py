"""Many files: some processes read, this one saves, in the order of the files.

A file that the library holds already is not read again unless that is asked for. A file that cannot be read, or
whose reading dies or passes its limits, is a report with a named problem, and the others go in.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import ReadingError
from retrieval.ingest.filing import IngestReport, Wishes, ingest_reading, known
from retrieval.ingest.finding import open_source, printable
from retrieval.model import Problem, Reading, Source
from retrieval.reading.archive import is_archive, sources_in
from retrieval.reading.isolation import Readers
from retrieval.store import Library, Originals

Tell = Callable[[Path, int, int], None]


def untold(path: Path, n_done: int, n_all: int) -> None:
    """Tell nobody how far the reading of a file is."""


@dataclass(frozen=True, slots=True)
class _Task:
    """The reading of one source under way, or what became of it without one; `number` counts files from 1."""

    number: int
    path: Path
    outcome: Future[Reading] | IngestReport


def ingest_files(
    library: Library,
    files: Sequence[Path],
    readers: Readers,
    wishes: Wishes | None = None,
    *,
    jobs: int = 1,
    originals: Originals | None = None,
    tell: Tell = untold,
) -> Iterator[tuple[int, IngestReport]]:
    """Read and save files, and yield a report on each source with the number of its file, in order.

    Up to `jobs` sources are read at once. `tell(path, n_done, n_all)` hears how far each is, in other threads.
    """
    wished = wishes or Wishes()
    pool = ThreadPoolExecutor(jobs)
    under_way: deque[_Task] = deque()
    try:
        for task in _tasks(library, files, readers, wished, pool, tell):
            under_way.append(task)
            if len(under_way) > jobs:
                yield _settled(library, under_way.popleft(), wished, originals)
        while under_way:
            yield _settled(library, under_way.popleft(), wished, originals)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def ingest_file(
    library: Library,
    path: Path,
    *,
    bulletin: str | None = None,
    published_on: dt.date | None = None,
    dry_run: bool = False,
    again: bool = False,
    originals: Originals | None = None,
    readers: Readers | None = None,
) -> IngestReport:
    """Read a file and save it; with `dry_run` say what would happen, and write nothing.

    With `again` a file that the library holds already is read anew, by readers that may have learned since. A
    file whose pages can be shown is kept in `originals`. Whoever has many files takes `ingest_files`.
    """
    wishes = Wishes(bulletin, published_on, dry_run, again)
    source = open_source(path)
    held = known(library, path, source, wishes)
    if held is not None:
        return held
    with nullcontext(readers) if readers is not None else Readers() as reader:
        reading = reader.read(source, bulletin=bulletin, published_on=published_on)
    return ingest_reading(library, path, reading, wishes, originals=originals)


def _tasks(
    library: Library,
    files: Sequence[Path],
    readers: Readers,
    wishes: Wishes,
    pool: ThreadPoolExecutor,
    tell: Tell,
) -> Iterator[_Task]:
    for number, file in enumerate(files, 1):
        for path, found in _sources(file):
            if isinstance(found, Problem):
                status = "failed" if found.code == "unreadable" else "refused"
                yield _Task(number, path, _without_reading(library, path, status, wishes, found))
                continue
            held = known(library, path, found, wishes)
            yield _Task(number, path, held or pool.submit(_read, readers, path, found, wishes, tell))


def _sources(file: Path) -> Iterable[tuple[Path, Source | Problem]]:
    """A file, or what is in it, each with its path; a problem where something cannot be had."""
    try:
        source = open_source(file)
    except ReadingError as error:
        yield printable(file), Problem("unreadable", str(error))
        return
    if not is_archive(source):
        yield printable(file), source
        return
    for found in sources_in(source):
        yield Path(found.where if isinstance(found, Problem) else found.origin), found


def _read(readers: Readers, path: Path, source: Source, wishes: Wishes, tell: Tell) -> Reading:
    tell(path, 0, 1)
    return readers.read(
        source,
        bulletin=wishes.bulletin,
        published_on=wishes.published_on,
        tell=lambda n_done, n_all: tell(path, n_done, n_all),
    )


def _settled(
    library: Library, task: _Task, wishes: Wishes, originals: Originals | None
) -> tuple[int, IngestReport]:
    if isinstance(task.outcome, IngestReport):
        return task.number, task.outcome
    reading = task.outcome.result()
    return task.number, ingest_reading(library, task.path, reading, wishes, originals=originals)


def _without_reading(
    library: Library, path: Path, status: str, wishes: Wishes, problem: Problem
) -> IngestReport:
    of = wishes.bulletin or ""
    return IngestReport(path, status, of, wishes.published_on, 0, 0, library.revision(), (problem,))
