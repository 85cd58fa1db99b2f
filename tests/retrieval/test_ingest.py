"""Files on disk become issues in the library."""

from __future__ import annotations

import datetime as dt
import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from retrieval.errors import ReadingError, UsageError
from retrieval.ingest import (
    FALLBACK_BULLETIN,
    LARGEST_FILE,
    bring_up_to_date,
    find_sources,
    ingest_file,
    ingest_files,
    open_source,
)
from retrieval.reading import READERS, SUFFIXES
from retrieval.reading.isolation import Limits, Readers
from retrieval.store import Library
from retrieval.text import tokens
from tests.retrieval.store.pages import reading, save

SAMPLES = Path(__file__).parents[2] / "bot" / "sandbox" / "bulletins"
# A page without a masthead, so that its bulletin must come from elsewhere.
BARE = "本报讯 9月2日上午，区水务局在柳桥泵站开展防汛演练，三十名队员参加。\n\n演练持续两个小时。\n"


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    """An empty library outside of the folder with the pages."""
    with Library.open(database_url) as library:
        yield library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for pages."""
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def page(path: Path, text: str = BARE) -> Path:
    """Write a page, with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_files_are_found_in_order(folder: Path) -> None:
    """Folders to any depth, sorted; each file once; hidden and unknown files are left out and said so."""
    for name in ("b/2.TXT", "b/1.txt", "a.txt", ".secret.txt", ".git/x.txt", "c.mp4", "README"):
        page(folder / name)
    found = find_sources([folder, folder / "a.txt", folder / "c.mp4"])

    assert [str(path.relative_to(folder)) for path in found.files] == ["a.txt", "b/1.txt", "b/2.TXT", "c.mp4"]
    assert {(problem.code, Path(problem.where).name) for problem in found.problems} == {
        ("hidden", ".secret.txt"),
        ("hidden", "x.txt"),
        ("unknown_format", "c.mp4"),
        ("unknown_format", "README"),
    }


def test_a_path_that_is_not_there(folder: Path) -> None:
    """It is named."""
    with pytest.raises(UsageError, match="nowhere"):
        find_sources([folder / "nowhere"])


def test_a_file_that_cannot_be_opened(folder: Path) -> None:
    """A dangling link, a folder, and a file of a size no page has."""
    (folder / "link.txt").symlink_to("nowhere")
    with (folder / "huge.txt").open("wb") as file:
        os.truncate(file.fileno(), LARGEST_FILE + 1)

    for name in ("link.txt", "huge.txt", "."):
        with pytest.raises(ReadingError, match=str(folder)):
            open_source(folder / name)


def test_the_samples_go_in_whole(library: Library) -> None:
    """Every paragraph of every page is found again word for word."""
    reports = [ingest_file(library, path) for path in find_sources([SAMPLES]).files]

    assert {report.status for report in reports} == {"new"}
    assert {report.bulletin for report in reports} == {"青砚时报"}
    assert library.counts().paragraphs == sum(report.n_paragraphs for report in reports) > 50
    assert library.fingerprint() == tokens.fingerprint()
    stored = library.paragraphs(passage.id for passage in library.changes_since(0).added)
    assert all(paragraph.sentences[-1].end == len(paragraph.text) for paragraph in stored.values())


def test_a_dry_run_tells_what_would_happen(library: Library, folder: Path) -> None:
    """Nothing is written, and the outcome is that of the real run."""
    path = page(folder / "a.txt")
    foreseen = ingest_file(library, path, dry_run=True)

    assert library.counts().sources == 0
    assert ingest_file(library, path).status == foreseen.status == "new"


def test_problems_of_an_empty_page_are_told_once(library: Library, folder: Path) -> None:
    """It is refused, and a good version stays."""
    path = page(folder / "a.txt")
    ingest_file(library, path)
    report = ingest_file(library, page(path, "\n\n"))

    assert report.status == "refused"
    codes = [problem.code for problem in report.problems]
    assert len(codes) == len(set(codes)) > 0
    assert library.counts().sources == 1


@pytest.mark.parametrize(
    ("name", "bulletin"),
    [
        ("a.txt", FALLBACK_BULLETIN),
        ("柳桥报-2024-09-03-A01.txt", "柳桥报"),
        ("柳桥报 20240903.txt", "柳桥报"),
        ("柳桥报2024年9月3日.txt", "柳桥报"),
        ("2024-09-03-A01.txt", FALLBACK_BULLETIN),
        ("柳桥报/2024-09-03/A01.txt", "柳桥报"),
        ("柳桥报/2024年9月/A01.txt", "柳桥报"),
        ("柳桥报/scans/A01.txt", "柳桥报"),
    ],
)
def test_a_bulletin_is_named_by_its_path(library: Library, folder: Path, name: str, bulletin: str) -> None:
    """By the words before the date in the file's name, else by the nearest folder with a Chinese name."""
    assert ingest_file(library, page(folder / name)).bulletin == bulletin


