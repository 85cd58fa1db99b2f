"""The command `bulletin-bot`: its commands and their options.

Exit codes: 0 done, 1 failed, 2 bad usage, 3 `ask` found no answer. Each command imports what it needs when it
runs, so that help and usage errors come at once.
"""

from __future__ import annotations

import datetime as dt
import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

FAILED, BAD_USAGE, NO_ANSWER = 1, 2, 3

Parameters = ParamSpec("Parameters")
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Bulletin = Annotated[str | None, typer.Option(help="Name of the bulletin. Default: what the page says.")]
Date = Annotated[
    dt.datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="Day of publication. Default: what the page says."),
]

app = typer.Typer(
    name="bulletin-bot",
    help="Ask local bulletins and get their own words back: on Telegram, or here.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line."""
    app()


def exits(command: Callable[Parameters, int | None]) -> Callable[Parameters, None]:
    """Turn a command's exit code, and the errors it can meet, into the exit of the process."""

    @functools.wraps(command)
    def run(*args: Parameters.args, **options: Parameters.kwargs) -> None:
        from retrieval import BulletinError, UsageError

        try:
            code = command(*args, **options)
        except BulletinError as error:
            print(f"error: {error}", file=sys.stderr)
            code = BAD_USAGE if isinstance(error, UsageError) else FAILED
        raise typer.Exit(code or 0)

    return run


@app.command()
@exits
def read(
    files: Annotated[list[Path], typer.Argument(help="Pages to read.")],
    out: Annotated[Path | None, typer.Option(help="Folder for one JSON file a page.")] = None,
    bulletin: Bulletin = None,
    date: Date = None,
    as_json: AsJson = False,
) -> int:
    """Read pages into articles and show them; nothing is saved."""
    from bot.cli.reading import read_files

    return read_files(files, out=out, bulletin=bulletin, published_on=_day(date), as_json=as_json)


@app.command()
@exits
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files, and folders with files.")],
    bulletin: Bulletin = None,
    date: Date = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen; save nothing.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Most files read at once.")] = 1,
    again: Annotated[bool, typer.Option("--again", help="Read files anew that are known already.")] = False,
    as_json: AsJson = False,
) -> int:
    """Read pages and save them in the library."""
    from bot.cli.ingesting import ingest_paths
    from retrieval import Wishes

    wishes = Wishes(bulletin, _day(date), dry_run, again)
    return ingest_paths(paths, wishes, jobs=jobs, as_json=as_json)


@app.command()
@exits
def ask(
    question: str,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Most quotes to give.")] = 5,
    as_json: AsJson = False,
) -> int:
    """Answer a question with quotes, or say that the bulletins do not."""
    from bot.cli.asking import answer

    return 0 if answer(question, limit, as_json=as_json) else NO_ANSWER


@app.command()
@exits
def search(
    terms: str,
    k: Annotated[int, typer.Option("-k", min=1, help="Most paragraphs to give.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Find the paragraphs that say some words, best first."""
    from bot.cli.asking import find

    find(terms, k, as_json=as_json)


@app.command()
@exits
def latest(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Most articles to list.")] = 10,
    as_json: AsJson = False,
) -> None:
    """List the newest articles."""
    from bot.cli.asking import list_latest

    list_latest(limit, as_json=as_json)


@app.command()
@exits
def evaluate(
    folder: Annotated[Path, typer.Argument(help="A question set.")],
    beside: Annotated[
        list[Path] | None, typer.Option("--with", help="More passages to search beside it.")
    ] = None,
    system: Annotated[
        list[str] | None, typer.Option(help="What to measure: ours, naive, prototype, bm25s, tantivy, fts5.")
    ] = None,
    far: Annotated[
        list[Path] | None, typer.Option(help="A set whose questions have no answer in this one.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure how often the right words are found, beside the naive way and other engines."""
    from bot.cli.evaluating import show_figures

    show_figures(folder, beside or [], system or [], far or [], as_json=as_json)


@app.command()
@exits
def doctor() -> int:
    """Check settings, database, index and token, and say what to do."""
    from bot.cli.doctor import examine

    return 0 if examine() else FAILED


@app.command()
@exits
def migrate(
    to: Annotated[str, typer.Option("--to", help="Address of an empty PostgreSQL database.")],
    as_json: AsJson = False,
) -> None:
    """Move everything from SQLite to PostgreSQL; broken off, it goes on where it was."""
    from bot.cli.moving import move_to

    move_to(to, as_json=as_json)


@app.command()
@exits
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not be there yet.")],
) -> None:
    """Write the database and the kept originals into one file; the bot may run meanwhile."""
    from bot.cli.keeping import back_up

    back_up(file)


@app.command()
@exits
def restore(
    file: Annotated[Path, typer.Argument(help="A file that backup wrote.")],
    force: Annotated[bool, typer.Option("--force", help="Set aside what is there.")] = False,
) -> None:
    """Put a backup in place."""
    from bot.cli.keeping import restore as put_back

    put_back(file, force=force)


@app.command(name="systemd-unit")
@exits
def systemd_unit() -> None:
    """Print a service for systemd."""
    from bot.cli.unit import print_unit

    print_unit()


@app.command()
@exits
def run() -> None:
    """Run the bot until it is stopped."""
    from bot import application, settings

    application.run(settings.load())


@app.command(name="try")
@exits
def try_(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port of the chat page; 0 takes a free one.")
    ] = 0,
    terminal: Annotated[bool, typer.Option("--terminal", help="Chat here instead of in a browser.")] = False,
    no_open: Annotated[
        bool, typer.Option("--no-open", help="Print the address, but open no browser.")
    ] = False,
) -> None:
    """Try the bot on this machine, without a token, on sample bulletins."""
    from bot.sandbox.trial import try_it

    try_it(port=port, terminal=terminal, opens=not no_open)


def _day(date: dt.datetime | None) -> dt.date | None:
    return None if date is None else date.date()
