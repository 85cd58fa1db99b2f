"""`bulletin-bot ingest`: files and folders into the library, followed by bars and told in a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot import settings
from bot.cli.following import Bars
from bot.cli.output import print_json, warn
from bot.cli.reports import print_reports, reports_json
from retrieval import Library, Originals, Readers, UsageError, Wishes, find_sources, ingest_files

FAILURES = ("refused", "failed")


def ingest_paths(paths: Sequence[Path], wishes: Wishes, *, jobs: int, as_json: bool) -> int:
    """Save every file that can be read and report on each; 1 when one of them could not."""
    found = find_sources(paths)
    if not found.files:
        for problem in found.problems:
            warn(problem)
        raise UsageError(f"no files to read in {', '.join(map(str, paths))}")
    ours, bars = settings.load(), Bars(len(found.files))
    with Library.open(ours.database_url) as library, Readers(jobs) as readers:
        asked = ingest_files(
            library,
            found.files,
            readers,
            wishes,
            jobs=jobs,
            originals=Originals(ours.originals_dir),
            tell=bars.tell,
        )
        reports = list(bars.follow(asked))
        revision = library.revision()
    if as_json:
        print_json(reports_json(reports, found.problems, revision, wishes.dry_run))
    else:
        print_reports(reports, found.problems, wishes.dry_run)
    return 1 if any(report.status in FAILURES for report in reports) else 0