def test_the_option_outranks_everything(library: Library) -> None:
    """Even the masthead."""
    path = sorted(SAMPLES.glob("*.txt"))[0]
    report = ingest_file(library, path, bulletin="县报", published_on=dt.date(2020, 2, 29))

    assert (report.bulletin, report.published_on) == ("县报", dt.date(2020, 2, 29))


def test_a_file_stays_in_its_bulletin(library: Library, folder: Path) -> None:
    """Ingested once under a name, it is known by it without the option, also when it was corrected."""
    path = page(folder / "a.txt")
    ingest_file(library, path, bulletin="县报")

    assert ingest_file(library, path).status == "unchanged"
    corrected = ingest_file(library, page(path, BARE.replace("三十", "四十")))
    assert (corrected.status, corrected.bulletin) == ("corrected", "县报")
    assert library.counts().issues == 1


def test_another_name_moves_the_file(library: Library, folder: Path) -> None:
    """A name or date given later mends what was forgotten, and leaves no second copy."""
    path = page(folder / "a.txt")
    ingest_file(library, path)
    ingest_file(library, path, bulletin="县报", published_on=dt.date(2024, 9, 3))

    assert [(head.bulletin, head.published_on) for head in library.latest(9)] == [
        ("县报", dt.date(2024, 9, 3))
    ]


def test_ingesting_brings_terms_up_to_date(library: Library, folder: Path) -> None:
    """A library that another analyser filled takes a new page all the same."""
    save(library, reading("a.txt", ("防汛演练", ["区水务局开展防汛演练"])))

    assert ingest_file(library, page(folder / "b.txt")).status == "new"
    assert library.fingerprint() == tokens.fingerprint()
    assert library.changes_since(0).added[0].terms == tuple(tokens.terms("区水务局开展防汛演练"))


def test_terms_are_brought_up_to_date(library: Library) -> None:
    """Terms of another analyser are made anew once."""
    assert bring_up_to_date(library) is False
    save(library, reading("a.txt", ("防汛演练", ["区水务局开展防汛演练"])))

    assert bring_up_to_date(library) is True
    assert bring_up_to_date(library) is False
    assert library.changes_since(0).added[0].terms == tuple(tokens.terms("区水务局开展防汛演练"))


def test_a_zip_file_is_a_folder(library: Library, folder: Path) -> None:
    """Each member has a report of its own; what cannot be read keeps nothing else out."""
    with zipfile.ZipFile(folder / "柳桥报.zip", "w") as archive:
        archive.writestr("2024-09-03/A01.txt", BARE)
        archive.writestr(
            "2024-09-03/A02.html", f"<html><h1>防汛演练举行</h1><p>{BARE.split()[1]}，队员到场。</p>"
        )
        archive.writestr("../a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with Readers() as readers:
        reports = [report for _, report in ingest_files(library, [folder / "柳桥报.zip"], readers)]

    assert [(report.path.name, report.status) for report in reports] == [
        ("a.doc", "refused"),
        ("A01.txt", "new"),
        ("A02.html", "new"),
    ]
    assert {report.published_on for report in reports[1:]} == {dt.date(2024, 9, 3)}
    assert library.counts().sources == 2


def test_a_reading_that_is_stopped_is_one_file_of_many(library: Library, folder: Path) -> None:
    """A process past its limit is a named problem of its file; the files around it go in, and nothing of it does."""
    page(folder / "a.txt")
    page(folder / "b.txt", "本报讯 9月3日，柳桥镇举行演出，观众很多。\n\n" * 2000)
    page(folder / "c.txt", BARE.replace("三十", "四十"))
    files = find_sources([folder]).files
    with Readers(2, Limits(silence_s=0.01)) as readers:
        reports = [report for _, report in ingest_files(library, files, readers, jobs=2)]

    assert [report.status for report in reports] == ["new", "refused", "new"]
    assert [problem.code for problem in reports[1].problems][:1] == ["too_slow"]
    assert library.counts().sources == 2


def test_every_format_that_is_read_is_taken_from_folders(folder: Path) -> None:
    """The table of readers says how names end; there is no second list."""
    for suffix in SUFFIXES:
        page(folder / f"a{suffix}")

    assert {path.suffix for path in find_sources([folder]).files} == SUFFIXES
    assert set(chain.from_iterable(row.suffixes for row in READERS.values())) < SUFFIXES


def test_a_known_file_is_not_read_again(library: Library, folder: Path) -> None:
    """Its report is as before, and no process is started; another bulletin or day asks for a reading."""
    path = page(folder / "a.txt")
    first = ingest_file(library, path)
    held = ingest_file(library, path)

    assert held == replace(first, status="unchanged")
    assert ingest_file(library, path, again=True).status == "reread"
    assert ingest_file(library, path, bulletin="县报").status == "corrected"


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_in_no_unicode_is_read_as_gbk(folder: Path) -> None:
    """As a file system of another time wrote it; the source can be shown and kept."""
    path = page(Path(os.fsdecode(os.fsencode(folder) + "/柳桥报.txt".encode("gbk"))))

    assert open_source(path).name == "柳桥报.txt"
