"""Rows: pages a second of processor time, on this machine at this hour. Run it on a quiet machine."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.reading.material import Material
from tests.benchmarks.reading.readers import segtext
from tests.benchmarks.reading.scoring import score
from tests.benchmarks.reading.table import Row


def rows(material: Material) -> Iterator[Row]:
    """Yield a row for each kind of page."""
    folders = material.texts()
    peer = score(folders, segtext)["pages_per_s"]
    yield Row(
        "text pages, one core", "pages/s", score(folders)["pages_per_s"], 100.0, peers={"segtext": peer}
    )
