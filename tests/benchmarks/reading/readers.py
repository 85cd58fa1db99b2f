"""Ours and the peers. A reader takes the path of a page and gives the form that the scorer reads."""

from __future__ import annotations

import importlib
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from retrieval.model import Source
from retrieval.reading import as_json, read
from tests.benchmarks.reading.material import shared_module

Form = dict[str, Any]
Reader = Callable[[Path], Form]


def ours(path: Path) -> Form:
    """Read a file as the product does."""
    return as_json(read(Source("page" + path.suffix, path.read_bytes())))


def naive(path: Path) -> Form:
    """A blank line parts paragraphs; all of them are one article."""
    form: Form = shared_module("prototypes/segtext").naive(path.read_text("utf-8"))
    return form


def segtext(path: Path) -> Form:
    """The prototype for text layers."""
    form: Form = shared_module("prototypes/segtext").segment(path.read_text("utf-8"))
    return form


def seggeo(path: Path) -> Form:
    """The prototype for PDFs with a text layer, given the page's shapes by pypdfium2.

    It stumbles over a few pages (a bullet below a paragraph); it has then read nothing of them.
    """
    try:
        form: Form = shared_module("prototypes/seggeo").run(str(path))
    except AttributeError:
        return {"articles": [], "other": []}
    return form


def through_text(text_of: Callable[[Path], str]) -> Reader:
    """Another tool's text of a PDF, read by our reader of text pages."""
    return lambda path: as_json(read(Source("page.txt", text_of(path).encode())))


def pdftotext(path: Path) -> str:
    """The text of a PDF as poppler's program gives it."""
    command = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def pypdfium2(path: Path) -> str:
    """The text of a PDF in the order of its file, as PDFium gives it."""
    document = importlib.import_module("pypdfium2").PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "\n".join(texts).replace("\r\n", "\n")
