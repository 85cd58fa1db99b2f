"""Rows: pages of newspapers and portals, Word documents and feeds, each in many skins, trafilatura beside ours.

trafilatura gives no byline, and its paragraphs alone are compared; without it installed its column is empty.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path

from retrieval.model import Source
from retrieval.reading import as_json, read
from tests.benchmarks.reading.material import Material, shared_module
from tests.benchmarks.reading.readers import Form, Reader
from tests.benchmarks.reading.scoring import plain
from tests.benchmarks.reading.skins.making import KINDS, made, make
from tests.benchmarks.reading.table import Goals, Row, scored_rows
from tests.retrieval.reading.html.test_faithful import faults

_NAMES = {
    "founder": ("newspaper pages with marks", 0.99),
    "portal": ("portal pages without marks", 0.95),
    "word": ("Word documents", 0.99),
    "feed": ("feeds", 0.99),
}
_FIGURES = {
    "title_exact": "title",
    "date_month_day": "date",
    "byline": "byline",
    "paragraph_exact_F1": "paragraph exact",
    "paragraph_verbatim_F1": "paragraph verbatim",
    "article_edge_F1": "article edges",
    "page_meta": "page meta",
    "leaks": "leaks",
}


def rows(material: Material) -> Iterator[Row]:
    """Yield the rows of each kind."""
    for kind in KINDS:
        name, goal = _NAMES[kind]
        folders = [
            make(kind, seed, material.n_pages, material.scratch / f"{kind}-{seed}") for seed in material.seeds
        ]
        goals: Goals = {key: (figure, 0.02 if key == "leaks" else goal) for key, figure in _FIGURES.items()}
        peers = (
            {"trafilatura": _score(folders, _trafilatura)}
            if kind in ("founder", "portal") and _has_peer()
            else {}
        )
        yield from scored_rows(name, goals, _score(folders, _ours), peers, at_most={"leaks"})
        if kind in ("founder", "portal"):
            yield Row(name, "faithful readings", _share_faithful(folders), 1.0)


def _score(folders: list[Path], reader: Reader) -> dict[str, float]:
    scorer = shared_module("score")
    total = scorer.Counter()
    for folder in folders:
        for path, truth in made(folder):
            total += scorer.score(truth, reader(path))
    return plain(scorer.figures(total))


def _ours(path: Path) -> Form:
    return as_json(read(Source(path.name, path.read_bytes())))


def _share_faithful(folders: list[Path]) -> float:
    found = [
        faults(read(Source(path.name, path.read_bytes()))) for folder in folders for path, _ in made(folder)
    ]
    return sum(not fault for fault in found) / max(1, len(found))


def _has_peer() -> bool:
    return importlib.util.find_spec("trafilatura") is not None


def _trafilatura(path: Path) -> Form:
    trafilatura = importlib.import_module("trafilatura")
    text = trafilatura.extract(path.read_bytes(), include_comments=False) or ""
    said = trafilatura.extract_metadata(path.read_bytes())
    title = said.title if said is not None else None
    return {"articles": [{"title": title, "paragraphs": [line for line in text.split("\n") if line.strip()]}]}
