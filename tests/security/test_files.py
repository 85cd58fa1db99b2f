"""Files that are made to do harm: too large inside, nested without end, named to be somewhere else."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import (
    Library,
    Originals,
    Problem,
    Readers,
    Reading,
    Source,
    ingest_files,
    open_source,
    read,
    sources_in,
)
from tests.bot.sandbox.readers import SandboxTelegram
from tests.retrieval.reading.pdf.setter import Measure, Sheet, in_columns, printed
from tests.security.conftest import Guarded

ZEROS = b"\0" * (256 << 20)
SMALL = 1 << 20
LONG_S = 60.0


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """The processes hostile files are read in."""
    with Readers() as started:
        yield started


def zipped(name: str, content: bytes) -> bytes:
    """A zip file with one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def word_bomb() -> bytes:
    """A Word document whose text is a quarter of a gigabyte of nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", ZEROS)
    return out.getvalue()


def pdf_bomb() -> bytes:
    """A PDF page whose content is a quarter of a gigabyte when it is unpacked."""
    packed = zlib.compress(ZEROS, 9)
    head = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj\n"
    stream = (
        b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream endobj\n"
    )
    return head + page + stream + b"trailer<</Root 1 0 R>>\n%%EOF"


def pdf_circle() -> bytes:
    """A PDF whose pages contain one another, a million of them by its own count."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>'
    b'<rss version="2.0"><channel><title>&c;&d;</title><item><title>&d;</title></item></channel></rss>'
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.docx", word_bomb()),
        ("bomb.pdf", pdf_bomb()),
        ("circle.pdf", pdf_circle()),
        ("entities.xml", ENTITIES),
        ("deep.html", b"<div>" * 200_000 + "防汛".encode()),
        ("deep.json", b'{"items":' * 100_000),
    ],
)
def test_a_bomb_is_a_problem_and_no_more(name: str, content: bytes, readers: Readers) -> None:
    """It is read within its bounds of time and memory, in a process of its own; the next file is read as ever."""
    assert len(content) <= 2 * SMALL
    reading = readers.read(Source(name, content))
    after = readers.read(Source("a.txt", "青砚区部署防汛\n\n本报讯 9月2日，青砚区部署防汛。".encode()))

    assert isinstance(reading, Reading)
    assert "root:" not in repr(reading.issue)
    assert after.issue.articles


def test_an_archive_that_unpacks_without_end_is_left() -> None:
    """The size an archive says is not believed: unpacking ends at a bound, and the problem is named."""
    found = list(sources_in(Source("bomb.zip", zipped("a.txt", ZEROS))))

    assert [type(one) for one in found] == [Problem]


NAMES = (
    "../../evil.txt",
    "/etc/evil.txt",
    "..\\..\\evil.txt",
    "C:\\evil.txt",
    "a/../../../evil.txt",
    "\u202etxt.live",
)


@pytest.mark.parametrize("name", NAMES)
def test_names_in_archives_do_not_climb(name: str, tmp_path: Path) -> None:
    """A member is only ever read, never written under its name; nothing appears outside of the data folder."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "papers.zip").write_bytes(
        zipped(name, "青砚区部署防汛\n\n本报讯 9月2日，青砚区部署防汛。".encode())
    )
    before = set(tmp_path.rglob("*"))
    with Library.open(f"sqlite:///{inner}/library.sqlite3") as library, Readers() as readers:
        reports = list(ingest_files(library, [inner / "papers.zip"], readers))

    inside = [one.origin.partition("!/")[2] for one in sources_in(open_source(inner / "papers.zip"))]  # type: ignore[union-attr]

    assert reports
    assert len(inside) == 1
    assert not {"..", ""} & set(inside[0].replace("\\", "/").split("/"))
    assert {p.name for p in set(tmp_path.rglob("*")) - before} <= {
        "library.sqlite3",
        "library.sqlite3-wal",
        "library.sqlite3-shm",
    }
    assert not Path("/etc/evil.txt").exists()


@pytest.mark.parametrize(
    "digest",
    ["../../secret", "../../../b/secret", "secret", "A" * 64, "a" * 63, "a" * 64 + "\n", "..", ""],
)
def test_originals_are_named_by_digests_alone(digest: str, tmp_path: Path) -> None:
    """Nothing but a digest leads to a file, even where there is one."""
    folder = tmp_path / "a" / "b" / "originals"
    there = folder / digest[:2] / digest
    there.parent.mkdir(parents=True, exist_ok=True)
    if not there.is_dir():
        there.write_bytes(b"x")
        assert there.read_bytes() == b"x"

    assert Originals(folder).read(digest) is None


@pytest.mark.parametrize("name", [*NAMES, "a" * 64])
def test_originals_are_kept_under_digests_alone(name: str, tmp_path: Path) -> None:
    """Whatever a file is called, it is kept under its digest, and nothing else is written."""
    sheet = Sheet(
        in_columns(("本报讯 9月2日，青砚区部署台风防御工作，值班电话是5550119。",) * 4, Measure(tops=[120.0]))
    )
    reading = read(Source(f"{name}.pdf", printed(sheet), f"{name}.pdf"))
    folder = tmp_path / "a" / "b" / "originals"
    digest = hashlib.sha256(reading.source.content).hexdigest()

    assert Originals(folder).keep(reading)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [folder / digest[:2] / digest]


def test_an_upload_may_be_called_anything(guarded: Guarded) -> None:
    """The name an administrator's document has leads nowhere; it is read, and no file of that name is made."""
    assert isinstance(guarded.town.telegram, SandboxTelegram)
    before = set(guarded.folder.parent.rglob("evil*"))
    guarded.admin.sends_document("../../../evil.txt", "青砚区部署防汛\n\n本报讯 9月2日，部署防汛。".encode())
    told = guarded.admin.reads(timeout_s=LONG_S)

    assert told.sender is guarded.sandbox.bot
    assert set(guarded.folder.parent.rglob("evil*")) == before
