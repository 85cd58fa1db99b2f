"""Rows: printed pages as a scanner gives them, clean and poor, at 200 dpi; seconds and memory of the largest one.

A poor scan is tilted by half a degree, unsharp, grey, noisy, and saved as a JPEG of low quality. Reading one takes
some ten seconds, so at most `MOST_PAGES` a seed are read. The peer is the prototype, given the same pages.
"""

from __future__ import annotations

import importlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.reading.material import INGEST, Material, read_json
from tests.benchmarks.reading.readers import Form
from tests.benchmarks.reading.scoring import score
from tests.benchmarks.reading.table import Goals, Row, scored_rows

MOST_PAGES = 8
DPI = 200
TRUTH = ".truth.json"
# Our name of a kind of scan: the ending of its files, and the peer's name of it.
KINDS = {"clean": (".png", "clean"), "poor": (".jpg", "scan")}
_GOALS: Goals = {
    "char_recall": ("character recall", 0.998),
    "paragraph_exact_F1": ("paragraph exact", 0.90),
    "article_iou90_F1": ("article IoU90", 0.85),
    "title_exact": ("title", 0.90),
}
# The process prints its seconds and its peak in MiB, for one page read without anything else in memory. The peak is
# that of /proc: what `getrusage` gives begins with that of the process which started this one.
_MEASURE = r"""
import re, sys, time
from pathlib import Path
from retrieval.model import Source
from retrieval.reading import read
path = Path(sys.argv[1])
source = Source(path.name, path.read_bytes())
start = time.perf_counter()
read(source)
seconds = time.perf_counter() - start
status = Path("/proc/self/status").read_text()
print(seconds, int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024)
"""


def rows(material: Material) -> Iterator[Row]:
    """Yield the rows of scans."""
    largest: Path | None = None
    for kind, (ending, _) in KINDS.items():
        folders = [_scanned(folder, kind) for folder in material.pdfs()]
        peers = {"segocr": score(folders, _segocr, (ending, TRUTH))}
        name = f"scans {DPI} dpi, {kind}, <= {MOST_PAGES} a seed"
        yield from scored_rows(name, _GOALS, score(folders, kind=(ending, TRUTH)), peers)
        largest = max((p for f in folders for p in f.glob(f"*{ending}")), key=lambda p: p.stat().st_size)
    if largest is not None:
        seconds, peak = _measured(largest)
        yield Row("scan, largest page, alone", "seconds", seconds, 20.0, is_at_most=True)
        yield Row("scan, largest page, alone", "peak MiB", peak, 1000.0, is_at_most=True)


def _scanned(folder: Path, kind: str) -> Path:
    """Return the folder of the first pages of `folder` as scans, with their truths and the peer's output."""
    ending, peers_kind = KINDS[kind]
    scans = folder.with_name(f"{folder.name}-{kind}")
    if scans.exists():
        return scans
    scans.mkdir()
    pdfs = sorted(folder.glob("*.pdf"))[:MOST_PAGES]
    for pdf in pdfs:
        scans.joinpath(pdf.stem + ending).write_bytes(scan(pdf, kind))
        shutil.copy(pdf.with_name(pdf.stem + TRUTH), scans)
    boxes, forms = scans / "boxes", scans / "segocr"
    prototypes = INGEST / "prototypes"
    run = [sys.executable, str(prototypes / "ocr_run.py"), str(boxes), str(DPI), peers_kind, *map(str, pdfs)]
    subprocess.run(run, check=True, capture_output=True)
    order = os.environ | {"ORDER": "xy"}
    segment = [sys.executable, str(prototypes / "segocr.py"), str(boxes), str(forms)]
    subprocess.run(segment, check=True, capture_output=True, env=order)
    return scans


def scan(pdf: Path, kind: str) -> bytes:
    """Return the first page of a PDF as a picture, clean or poor."""
    picture, filters = importlib.import_module("PIL.Image"), importlib.import_module("PIL.ImageFilter")
    numpy = importlib.import_module("numpy")
    document = importlib.import_module("pypdfium2").PdfDocument(pdf)
    page: Any = document[0].render(scale=DPI / 72).to_pil().convert("L")
    document.close()
    target = io.BytesIO()
    if kind == "clean":
        page.save(target, "PNG")
        return target.getvalue()
    tilted = page.rotate(0.5, resample=picture.Resampling.BICUBIC, fillcolor=255)
    grey = numpy.asarray(tilted.filter(filters.GaussianBlur(0.6)), dtype=numpy.float32) * 0.85 + 25
    noise = numpy.random.default_rng(7).normal(0, 10, grey.shape)
    noisy = picture.fromarray(numpy.clip(grey + noise, 0, 255).astype(numpy.uint8))
    noisy.save(target, "JPEG", quality=55)
    return target.getvalue()


def _segocr(path: Path) -> Form:
    return read_json(path.parent / "segocr" / f"{path.stem}.json")


def _measured(path: Path) -> tuple[float, float]:
    """Return the seconds and the peak memory of reading one page in a process of its own."""
    command = [sys.executable, "-c", _MEASURE, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, peak = map(float, done.stdout.split())
    return seconds, peak
