"""The first bytes decide, and a refusal says what to do."""

from __future__ import annotations

import io
import zipfile

import pytest

from retrieval.model import Problem, Source
from retrieval.reading.archive import sources_in
from retrieval.reading.formats import format_of
from retrieval.reading.zipped import Bounds


def packed(members: dict[str, bytes]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("本报讯 9月2日，".encode(), "text"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf\n<HTML>", "html"),
        ("<html><p>字</p></html>".encode("utf-16"), "html"),
        (b"<!--enpproperty <title>x</title>/enpproperty--><p>", "html"),
        (b"<p>x</p>", "html"),
        (b"<?xml version='1.0' encoding='gb2312'?><rss version='2.0'>", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "feed"),
        (b"%PDF-1.7", "pdf"),
        (packed({"word/document.xml": b"x"}), "docx"),
        (packed({"a.txt": b"x"}), "zip"),
    ],
)
def test_formats_are_known_by_their_bytes(content: bytes, found: str) -> None:
    """The name does not matter."""
    assert format_of(Source("a.bin", content)) == found


@pytest.mark.parametrize(
    ("name", "content", "code", "advice"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "old_office", "docx"),
        ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "old_office", "docx"),
        ("a.rtf", b"{\\rtf1", "rtf", "docx"),
        ("a.caj", b"CAJ\x00", "caj", "PDF"),
        ("a.rar", b"Rar!\x1a\x07\x00", "other_archive", "zip"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "other_archive", "zip"),
        ("a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related", "web_archive", "HTML"),
        ("a.mhtml", b"From: <Saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\n", "web_archive", "HTML"),
    ],
)
def test_a_refusal_says_what_to_do(name: str, content: bytes, code: str, advice: str) -> None:
    """Its code names the format, its message the way out."""
    problem = format_of(Source(name, content))

    assert isinstance(problem, Problem)
    assert problem.code == code
    assert advice in problem.message


def test_an_archive_is_a_folder_of_sources() -> None:
    """Archives in it are opened too; names that lead out of it lead nowhere; its litter is left out."""
    inner = packed({"c.txt": b"3"})
    content = packed(
        {"b.txt": b"2", "../../a.txt": b"1", "in.zip": inner, "__MACOSX/x": b"", ".DS_Store": b""}
    )
    found = list(sources_in(Source("x.zip", content, "/in/x.zip")))

    assert [(s.origin, s.name, s.content) for s in found if isinstance(s, Source)] == [
        ("/in/x.zip!/a.txt", "a.txt", b"1"),
        ("/in/x.zip!/b.txt", "b.txt", b"2"),
        ("/in/x.zip!/in.zip!/c.txt", "c.txt", b"3"),
    ]
    assert len(found) == 3


def test_names_of_old_archives_are_understood() -> None:
    """GBK without a flag, as Windows packs them."""
    content = packed({"XXXX.txt": b"1"}).replace(b"XXXX", "青砚".encode("gbk"))

    assert [source.name for source in sources_in(Source("x.zip", content)) if isinstance(source, Source)] == [
        "青砚.txt"
    ]


@pytest.mark.parametrize(
    ("content", "bounds"),
    [
        (packed({f"{n}.txt": b"1" for n in range(5)}), Bounds(n_members=4)),
        (packed({"a.txt": b"0" * 3000}), Bounds(total_bytes=2000)),
        (packed({"a.txt": b"0" * 3 * 2**20}), Bounds()),
        (packed({"a.txt": b"0" * 3000}), Bounds(member_bytes=2000)),
    ],
)
def test_bombs_are_defused(content: bytes, bounds: Bounds) -> None:
    """Too many, too large, too dense: a named problem and no source."""
    found = list(sources_in(Source("x.zip", content), bounds))

    assert [problem.code for problem in found if isinstance(problem, Problem)] == ["zip_bomb"]


def test_a_cut_archive_is_named() -> None:
    """It cannot be listed."""
    problem = format_of(Source("x.zip", packed({"a.txt": b"1" * 100})[:-30]))

    assert problem == "broken"
