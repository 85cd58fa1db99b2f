"""The groups of rows, in the order of the table. A group is a module with `rows(material) -> Iterator[Row]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.benchmarks.reading import bad, invariants, outlined, pdf, scans, sentences, speed, text, web
from tests.benchmarks.reading.material import Material
from tests.benchmarks.reading.table import Row

GROUPS: dict[str, Callable[[Material], Iterator[Row]]] = {
    "text": text.rows,
    "sentences": sentences.rows,
    "invariants": invariants.rows,
    "web": web.rows,
    "pdf": pdf.rows,
    "order": pdf.order_rows,
    "outlined": outlined.rows,
    "scan": scans.rows,
    "speed": speed.rows,
    "bad": bad.rows,
}
