"""`bulletin-bot ingest`: files and folders into the library, with a bar on a terminal and lines elsewhere."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot import settings
from bot.cli.output import console, print_json, warn
from retrieval import (
    IngestReport,
    Library,
    Problem,
    Readers,
    ReadingError,
    UsageError,
    find_sources,
    ingest_path,
)

FAILURES = ("refused", "failed")


def ingest_paths(
    paths: Sequence[Path],
    *,
    bulletin: str | None,
    published_on: dt.date | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Save every file that can be read and report on each; 1 when one of them could not."""
    found = find_sources(paths)
    if not found.files:
        for problem in found.problems:
            warn(problem)
        raise UsageError(f"no files to read in {', '.join(map(str, paths))}")
    with Library.open(settings.load().database_url) as library, Readers() as readers:
        asked = (
            (n, report)
            for n, path in enumerate(found.files, 1)
            for report in _ingest(library, readers, path, bulletin, published_on, dry_run)
        )
        reports = list(_followed(asked, len(found.files)))
    if as_json:
        print_json(_as_json(reports, found.problems, dry_run))
    else:
        _print_problems(reports, found.problems)
        _print_table(reports, dry_run)
    return 1 if any(report.status in FAILURES for report in reports) else 0


def _ingest(
    library: Library,
    readers: Readers,
    path: Path,
    bulletin: str | None,
    published_on: dt.date | None,
    dry_run: bool,
) -> Iterator[IngestReport]:
    try:
        yield from ingest_path(
            library, path, bulletin=bulletin, published_on=published_on, dry_run=dry_run, readers=readers
        )
    except ReadingError as error:
        problem = Problem("unreadable", str(error))
        yield IngestReport(path, "failed", bulletin or "", published_on, 0, 0, library.revision(), (problem,))


def _followed(reports: Iterable[tuple[int, IngestReport]], n_files: int) -> Iterator[IngestReport]:
    """The same reports, shown on standard error as they come, each with the number of its file."""
    to = Console(stderr=True, highlight=False)
    if not to.is_terminal:
        for n, report in reports:
            print(f"[{n}/{n_files}] {_line(report)}", file=sys.stderr, flush=True)
            yield report
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=to, transient=True) as progress:
        task = progress.add_task("", total=n_files)
        for n, report in reports:
            progress.update(task, completed=n, description=report.path.name.replace("[", r"\["))
            yield report


def _line(report: IngestReport) -> str:
    date = report.published_on or "no date"
    return f"{report.status:9} {report.path}: {report.bulletin}, {date}, {report.n_articles} articles"


def _print_problems(reports: Sequence[IngestReport], skipped: Sequence[Problem]) -> None:
    for problem in skipped:
        warn(problem)
    for report in reports:
        for problem in report.problems:
            warn(Problem(problem.code, problem.message, problem.where or str(report.path)))


def _print_table(reports: Sequence[IngestReport], dry_run: bool) -> None:
    table = Table(title="nothing was saved: dry run" if dry_run else None)
    table.add_column("status")
    for name in ("files", "articles", "paragraphs", "problems"):
        table.add_column(name, justify="right")
    for status, n_files in Counter(report.status for report in reports).items():
        table.add_row(status, str(n_files), *_sums([r for r in reports if r.status == status]))
    table.add_section()
    table.add_row("all", str(len(reports)), *_sums(reports))
    console().print(table)


def _sums(reports: Sequence[IngestReport]) -> tuple[str, str, str]:
    return (
        str(sum(report.n_articles for report in reports)),
        str(sum(report.n_paragraphs for report in reports)),
        str(sum(len(report.problems) for report in reports)),
    )


def _as_json(reports: Sequence[IngestReport], skipped: Sequence[Problem], dry_run: bool) -> dict[str, Any]:
    return {
        "files": [_report_json(report) for report in reports],
        "skipped": [_problem_json(problem) for problem in skipped],
        "articles": sum(report.n_articles for report in reports),
        "paragraphs": sum(report.n_paragraphs for report in reports),
        "revision": reports[-1].revision,
        "dry_run": dry_run,
    }


def _report_json(report: IngestReport) -> dict[str, Any]:
    return {
        "path": str(report.path),
        "status": report.status,
        "bulletin": report.bulletin,
        "date": None if report.published_on is None else report.published_on.isoformat(),
        "articles": report.n_articles,
        "paragraphs": report.n_paragraphs,
        "problems": [_problem_json(problem) for problem in report.problems],
    }


def _problem_json(problem: Problem) -> dict[str, str]:
    return {"code": problem.code, "message": problem.message, "where": problem.where}
