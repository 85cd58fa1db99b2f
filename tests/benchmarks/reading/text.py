"""Rows: pages of text, from the one it all starts from to such as nobody has seen."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.reading.material import Material
from tests.benchmarks.reading.readers import naive, segtext
from tests.benchmarks.reading.scoring import figures_of_seed, score
from tests.benchmarks.reading.table import Goals, Row, scored_rows
from tests.benchmarks.reading.wordings import WORDINGS, pages_in

_SEED: Goals = {
    "article_edge_F1": ("article edges", 1.0),
    "article_iou90_F1": ("article IoU90", 1.0),
    "paragraph_edge_F1": ("paragraph edges", 1.0),
    "paragraph_exact_F1": ("paragraph exact", 1.0),
    "paragraph_verbatim_F1": ("paragraph verbatim", 1.0),
    "char_acc": ("character accuracy", 1.0),
    "title_exact": ("title", 1.0),
    "lost_title_null": ("lost title is null", 1.0),
    "lost_title_label": ("lost title is labelled", 1.0),
    "date_month_day": ("date", 1.0),
    "byline": ("byline", 1.0),
    "sentence_F1": ("sentences", 1.0),
}
_COPIES: Goals = {
    "article_edge_F1": ("article edges", 0.99),
    "paragraph_exact_F1": ("paragraph exact", 0.98),
}
_NEW: Goals = {
    "article_edge_F1": ("article edges", 0.95),
    "article_iou90_F1": ("article IoU90", 0.95),
    "paragraph_exact_F1": ("paragraph exact", 0.93),
    "title_exact": ("title", 0.75),
    "byline": ("byline", 0.93),
    "date_month_day": ("date", 0.98),
}
_PEERS = {"segtext": segtext, "naive": naive}


def rows(material: Material) -> Iterator[Row]:
    """Yield the rows of text pages."""
    peers = {name: figures_of_seed(reader) for name, reader in _PEERS.items()}
    yield from scored_rows("seed page text", _SEED, figures_of_seed(), peers)
    sets = [
        (f"seed set again, {material.n_copies} copies", _COPIES, material.copies()),
        (f"spoiled text, {material.n_pages} new pages", _NEW, material.texts()),
        *((f"same, {wording}", _NEW, pages_in(wording, material)) for wording in WORDINGS),
    ]
    for name, goals, folders in sets:
        peers = {peer: score(folders, reader) for peer, reader in _PEERS.items()}
        yield from scored_rows(name, goals, score(folders), peers)
