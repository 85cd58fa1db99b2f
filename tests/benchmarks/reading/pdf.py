"""Rows: PDFs with a text layer, from both engines; those whose file runs row by row or is shuffled; pages in doubt.

Peers are the prototype, and the texts that pdftotext and PDFium give, read by our reader of text pages. All figures
are of the text layer alone: headlines drawn as shapes are the rows of `outlined`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from retrieval.model import Issue, Problem, Reading, Source
from retrieval.reading import as_json
from retrieval.reading.geometry import read_pages
from retrieval.reading.pdf.document import opened, page_glyphs
from tests.benchmarks.reading.material import Material, read_json
from tests.benchmarks.reading.readers import Form, Reader, pdftotext, pypdfium2, seggeo, through_text
from tests.benchmarks.reading.scoring import PDF, score
from tests.benchmarks.reading.table import Goals, Row, scored_rows

_NEW: Goals = {
    "article_edge_F1": ("article edges", 0.95),
    "article_iou90_F1": ("article IoU90", 0.92),
    "paragraph_exact_F1": ("paragraph exact", 0.96),
    "title_exact": ("title", 0.95),
    "byline": ("byline", 0.95),
    "date_month_day": ("date", 0.98),
    "page_meta": ("page meta", 0.99),
    "char_recall": ("character recall", 0.998),
    "leaks": ("leaks", 0.02),
}
_ORDER: Goals = {"paragraph_exact_F1": ("paragraph exact", 0.92)}
_PEERS = {"seggeo": seggeo, "pdftotext": through_text(pdftotext), "pypdfium2": through_text(pypdfium2)}
_ROWS, _SHUFFLED = ("rows",), ("frames", "titles_first", "titles_last")
_LEAST_PIECE = 12


def rows(material: Material) -> Iterator[Row]:
    """Yield the rows of PDFs."""
    folders = material.pdfs()
    seen = score(folders, text_layer, PDF)
    peers = {name: score(folders, reader, PDF) for name, reader in _PEERS.items()}
    yield from scored_rows(f"PDF, {material.n_pages} new pages", _NEW, seen, peers, at_most={"leaks"})
    yield Row("PDF, one core", "pages/s", seen["pages_per_s"], 10.0, peers=_speeds(peers))


def order_rows(material: Material) -> Iterator[Row]:
    """Yield the rows of PDFs whose files are out of order, and how well doubtful pages are flagged."""
    folders = material.pdfs()
    for name, orders in (("PDF, row by row", _ROWS), ("PDF, shuffled", _SHUFFLED)):
        seen = _of_order(folders, orders)
        if seen:
            yield from scored_rows(name, _ORDER, seen, {"seggeo": _of_order(folders, orders, seggeo)})
    yield from _doubts(folders)


def text_layer(path: Path) -> Form:
    """Read a PDF as the product does without the extra `ocr`."""
    source = Source("page.pdf", path.read_bytes())
    with opened(source) as document:
        assert not isinstance(document, Problem)
        pages, masthead = read_pages((page_glyphs(page) for page in document), "page", None, None)
    issue = Issue(masthead.paper, masthead.published_on, tuple(pages))
    return as_json(Reading(source, issue, tuple(problem for page in pages for problem in page.problems)))


def _of_order(folders: list[Path], orders: tuple[str, ...], reader: Reader = text_layer) -> dict[str, float]:
    return score(folders, reader, PDF, only=lambda truth: truth["style"]["order"] in orders)


def _speeds(peers: dict[str, dict[str, float]]) -> dict[str, float]:
    return {name: figures["pages_per_s"] for name, figures in peers.items()}


def _doubts(folders: list[Path]) -> Iterator[Row]:
    """Of the pages with a paragraph put together wrongly, how many are flagged; of the flagged, how many are such."""
    pages = [page for folder in folders for page in sorted(folder.glob("*.pdf"))]
    flagged, disordered = set(), set()
    for page in pages:
        form = text_layer(page)
        truth = read_json(page.with_name(page.name.removesuffix(PDF[0]) + PDF[1]))
        flagged |= {page} if any(p["code"] == "order_uncertain" for p in form["problems"]) else set()
        disordered |= {page} if _is_disordered(form, truth) else set()
    both = len(flagged & disordered)
    print(f"  disordered pages {len(disordered)}, flagged {len(flagged)}, both {both}, of {len(pages)}")
    yield Row("order uncertain", "recall", both / len(disordered) if disordered else 1.0, 0.90)
    yield Row("order uncertain", "precision", both / len(flagged) if flagged else 1.0, 0.70)


def _is_disordered(form: dict[str, Any], truth: dict[str, Any]) -> bool:
    """Say whether a paragraph joins what does not belong together, or an article begins or ends inside one."""
    wholes = [_solid(text) for article in truth["articles"] for text in article["paragraphs"]]
    printed = "\n".join(_solid("".join(article["paragraphs"])) for article in truth["articles"])
    for article in form["articles"]:
        paragraphs = [text for text in map(_solid, article["paragraphs"]) if len(text) >= _LEAST_PIECE]
        if any(text not in printed for text in paragraphs):
            return True
        if paragraphs and any(_is_cut(paragraphs[k], wholes) for k in (0, -1)):
            return True
    return False


def _is_cut(text: str, wholes: list[str]) -> bool:
    return any(text in whole and text != whole for whole in wholes) and text not in wholes


def _solid(text: str) -> str:
    return "".join(text.split())
