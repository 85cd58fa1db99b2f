"""What became of the files of an ingest: a table for people, one JSON object for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from bot.cli.output import console, warn
from retrieval import IngestReport, Problem

MOST_ROWS = 60


def print_reports(reports: Sequence[IngestReport], skipped: Sequence[Problem], dry_run: bool) -> None:
    """Print the problems on standard error, and a table of the files on standard output.

    Of more than `MOST_ROWS` files only those with problems have a row of their own; the sums are of all.
    """
    for problem in skipped:
        warn(problem)
    for report in reports:
        for problem in report.problems:
            warn(Problem(problem.code, problem.message, problem.where or str(report.path)))
    table = Table(title="nothing was saved: dry run" if dry_run else None)
    for name in ("file", "status"):
        table.add_column(name)
    for name in ("articles", "paragraphs"):
        table.add_column(name, justify="right")
    table.add_column("problems")
    for report in reports if len(reports) <= MOST_ROWS else [r for r in reports if r.problems]:
        codes = Counter(problem.code for problem in report.problems)
        table.add_row(Text(report.path.name), report.status, *_sums([report]), Text(_counted(codes)))
    table.add_section()
    for status in dict.fromkeys(report.status for report in reports):
        alike = [report for report in reports if report.status == status]
        table.add_row(f"{len(alike)} files", status, *_sums(alike), str(_n_problems(alike)))
    table.add_section()
    table.add_row(f"{len(reports)} files", "all", *_sums(reports), str(_n_problems(reports)))
    console().print(table)


def reports_json(
    reports: Sequence[IngestReport], skipped: Sequence[Problem], revision: int, dry_run: bool
) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "files": [_report_json(report) for report in reports],
        "skipped": [_problem_json(problem) for problem in skipped],
        "articles": sum(report.n_articles for report in reports),
        "paragraphs": sum(report.n_paragraphs for report in reports),
        "revision": revision,
        "dry_run": dry_run,
    }


def _counted(codes: Counter[str]) -> str:
    return ", ".join(code if n == 1 else f"{code} ×{n}" for code, n in codes.items())


def _sums(reports: Sequence[IngestReport]) -> tuple[str, str]:
    n_articles = sum(report.n_articles for report in reports)
    return str(n_articles), str(sum(report.n_paragraphs for report in reports))


def _n_problems(reports: Sequence[IngestReport]) -> int:
    return sum(len(report.problems) for report in reports)


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
