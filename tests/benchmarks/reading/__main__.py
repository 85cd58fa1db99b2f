"""Make pages from the seeds, read them, print the table; exit code 1 when a goal is missed."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from retrieval.text.tokens import warm_up
from tests.benchmarks.reading.groups import GROUPS
from tests.benchmarks.reading.material import Material
from tests.benchmarks.reading.table import show


def main() -> None:
    """Run the groups that were asked for."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.reading", description=__doc__)
    parser.add_argument(
        "--seeds", default="bench-1", help="made into pages; several parted by commas are pooled"
    )
    parser.add_argument("--pages", type=int, default=30, help="new pages a seed")
    parser.add_argument("--copies", type=int, default=100, help="copies of the first page a seed")
    parser.add_argument("--rows", default=",".join(GROUPS), help=f"which of: {', '.join(GROUPS)}")
    arguments = parser.parse_args()
    names = arguments.rows.split(",")
    if unknown := [name for name in names if name not in GROUPS]:
        parser.error(f"no such rows: {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    warm_up()
    with tempfile.TemporaryDirectory() as folder:
        seeds = tuple(arguments.seeds.split(","))
        material = Material(seeds, arguments.pages, arguments.copies, Path(folder))
        has_passed = show(row for name in names for row in GROUPS[name](material))
    sys.exit(not has_passed)


if __name__ == "__main__":
    main()
