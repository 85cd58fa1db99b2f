"""`bulletin-bot read`: pages in, articles out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.cli.output import console, print_json, warn
from retrieval import Readers, Reading, UsageError, as_json, open_source


def read_files(
    files: Sequence[Path],
    *,
    out: Path | None,
    bulletin: str | None,
    published_on: dt.date | None,
    as_json: bool,
) -> int:
    """Read and show each file; 1 when one of them held no article. One file is printed as its own JSON object."""
    for path in files:
        if not path.is_file():
            raise UsageError(f"no such file: {path}")
    with Readers() as readers:
        readings = [
            readers.read(open_source(path), bulletin=bulletin, published_on=published_on) for path in files
        ]
    if out is not None:
        _write(readings, files, out)
    _print(readings, as_json=as_json)
    for problem in (problem for reading in readings for problem in reading.problems):
        warn(problem)
    return 0 if all(reading.issue.articles for reading in readings) else 1


def _write(readings: Sequence[Reading], files: Sequence[Path], out: Path) -> None:
    names = [f"{path.stem}.json" for path in files]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UsageError(f"two of the files would be written to {out / twice}")
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, name, reading in zip(files, names, readings, strict=True):
            text = json.dumps(as_json(reading), ensure_ascii=False, indent=2) + "\n"
            (out / name).write_text(text, encoding="utf-8")
            if path.name.endswith(".raw.txt") and _scored_name(path) not in names:
                (out / _scored_name(path)).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{out}: {error.strerror or error}") from error


def _scored_name(path: Path) -> str:
    """Where the page scorer looks for a raw text layer: p1.raw.txt is read for the page p1."""
    return f"{path.name.removesuffix('.raw.txt')}.json"


def _print(readings: Sequence[Reading], *, as_json: bool) -> None:
    if as_json:
        forms = [_form(reading) for reading in readings]
        print_json(forms[0] if len(forms) == 1 else {"readings": forms})
        return
    to = console()
    for reading in readings:
        _print_articles(to, reading)


def _form(reading: Reading) -> dict[str, object]:
    return as_json(reading)


def _print_articles(to: Console, reading: Reading) -> None:
    issue = reading.issue
    to.print(
        Text(f"{reading.source.name}  {issue.bulletin or '?'}  {issue.published_on or '?'}", style="bold")
    )
    for article in issue.articles:
        mark = " (derived)" if article.headline.is_derived else ""
        to.print(Text(f"\n# {article.headline.text}{mark}", style="bold"))
        if article.byline or article.date:
            to.print(Text(f"{article.date or ''} {article.byline or ''}".strip(), style="dim"))
        for paragraph in article.paragraphs:
            to.print(Text(paragraph.text))
