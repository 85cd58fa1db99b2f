"""The way in. What stands behind it needs the extra `ocr`, a third of a gigabyte, and a second to load."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from retrieval.model import Issue, Problem, Reading, Source
from retrieval.reading.given import Given

if TYPE_CHECKING:
    from retrieval.reading.ocr.reading import PageReader

_LIBRARIES = ("rapidocr", "onnxruntime")


def read_picture(source: Source, given: Given) -> Reading:
    """Return the reading of a file of pictures, or an empty one that says what to install."""
    problem = _what_is_missing(source.name)
    if problem is not None:
        return Reading(source, Issue(given.bulletin, given.named_on, ()), (problem,))
    from retrieval.reading.ocr.reading import read_picture_file

    return read_picture_file(source, given)


def page_reader(given: Given) -> PageReader | None:
    """Return the reader of pages that are pictures; None when its libraries are not installed."""
    if _what_is_missing("") is not None:
        return None
    from retrieval.reading.ocr.reading import PageReader

    return PageReader(given)


def _what_is_missing(where: str) -> Problem | None:
    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if not missing:
        return None
    message = f'pictures are read with {" and ".join(missing)}: pip install -e ".[ocr]"'
    return Problem("ocr_missing", message, where)
