"""A folder of pages and a reader give the figures of the shared scorer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tests.benchmarks.reading.material import SEED_PAGE, SEED_TRUTH, read_json, shared_module
from tests.benchmarks.reading.readers import Reader, ours

TEXT = (".raw.txt", ".raw.truth.json")
PDF = (".pdf", ".truth.json")


def score(
    folders: Path | Iterable[Path],
    reader: Reader = ours,
    kind: tuple[str, str] = TEXT,
    only: Callable[[dict[str, Any]], bool] = lambda truth: True,
) -> dict[str, float]:
    """Return the scorer's figures over all pages of the folders, pooled, and `pages_per_s` of processor time.

    `kind` holds the endings of pages and of their truths; `only` picks pages by their truth.
    """
    scorer = shared_module("score")
    total, seconds, n_pages = scorer.Counter(), 0.0, 0
    for page, truth in _pages(folders, kind, only):
        if n_pages == 0:
            reader(page)  # Tables that are made once a process are no part of the time.
        start = time.process_time()
        output = reader(page)
        seconds += time.process_time() - start
        n_pages += 1
        total += scorer.score(truth, output)
    return plain(scorer.figures(total)) | {"pages_per_s": n_pages / max(seconds, 1e-9)}


def figures_of_seed(reader: Reader = ours) -> dict[str, float]:
    """Return the scorer's figures for the page it all starts from."""
    scorer = shared_module("score")
    return plain(scorer.figures(scorer.score(read_json(SEED_TRUTH), reader(SEED_PAGE))))


def plain(figures: dict[str, Any]) -> dict[str, float]:
    """Return the figures that have a value."""
    return {name: value for name, value in figures.items() if value is not None}


def _pages(
    folders: Path | Iterable[Path], kind: tuple[str, str], only: Callable[[dict[str, Any]], bool]
) -> Iterable[tuple[Path, dict[str, Any]]]:
    ending, truth_ending = kind
    for folder in [folders] if isinstance(folders, Path) else folders:
        for page in sorted(folder.glob(f"*{ending}")):
            truth = read_json(page.with_name(page.name.removesuffix(ending) + truth_ending))
            if only(truth):
                yield page, truth
