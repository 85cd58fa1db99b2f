"""Where a paragraph is printed is kept, and its file with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import LibraryError
from retrieval.model import Box, PrintedPlace, SourceRun
from retrieval.store import Library, Originals
from tests.retrieval.store.pages import printed, reading, save

SHA_OF_EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def place_of_only_paragraph(library: Library) -> PrintedPlace | None:
    """The place of the first paragraph of the newest article."""
    return library.printed_place(library.latest(1)[0].id, 0)


def test_a_printed_paragraph_is_found_on_its_page(library: Library) -> None:
    """Page, boxes and runs come back as they were read; boxes to a tenth of a unit."""
    save(library, printed("a.pdf", "words on paper"))
    place = place_of_only_paragraph(library)

    assert place is not None
    assert (place.name, place.page_number, place.text) == ("a.pdf", 3, "words on paper")
    assert place.runs == (SourceRun(0, 40, 14),)
    assert place.boxes == (Box(1, 2, 30.2, 40), Box(50, 2, 80, 9))


def test_a_text_has_no_page_to_look_at(library: Library) -> None:
    """Neither has a paragraph that is not there."""
    save(library, reading("a.txt", ("one", ["a"])))

    assert place_of_only_paragraph(library) is None
    assert library.latest(1)[0].page_number is None
    assert library.printed_place(99, 0) is None


@pytest.mark.parametrize(
    ("doubt", "is_uncertain"),
    [("", False), ("doubtful_print", False), ("order_uncertain", True), ("words_missing", True)],
)
def test_a_page_in_doubt_is_marked(library: Library, doubt: str, is_uncertain: bool) -> None:
    """Every article of the page says so, wherever it is shown."""
    save(library, printed("a.pdf", "words", doubt=doubt))
    paragraph = next(iter(library.paragraphs([1]).values()))

    assert library.latest(1)[0].is_uncertain is is_uncertain
    assert paragraph.article.is_uncertain is is_uncertain


def test_a_file_read_better_moves_its_boxes(library: Library) -> None:
    """The words are the same, so the paragraph keeps its id and gets its new place."""
    save(library, reading("a.pdf", ("title", ["words"]), content=b"1"))
    save(library, printed("a.pdf", "words", content=b"2"))
    place = place_of_only_paragraph(library)

    assert place is not None
    assert place.page_number == 3


def test_originals_are_kept_once_and_read_back(tmp_path: Path) -> None:
    """The same bytes under the same digest, with nothing unfinished beside them."""
    originals = Originals(tmp_path / "originals")
    page = printed("a.pdf", "words", content=b"")

    assert [originals.keep(page), originals.keep(page)] == [True, True]
    assert originals.read(SHA_OF_EMPTY) == b""
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_only_what_can_be_shown_is_kept(tmp_path: Path) -> None:
    """A text page leaves no file."""
    assert not Originals(tmp_path).keep(reading("a.txt", ("one", ["a"])))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA_OF_EMPTY.upper(), SHA_OF_EMPTY])
def test_what_is_not_kept_is_nothing(tmp_path: Path, name: str) -> None:
    """No name leads out of the folder."""
    assert Originals(tmp_path).read(name) is None


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The message says which file."""
    (tmp_path / "file").write_text("")

    with pytest.raises(LibraryError, match="file"):
        Originals(tmp_path / "file").keep(printed("a.pdf", "words"))
