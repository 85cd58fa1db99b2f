"""`bulletin-bot migrate --to URL`: a whole installation from SQLite to PostgreSQL."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from bot import settings, tables
from bot.cli.output import print_json
from retrieval import Current, Library, LibraryError, Move, Moved, ask

N_QUESTIONS = 30


def move_to(url: str, *, as_json: bool) -> None:
    """Move the library and the bot's own tables; LibraryError unless everything there is as it was here."""
    started = time.monotonic()
    here = settings.load().database_url
    with (
        Library.open(here) as source,
        Move(source, url, tables.metadata, tables.VERSION_TABLE, tables.migrate) as move,
    ):
        tables.migrate(source.database)
        goes_on = move.begin()
        with Bars() as bars:
            moved = move.copy(bars.tell)
        if differing := move.differing():
            raise LibraryError(
                f"the library changed while it was moved, stop the bot and run this again: {differing}"
            )
        n_asked = _compare_answers(source, move.target)
        move.end()
        name = move.target.database.name
    if as_json:
        print_json(_report_json(name, moved, n_asked, goes_on, time.monotonic() - started))
    else:
        _print_report(name, moved, n_asked)


def _compare_answers(source: Library, target: Library) -> int:
    """Ask both for their own headlines; LibraryError when they differ, else how many were asked."""
    here, there = Current.open(source), Current.open(target)
    heads = source.latest(1_000_000)
    titles = [head.title for head in heads[:: max(1, len(heads) // N_QUESTIONS)]][:N_QUESTIONS]
    wrong = [title for title in titles if ask(here, title) != ask(there, title)]
    if wrong:
        raise LibraryError(f"the moved library answers otherwise: {wrong[0]}")
    return len(titles)


class Bars:
    """How far each table is, on standard error: bars, or lines where there is no terminal."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=self._console, transient=True)
        self._bars: dict[str, TaskID] = {}

    def tell(self, table: str, n_done: int, n_rows: int) -> None:
        """Move the bar of a table."""
        if not self._console.is_terminal:
            if n_done == n_rows:
                print(f"{table}: {n_rows}", file=sys.stderr, flush=True)
            return
        if table not in self._bars:
            self._bars[table] = self._progress.add_task(table)
        self._progress.update(self._bars[table], completed=n_done, total=n_rows)

    def __enter__(self) -> Bars:
        if self._console.is_terminal:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self._console.is_terminal:
            self._progress.stop()


def _report_json(
    name: str, moved: tuple[Moved, ...], n_asked: int, goes_on: bool, seconds: float
) -> dict[str, object]:
    return {
        "target": name,
        "resumed": goes_on,
        "tables": [{"table": each.table, "rows": each.n_rows, "written": each.n_written} for each in moved],
        "rows": sum(each.n_rows for each in moved),
        "written": sum(each.n_written for each in moved),
        "questions_compared": n_asked,
        "seconds": round(seconds, 1),
    }


def _print_report(name: str, moved: tuple[Moved, ...], n_asked: int) -> None:
    n_rows, n_written = sum(each.n_rows for each in moved), sum(each.n_written for each in moved)
    print(f"{n_rows} rows in {len(moved)} tables are in {name}, {n_written} of them written now")
    print(f"{n_asked} questions are answered as before")
    print("set DATABASE_URL to the new address, and keep DATA_DIR: kept files stay there")
