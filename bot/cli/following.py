"""How far an ingest is: a bar for all files and one for each being read; lines where there is no terminal."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from retrieval import IngestReport

Numbered = tuple[int, IngestReport]


class Bars:
    """The bars on standard error; readers tell their pages from threads of their own."""

    def __init__(self, n_files: int) -> None:
        self._console = Console(stderr=True, highlight=False)
        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
        self._progress = Progress(*columns, console=self._console, transient=True)
        self._n_files = n_files
        self._bars: dict[Path, TaskID] = {}
        self._lock = threading.Lock()

    def tell(self, path: Path, n_done: int, n_all: int) -> None:
        """Move the bar of the file at `path`, which appears at its first page."""
        if not self._console.is_terminal:
            return
        with self._lock:
            bar = self._bars.get(path)
            if bar is None:
                bar = self._bars[path] = self._progress.add_task(_shown(path))
            self._progress.update(bar, completed=n_done, total=n_all)

    def follow(self, reports: Iterable[Numbered]) -> Iterator[IngestReport]:
        """The same reports as they come, each counted."""
        if not self._console.is_terminal:
            for n, report in reports:
                print(f"[{n}/{self._n_files}] {_line(report)}", file=sys.stderr, flush=True)
                yield report
            return
        with self._progress:
            overall = self._progress.add_task("", total=self._n_files)
            for n, report in reports:
                self._end(report.path)
                self._progress.update(overall, completed=n, description=_shown(report.path))
                yield report

    def _end(self, path: Path) -> None:
        with self._lock:
            bar = self._bars.pop(path, None)
            if bar is not None:
                self._progress.remove_task(bar)


def _shown(path: Path) -> str:
    return path.name.replace("[", r"\[")


def _line(report: IngestReport) -> str:
    date = report.published_on or "no date"
    return f"{report.status:9} {report.path}: {report.bulletin}, {date}, {report.n_articles} articles"
