"""`bulletin-bot evaluate`: figures of our way and of its peers, side by side."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from bot.cli.output import console, print_json
from retrieval import evaluate, missing_peers


def show_figures(
    folder: Path, haystacks: Sequence[Path], systems: Sequence[str], far: Sequence[Path], *, as_json: bool
) -> None:
    """Run a question set and print the figures of the named systems, of all when none is named."""
    figures = evaluate(folder, haystacks, tuple(systems), far)
    if not systems and missing_peers():
        print(f"not installed, so not measured: {', '.join(missing_peers())}", file=sys.stderr)
    if as_json:
        print_json(dict(figures))
        return
    table = Table("figure", *figures)
    for name in next(iter(figures.values())):
        table.add_row(name, *(f"{system[name]:.4f}" if name in system else "" for system in figures.values()))
    console().print(table)
