"""Which format is it? The first bytes decide, never the file's name."""

from __future__ import annotations

import re
from pathlib import PurePath
from types import MappingProxyType
from typing import NamedTuple

from retrieval.model import Problem, Source
from retrieval.reading.zipped import kind_of_zip

# A year of a weekly paper as one text file is 5 to 10 MiB.
LARGEST_TEXT = 12 * 2**20
LARGEST_PDF = 256 * 2**20
_LARGEST = MappingProxyType({"text": LARGEST_TEXT, "html": 4 * 2**20, "feed": 16 * 2**20})
_BLANK_BYTES = b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"
_FIRST = 4096


class Refusal(NamedTuple):
    """A format that is not read: the code of its problem, what it is, and what to do instead."""

    code: str
    what: str
    advice: str = ""


_DOCX_OR_PDF = "save it as docx or PDF"
_UNPACK = "unpack it, or pack it as zip"
_OLD_OFFICE = Refusal("old_office", "an old Office or WPS document (doc, wps, xls, ppt)", _DOCX_OR_PDF)
_REFUSALS: MappingProxyType[str, Refusal] = MappingProxyType(
    {
        "ofd": Refusal("ofd", "an OFD document", "save it as PDF"),
        "epub": Refusal("epub", "an EPUB book", "save it as PDF"),
        "office": Refusal("office", "a spreadsheet or presentation", "save it as PDF"),
        "odf": Refusal("odf", "an OpenDocument text", "save it as docx"),
        "zip": Refusal("archive", "an archive as one page", "ingest it, or unpack it"),
        "broken": Refusal("damaged_file", "a cut off or damaged docx or zip file", "fetch it again"),
        "xml": Refusal("unsupported_format", "an XML document that is no feed"),
    }
)
# Bytes at the start, and the format: a key of the table of readers, or of the table above, or a refusal.
_SIGNATURES: tuple[tuple[bytes, str | Refusal], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE),
    (b"{\\rtf", Refusal("rtf", "an RTF document", _DOCX_OR_PDF)),
    (b"CAJ\x00", Refusal("caj", "a CAJ document", "save it as PDF with its own viewer")),
    (b"HN\x00\x00", Refusal("caj", "a CAJ document", "save it as PDF with its own viewer")),
    (b"KDH ", Refusal("caj", "a KDH document", "save it as PDF with its own viewer")),
    (b"%!PS", Refusal("postscript", "a PostScript file", "save it as PDF")),
    (b"AT&TFORM", Refusal("djvu", "a DjVu document", "save it as PDF")),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "bitmap"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"\x1f\x8b", Refusal("other_archive", "a gzip archive", _UNPACK)),
    (b"BZh", Refusal("other_archive", "a bzip2 archive", _UNPACK)),
    (b"\xfd7zXZ\x00", Refusal("other_archive", "an xz archive", _UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", Refusal("other_archive", "a 7z archive", _UNPACK)),
    (b"Rar!\x1a\x07", Refusal("other_archive", "a RAR archive", _UNPACK)),
    (b"\x7fELF", Refusal("program", "a program")),
    (b"MZ\x90\x00", Refusal("program", "a program")),
    (b"SQLite format 3\x00", Refusal("database", "a database")),
)
_MHT = re.compile(rb"(?:^|\n)(?:MIME-Version: ?1\.|Content-Type: multipart/related)", re.IGNORECASE)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|script|article|!--\s*enp|founder-)(?:[\s>/-]|propert|content)",
    re.IGNORECASE,
)
_FEED = re.compile(rb"<(?:rss|feed|(?:\w+:)?rdf)[\s>:]", re.IGNORECASE)
_JSON_FEED = re.compile(rb'^\{.{0,2000}"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org', re.DOTALL)

_JSON = re.compile(rb'(?:\[\s*)?\{\s*"[^"\n]{1,80}"\s*:')


def format_of(source: Source) -> str | Problem:
    """Return the name of the source's format, as in the table of readers or `zip`, or why it cannot be read."""
    content = source.content
    if not content[:LARGEST_TEXT].strip(_BLANK_BYTES):
        return Problem("empty", "there is nothing in the file", source.name)
    found = _kind(content)
    if isinstance(found, Refusal):
        return _refused(found, source)
    most = _LARGEST.get(found, LARGEST_PDF)
    if len(content) > most:
        message = f"{len(content) // 2**20} MiB are too much for a {found} file; at most {most // 2**20} MiB, split it"
        return Problem("too_large", message, source.name)
    return found


def refusal_of(kind: str, source: Source) -> Problem:
    """Return the problem of a format that has no reader."""
    return _refused(_REFUSALS.get(kind, Refusal("unsupported_format", f"a {kind} file")), source)


def _refused(refusal: Refusal, source: Source) -> Problem:
    what = refusal.what
    if refusal is _OLD_OFFICE:
        what = f"an old {PurePath(source.name).suffix.lstrip('.').lower() or 'Office'} document"
    advice = f"; {refusal.advice}" if refusal.advice else ""
    return Problem(refusal.code, f"{what} cannot be read{advice}", source.name)


def _kind(content: bytes) -> str | Refusal:
    """The kind of a file by its first bytes; text when nothing else is told."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return kind_of_zip(content)
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind if kind != "bitmap" else ("picture" if content[6:10] == b"\x00" * 4 else "text")
    start = content[:_FIRST].lstrip(_BLANK_BYTES)
    if start.startswith(b"%PDF-") or b"%PDF-1." in content[:1024]:
        return "pdf"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "picture"
    if content[257:262] == b"ustar":
        return Refusal("other_archive", "a tar archive", _UNPACK)
    return _markup(start) or "text"


def _markup(start: bytes) -> str | Refusal | None:
    """The kind of a file of markup or JSON, None when it is neither."""
    words = start.replace(b"\x00", b"")
    if words.startswith(b"{") and _JSON_FEED.match(words):
        return "feed"
    if _JSON.match(words):
        return Refusal("unsupported_format", "a JSON file that is no feed")
    if _MHT.search(words):
        return Refusal("web_archive", "a web archive (mht)", "save the page as HTML")
    if not words.startswith(b"<"):
        return None
    feed, page = _FEED.search(words), _HTML.search(words)
    if feed is not None and (page is None or feed.start() < page.start()):
        return "feed"
    if page is not None:
        return "html"
    if words.startswith(b"<?xml"):
        return "xml"
    return (
        "html"
        if re.match(
            rb"<(?:p|h[1-6]|span|center|font|section|main|base|link|style|frameset)[\s>]",
            words,
            re.IGNORECASE,
        )
        else None
    )
