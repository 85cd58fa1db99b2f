"""Rows: no character lost, added or moved, and every sentence leads back to its source. Shares of all readings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from retrieval.model import Source
from retrieval.reading import read
from tests.benchmarks.reading.material import Material
from tests.benchmarks.reading.table import Row
from tests.benchmarks.reading.wordings import WORDINGS, pages_in
from tests.retrieval.reading.faithful import faults_of


def rows(material: Material) -> Iterator[Row]:
    """Yield one row a set of text pages."""
    sets = {
        "seed set again": material.copies(),
        "new pages": material.texts(),
        "other wordings": [folder for wording in WORDINGS for folder in pages_in(wording, material)],
    }
    for name, folders in sets.items():
        pages = sorted(chain.from_iterable(folder.glob("*.raw.txt") for folder in folders))
        yield Row(f"{name}, {len(pages)} pages", "faithful readings", _share(pages), 1.0)


def _share(pages: list[Path]) -> float:
    faults = [faults_of(read(Source(page.name, page.read_bytes()))) for page in pages]
    for page, found in zip(pages, faults, strict=True):
        for fault in found:
            print(f"  {page.name}: {fault}")
    return sum(not found for found in faults) / max(1, len(pages))
