"""Which format is it? The first bytes decide, never the file's name."""

from __future__ import annotations

from retrieval.model import Problem, Source

LARGEST_TEXT = 4 * 1024 * 1024
LARGEST_PDF = 256 * 1024 * 1024
_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "zip archive (docx, ofd or epub)"),
    (b"PK\x05\x06", "zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office document (doc, wps or xls)"),
    (b"{\\rtf", "RTF document"),
    (b"CAJ\x00", "CAJ document"),
    (b"AT&TFORM", "DjVu document"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"\x1f\x8b", "gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\x00", "program"),
)
_MARKUP = ((b"<!doctype html", "HTML page"), (b"<html", "HTML page"), (b"<?xml", "XML document"))
_BLANK_BYTES = b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"


def format_of(source: Source) -> str | Problem:
    """Return the name of the source's format, a key of the table of readers, or why it cannot be read."""
    content = source.content
    if not content[:LARGEST_TEXT].strip(_BLANK_BYTES):
        return Problem("empty", "there is nothing in the file", source.name)
    kind = _kind(content)
    if kind == "PDF":
        return "pdf" if len(content) <= LARGEST_PDF else _too_large(source, "a PDF", LARGEST_PDF)
    if kind is not None:
        return Problem("unsupported_format", f"a {kind} cannot be read yet", source.name)
    if len(content) > LARGEST_TEXT:
        return _too_large(source, "a page of text", LARGEST_TEXT)
    return "text"


def _too_large(source: Source, kind: str, most: int) -> Problem:
    size = len(source.content) // 2**20
    message = f"{size} MiB are too much for {kind}; at most {most // 2**20} MiB"
    return Problem("too_large", message, source.name)


def _kind(content: bytes) -> str | None:
    start = content[:1024].lstrip(_BLANK_BYTES)
    for signature, kind in _SIGNATURES:
        if content.startswith(signature) or (signature == b"%PDF-" and start.startswith(signature)):
            return kind
    lowered = start[:64].lower()
    return next((kind for signature, kind in _MARKUP if lowered.startswith(signature)), None)
