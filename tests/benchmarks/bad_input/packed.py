"""Cases: zip files and Word documents."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

import docx

from tests.benchmarks.bad_input.case import Case, Expected, case
from tests.benchmarks.bad_input.texts import LEAD, PAGE


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def word() -> bytes:
    """Return a Word document with one report."""
    document = docx.Document()
    document.add_heading("柳桥泵站防汛演练", 1)
    document.add_paragraph(LEAD)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def cases() -> Iterator[Case]:
    """Yield the cases of what is packed."""
    yield from _archives()
    yield from _bombs()
    yield from _documents()
    yield from _cut()


def _archives() -> Iterator[Case]:
    named, whole, either = Expected.NAMED, Expected.WHOLE, Expected.EITHER
    page = PAGE.encode()
    yield case("an empty zip", zipped({}), either, file="a.zip")
    yield case(
        "a zip of good and bad",
        zipped({"a.txt": page, "b.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}),
        whole,
        "old_office",
        file="a.zip",
    )
    yield case(
        "a zip that leads out",
        zipped({"../../../../tmp/out.txt": page, "/etc/a.txt": page + b"x"}),
        whole,
        file="a.zip",
    )
    yield case(
        "a flat zip bomb", lambda: zipped({"a.txt": bytes(1_200_000_000)}), named, "zip_bomb", file="a.zip"
    )
    yield case(
        "a zip bomb of many",
        lambda: zipped({f"{n}.txt": bytes(60_000_000) for n in range(12)}),
        named,
        "zip_bomb",
        file="a.zip",
    )
    yield case("a nested zip bomb", _nested, either, "zip_bomb", file="a.zip")
    yield case("an overlapping zip bomb", _overlapping, named, "zip_bomb", "damaged_file", file="a.zip")
    yield case("a zip that lies about sizes", _lying, either, file="a.zip")


def _bombs() -> Iterator[Case]:
    named, whole, either = Expected.NAMED, Expected.WHOLE, Expected.EITHER
    page, document = PAGE.encode(), word()
    yield case(
        "a zip of 5,000 files",
        zipped({f"{n}.txt": b"x" for n in range(5000)}),
        named,
        "zip_bomb",
        file="a.zip",
    )
    yield case("a zip with a password", _locked(zipped({"a.txt": page})), named, "encrypted", file="a.zip")
    yield case(
        "a zip of names in no encoding",
        zipped({"XXXX.txt": page}).replace(b"XXXX", b"\xff\xfe\x80\x00"),
        either,
        file="a.zip",
    )
    yield case("a zip in which one name stands twice", _twice(page), either, file="a.zip")
    yield case(
        "an old Word document",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
        named,
        "old_office",
        file="a.doc",
    )
    yield case("a RAR archive", b"Rar!\x1a\x07\x00" + bytes(500), named, "other_archive", file="a.rar")
    yield case("a CAJ document", b"CAJ\x00" + bytes(500), named, "caj", file="a.caj")
    yield case("an OFD document", zipped({"OFD.xml": b"<x/>"}), named, "ofd", file="a.ofd")
    yield case("a docx called txt", document, whole, file="a.txt")


def _documents() -> Iterator[Case]:
    named, either = Expected.NAMED, Expected.EITHER
    yield case(
        "a docx bomb",
        lambda: _document(b"<w:t>" + b" " * 700_000_000 + b"</w:t>"),
        named,
        "zip_bomb",
        file="a.docx",
    )
    yield case(
        "a docx of billion laughs",
        _document(b"<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", laughs=True),
        named,
        file="a.docx",
    )
    yield case(
        "a docx nested 50,000 deep",
        lambda: _document(b"<w:sdt><w:sdtContent>" * 50_000),
        named,
        file="a.docx",
    )
    yield case(
        "a docx without a document",
        zipped({"word/document.xml": b"", "[Content_Types].xml": b""}),
        named,
        file="a.docx",
    )
    yield case(
        "a docx of 100,000 paragraphs",
        lambda: _document(f"<w:p><w:r><w:t>{LEAD}</w:t></w:r></w:p>".encode() * 100_000),
        either,
        file="a.docx",
    )


def _cut() -> Iterator[Case]:
    named = Expected.NAMED
    document = word()
    for part in range(5, 100, 5):
        yield case(
            f"docx cut at {part} %",
            document[: len(document) * part // 100],
            named,
            "damaged_file",
            file="a.docx",
        )


def _nested() -> bytes:
    content = zipped({"a.txt": bytes(20_000_000)})
    for _ in range(8):
        content = zipped({f"{n}.zip": content for n in range(10)})
    return content


def _overlapping() -> bytes:
    """Members that all claim the bytes of the first: the central directory points at one place."""
    content = zipped({f"{n:03d}.txt": PAGE.encode() * 200 for n in range(200)})
    start = content.rfind(b"PK\x05\x06")
    (directory,) = struct.unpack("<I", content[start + 16 : start + 20])
    out, at = bytearray(content), directory
    while out[at : at + 4] == b"PK\x01\x02":
        name, extra, note = struct.unpack("<HHH", out[at + 28 : at + 34])
        out[at + 42 : at + 46] = struct.pack("<I", 0)
        at += 46 + name + extra + note
    return bytes(out)


def _lying() -> bytes:
    """A member of 300 MB that says it holds ten bytes."""
    content = bytearray(zipped({"a.txt": bytes(300_000_000)}))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    content[22:26] = struct.pack("<I", 10)
    return bytes(content)


def _locked(content: bytes) -> bytes:
    locked = bytearray(content)
    at = locked.rfind(b"PK\x01\x02")
    locked[6] |= 1
    locked[at + 8] |= 1
    return bytes(locked)


def _twice(page: bytes) -> bytes:
    return zipped({"a.txt": page, "b.txt": page}).replace(b"b.txt", b"a.txt")


def _document(body: bytes, *, laughs: bool = False) -> bytes:
    """A Word document with this body, whatever it is."""
    doctype = b""
    if laughs:
        entities = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 11))
        doctype = f"<!DOCTYPE w [<!ENTITY a0 'haha'>{entities}<!ENTITY a '&a10;'>]>".encode()
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = (
        b"<?xml version='1.0'?>"
        + doctype
        + b"<w:document xmlns:w='"
        + space
        + b"'><w:body>"
        + body
        + b"</w:body></w:document>"
    )
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word())) as whole,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for member in whole.infolist():
            made.writestr(
                member.filename, xml if member.filename == "word/document.xml" else whole.read(member)
            )
    return out.getvalue()
