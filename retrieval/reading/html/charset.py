"""In which encoding is a page? Its bytes say it, its declaration only where they leave it open.

Pages are mostly ASCII: markup and scripts. The evidence is therefore taken from the bytes that are not.
"""

from __future__ import annotations

import codecs
import re

from retrieval.model import Problem
from retrieval.reading.encoding import Decoded, decode

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,20})", re.IGNORECASE)
_FAMILY = (
    ("gb18030", ("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "hz-gb-2312", "cp936")),
    ("big5hkscs", ("big5", "big5-hkscs", "x-x-big5", "cp950")),
)
_FOREIGN = re.compile(rb"(?:[\x80-\xff][\x00-\xff]){1,}")
_HEAD = 4096
_SAMPLE = 20_000


def decode_page(content: bytes) -> Decoded | Problem:
    """Return the text of a page, or the problem that it is no text in any encoding we know."""
    if b"\x00" in content[:_HEAD] or content.startswith(
        (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    ):
        return decode(content)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        encoding = _by_evidence(content)
    if encoding is None:
        return decode(content)
    text = content.decode(encoding, errors="replace")
    n_marks = text.count("\ufffd")
    problem = (
        Problem("damaged_text", f"{n_marks} characters could not be read as {encoding}") if n_marks else None
    )
    return Decoded(text, encoding, problem)


def _by_evidence(content: bytes) -> str | None:
    """The encoding that the bytes beyond ASCII are in; what is declared decides when they are few."""
    sample = b"\n".join(match.group() for match in _FOREIGN.finditer(content, 0, 40 * _SAMPLE))[:_SAMPLE]
    found = decode(sample)
    seen = found.encoding if isinstance(found, Decoded) else None
    declared = _declared(content)
    if declared is not None and (seen is None or len(sample) < 40):
        return declared
    return seen if seen in ("gb18030", "big5hkscs", "utf-8") else declared


def _declared(content: bytes) -> str | None:
    match = _DECLARED.search(content, 0, _HEAD)
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    return next((encoding for encoding, names in _FAMILY if name in names), None)
