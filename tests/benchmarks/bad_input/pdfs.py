"""Cases: PDFs."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.benchmarks.bad_input.case import Case, Expected, case
from tests.benchmarks.bad_input.texts import LEAD

_FONT = "STSong-Light"


def pdf(n_pages: int = 1, password: str | None = None, words: str = LEAD) -> bytes:
    """Return a PDF with a text layer; with a password it does not open without."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    out = io.BytesIO()
    locked = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(out, pagesize=(600, 800), encrypt=locked, pageCompression=1)
    for number in range(n_pages):
        canvas.setFont(_FONT, 22)
        canvas.drawString(60, 740, f"柳桥泵站第{number + 1}次防汛演练")
        canvas.setFont(_FONT, 10)
        for n in range(0, len(words), 30):
            canvas.drawString(60, 700 - n // 2, words[n : n + 30])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def cases() -> Iterator[Case]:
    """Yield the cases of PDFs."""
    named, either = Expected.NAMED, Expected.EITHER
    whole = pdf()
    yield case("a PDF called txt", whole, Expected.WHOLE)
    yield case("a PDF with a password", pdf(password="secret"), named, "encrypted", file="a.pdf")
    yield case("a PDF of titles alone", pdf(words=""), either, file="a.pdf")
    yield case(
        "a PDF that is a drawing",
        _of(b"0 0 600 800 re f"),
        named,
        "no_text",
        "ocr_missing",
        "nothing_printed",
        file="a.pdf",
    )
    yield case(
        "a PDF whose font says nothing",
        _garbled(),
        named,
        "garbled_text",
        "ocr_missing",
        "nothing_printed",
        file="a.pdf",
    )
    yield case("a PDF of 500 pages", lambda: pdf(500), either, file="a.pdf")
    yield case("a PDF of a head alone", b"%PDF-1.7\n", named, file="a.pdf")
    yield case("a PDF of noise", b"%PDF-1.7\n" + bytes(range(256)) * 2000, named, file="a.pdf")
    yield case("a page stream that unpacks to 1 GB", lambda: _of(b" " * 1_000_000_000), named, file="a.pdf")
    yield case(
        "a page of a million letters",
        lambda: _of(b"BT /F1 9 Tf 9 9 Td (" + b"a" * 1_000_000 + b") Tj ET"),
        either,
        file="a.pdf",
    )
    yield case("a page of a million lines", lambda: _of(b"0 0 m 9 9 l S " * 1_000_000), either, file="a.pdf")
    yield from _odd()
    yield from _cut(whole)


def _odd() -> Iterator[Case]:
    named, either = Expected.NAMED, Expected.EITHER
    yield case("a page tree that bites its tail", _tail(), named, file="a.pdf")
    yield case(
        "a page that claims to be endless", _of(b"0 0 9 9 re f", box=b"0 0 1e30 1e30"), either, file="a.pdf"
    )


def _cut(whole: bytes) -> Iterator[Case]:
    for part in range(5, 100, 5):
        yield case(f"PDF cut at {part} %", whole[: len(whole) * part // 100], Expected.EITHER, file="a.pdf")


def _of(content: bytes, box: bytes = b"0 0 600 800") -> bytes:
    """A PDF of one page that draws this."""
    packed = zlib.compress(content, 9)
    return _written(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[" + box + b"]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def _garbled() -> bytes:
    """Its ToUnicode map leads into the private use area, as broken exports do."""
    content = b"BT /F1 12 Tf 60 700 Td <" + b"".join(b"%04X" % n for n in range(1, 200)) + b"> Tj ET"
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange "
        b"<0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <00FF> <E000> endbfrange endcmap end end"
    )
    return _written(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>",
        b"<</Length %d>>stream\n" % len(cmap) + cmap + b"\nendstream",
    )


def _tail() -> bytes:
    return _written(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>"
    )


def _written(*objects: bytes) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)
    return bytes(out)
