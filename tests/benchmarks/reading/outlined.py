"""Rows: headlines that a PDF draws as shapes, so that its text layer has lost them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.reading.material import Material, read_json
from tests.benchmarks.reading.readers import Form, Reader, ours, seggeo
from tests.benchmarks.reading.table import Row

TRUTH = ".truth.json"
_OPENING = 14


def rows(material: Material) -> Iterator[Row]:
    """Yield the rows of outlined headlines."""
    pages = [page for folder in material.pdfs() for page in _pages(folder)]
    shares = {name: _shares(pages, reader) for name, reader in (("ours", ours), ("seggeo", seggeo))}
    figures = (("title exact", 0.90), ("kicker and subtitle", None))
    for k, (figure, goal) in enumerate(figures):
        name = f"outlined headlines, {sum(len(lost) for _, lost in pages)} on {len(pages)} pages"
        yield Row(name, figure, shares["ours"][k], goal, peers={"seggeo": shares["seggeo"][k]})


def _pages(folder: Path) -> Iterator[tuple[Path, list[Form]]]:
    """The pages of the engine that draws outlines, with their articles whose headline is one."""
    for path in sorted(folder.glob(f"p*{TRUTH}")):
        if path.name.endswith(".raw.truth.json"):
            continue
        truth = read_json(path)
        lost = [article for article in truth["articles"] if article["title_lost"]]
        if lost and truth["style"]["backend"] == "reportlab":
            yield path.with_name(path.name.removesuffix(TRUTH) + ".pdf"), lost


def _shares(pages: list[tuple[Path, list[Form]]], reader: Reader) -> tuple[float, float]:
    """How many of the lost titles were given as printed, and how many of the lines around them."""
    titles: list[bool] = []
    others: list[bool] = []
    for path, lost in pages:
        given = {_opening(article): article for article in reader(path)["articles"]}
        for article in lost:
            found: dict[str, Any] = given.get(_opening(article), {})
            titles.append(_is_same(found, article, "title"))
            if article["kicker"] or article["subtitle"]:
                others.append(all(_is_same(found, article, part) for part in ("kicker", "subtitle")))
    return _share(titles), _share(others)


def _opening(article: Form) -> str:
    return _bare(article["paragraphs"][0])[:_OPENING] if article["paragraphs"] else ""


def _is_same(found: Form, wanted: Form, part: str) -> bool:
    return _bare(found.get(part)) == _bare(wanted[part])


def _bare(text: str | None) -> str:
    return "".join((text or "").split())


def _share(flags: list[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0
