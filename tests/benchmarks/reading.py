"""How well and how fast text pages are read: ours beside the prototype, on pages that seeds make anew.

    python -m tests.benchmarks.reading [--seeds a,b] [--pages 40] [--copies 100]

Generator, scorer and prototype are those of ../shared/ingest; pages are made for the run and thrown away.
Pages a second are processor time of this machine at this hour: trust the ratio.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from retrieval.model import Source
from retrieval.reading import as_json, read
from retrieval.text.tokens import warm_up

SHARED = Path(__file__).parents[3] / "shared"
INGEST = SHARED / "ingest"
SEED_PAGE, SEED_TRUTH = SHARED / "seed" / "page.txt", SHARED / "seed" / "truth.json"
_TEXT, _TRUTH = ".raw.txt", ".raw.truth.json"
_COLUMNS = {
    "article_edge_F1": "articles",
    "article_iou90_F1": "IoU90",
    "paragraph_edge_F1": "par edge",
    "paragraph_exact_F1": "par exact",
    "title_exact": "title",
    "lost_title_null": "lost",
    "byline": "byline",
    "date_month_day": "date",
}

Reader = Callable[[str], dict[str, Any]]


def main() -> None:
    """Make pages from the seeds, read them, print one row a set and reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="bench-1,bench-2")
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--copies", type=int, default=100)
    arguments = parser.parse_args()
    warm_up()
    print(f"{'':24s}" + "".join(f"{name:>10s}" for name in (*_COLUMNS.values(), "pages/s")))
    with tempfile.TemporaryDirectory() as folder:
        for seed in arguments.seeds.split(","):
            _print_rows(f"new {seed}", new_pages(seed, arguments.pages, Path(folder) / f"new-{seed}"))
            _print_rows(f"copies {seed}", set_again(seed, arguments.copies, Path(folder) / f"copies-{seed}"))


def figures_of_seed() -> dict[str, float]:
    """The scorer's figures for the page it all starts from."""
    scorer = _shared("score")
    return _plain(scorer.figures(scorer.score(_json(SEED_TRUTH), ours(SEED_PAGE.read_text("utf-8")))))


def new_pages(seed: str, n_pages: int, folder: Path) -> Path:
    """Fill `folder` with spoiled pages of made-up articles, and return it."""
    return _run(
        "press.py", "--seed", seed, "--pages", str(n_pages), "--backend", "reportlab", "--out", str(folder)
    )


def set_again(seed: str, n_copies: int, folder: Path) -> Path:
    """Fill `folder` with copies of the first page, set and spoiled anew, and return it."""
    return _run("respoil.py", str(SEED_TRUTH), "--seed", seed, "--n", str(n_copies), "--out", str(folder))


def score(folder: Path, reader: Reader | None = None) -> dict[str, float]:
    """The scorer's figures over all pages of a folder, and `pages_per_s`."""
    scorer, read_page = _shared("score"), reader or ours
    texts = sorted(folder.glob(f"*{_TEXT}"))
    total, seconds = scorer.Counter(), 0.0
    read_page(texts[0].read_text("utf-8"))  # Tables that are made once a process are no part of the time.
    for text in texts:
        page = text.read_text("utf-8")
        start = time.process_time()
        output = read_page(page)
        seconds += time.process_time() - start
        total += scorer.score(_json(text.with_name(text.name.removesuffix(_TEXT) + _TRUTH)), output)
    return _plain(scorer.figures(total)) | {"pages_per_s": len(texts) / seconds}


def ours(text: str) -> dict[str, Any]:
    """Read a page as the product does."""
    return as_json(read(Source("page.txt", text.encode())))


def _print_rows(name: str, folder: Path) -> None:
    for label, reader in (("prototype", _shared("prototypes/segtext").segment), ("ours", ours)):
        figures = score(folder, reader)
        cells = "".join(f"{figures[key]:10.3f}" for key in _COLUMNS)
        print(f"{name + ' ' + label:24s}{cells}{figures['pages_per_s']:10.0f}", flush=True)


def _run(script: str, *arguments: str) -> Path:
    """Run a script of ../shared/ingest; the folder it fills is its last argument."""
    command = [sys.executable, str(INGEST / script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return Path(arguments[-1])


def _shared(path: str) -> ModuleType:
    """Import a module of ../shared/ingest by its path there."""
    module = INGEST / path
    if str(module.parent) not in sys.path:
        sys.path.append(str(module.parent))
    return importlib.import_module(module.name)


def _json(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return values


def _plain(figures: dict[str, Any]) -> dict[str, float]:
    return {name: value for name, value in figures.items() if value is not None}


if __name__ == "__main__":
    main()
