from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.engine import LocalEngine, archive
from retrieval.indexing import Current
from retrieval.model import Saved
from retrieval.store import Library
from retrieval.text import tokens
from tests.retrieval.store.pages import NOW, PAPER, Report, reading


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    with Library.open(database_url) as library:
        yield library


def save(library: Library, name: str, *reports: Report) -> Saved:
    page = reading(name, *reports)
    return library.save(page, tokens.terms, tokens.fingerprint(), bulletin=PAPER, now=NOW)


def found(current: Current, words: str) -> list[str]:
    hits = current.engine.search(tokens.terms(words), 10)
    paragraphs = current.library.paragraphs(hit.passage for hit in hits)
    return [paragraphs[hit.passage].text for hit in hits]


def test_an_empty_library_is_followed(library: Library) -> None:
    """On the first day nothing is found; what is saved later is found after catching up."""
    current = Current.open(library)

    assert found(current, "防汛") == []

    save(library, "a.txt", ("防汛会议召开", ["区里召开防汛会议。", "学校放假。"]))

    assert library.revision() == current.catch_up() == current.engine.revision
    assert "区里召开防汛会议。" in found(current, "防汛会议")


def test_opening_reads_what_is_there(library: Library) -> None:
    """A library opened again is searchable at once."""
    save(library, "a.txt", ("防汛会议召开", ["区里召开防汛会议。", "学校放假。"]))

    assert len(Current.open(library).engine) == 2


def test_a_correction_replaces_what_was_read(library: Library) -> None:
    """After a corrected page, its old words find nothing and its new words are found."""
    save(library, "a.txt", ("会议召开", ["区里召开防汛会议。", "学校放假。"]))
    current = Current.open(library)
    save(library, "a.txt", ("会议召开", ["区里召开防火会议。", "学校放假。"]))
    current.catch_up()

    assert current.engine.document_frequency("防汛") == 0
    assert found(current, "防火")[0] == "区里召开防火会议。"
    assert len(current.engine) == 2


def test_following_equals_opening(library: Library) -> None:
    """Hits and scores after many small steps are those of an index read at once."""
    followed = Current.open(library)
    for i in range(12):
        save(
            library,
            f"{i % 7}.txt",
            (f"第{i}次会议", [f"区里召开第{i}次防汛会议。", f"学校{i}月放假，会议从简。"]),
        )
        followed.catch_up()
    opened = Current.open(library)
    for words in ("防汛会议", "学校放假", "第三次"):
        question = tokens.terms(words)
        expected = opened.engine.search(question, 20)
        hits = followed.engine.search(question, 20)

        assert [hit.passage for hit in expected] == [hit.passage for hit in hits]
        assert [hit.score for hit in expected] == pytest.approx([hit.score for hit in hits], abs=1e-9)


def test_terms_of_another_analyser_are_made_anew(library: Library) -> None:
    """A library whose terms an older program made is analysed again when it is opened."""
    page = reading("a.txt", ("防汛会议召开", ["区里召开防汛会议。"]))
    library.save(page, list, "an older program", bulletin=PAPER, now=NOW)
    current = Current.open(library)

    assert tokens.fingerprint() == library.fingerprint()
    assert found(current, "防汛") == ["区里召开防汛会议。"]


def test_a_backup_that_was_put_back(tmp_path: Path) -> None:
    """When the library falls back to an earlier state, the index follows it there."""
    file, backup = tmp_path / "library.sqlite3", tmp_path / "backup.sqlite3"
    with Library.open(f"sqlite:///{file}") as library:
        save(library, "a.txt", ("防汛会议召开", ["区里召开防汛会议。"]))
    shutil.copy(file, backup)
    with Library.open(f"sqlite:///{file}") as library:
        save(library, "b.txt", ("学校放假通知", ["学校明天放假。"]))
        current = Current.open(library)
    shutil.copy(backup, file)
    with Library.open(f"sqlite:///{file}") as library:
        current.library = library

        assert library.revision() == current.catch_up()
        assert found(current, "放假") == []
        assert found(current, "防汛") == ["区里召开防汛会议。"]


def test_threads_catch_up_together(library: Library) -> None:
    """However many threads catch up at once, each saved page is indexed once and none is missed."""
    current = Current.open(library)
    for i in range(5):
        save(library, f"{i}.txt", ("会议召开", [f"区里召开第{i}次防汛会议。"]))
        threads = [threading.Thread(target=current.catch_up) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert i + 1 == len(current.engine) == current.engine.document_frequency("防汛")


def test_a_kept_index_is_caught_up(library: Library, tmp_path: Path) -> None:
    """An index from disk answers what was there, and takes in only what came after it was written."""
    folder = tmp_path / "index"
    save(library, "a.txt", ("防汛会议召开", ["区里召开防汛会议。", "学校放假。"]))
    Current.open(library, folder).settle()
    save(library, "b.txt", ("防火会议召开", ["区里召开防火会议。"]))
    kept = LocalEngine.open(folder, tokens.fingerprint())
    current = Current.open(library, folder)
    current.settle()

    assert kept.revision == 1
    assert found(current, "防火") == ["区里召开防火会议。"]
    assert "区里召开防汛会议。" in found(current, "防汛")
    assert len(current.engine) == 3


def test_an_index_of_another_library_is_not_used(tmp_path: Path) -> None:
    """A folder that was made from another database, at the same revision and with as much in it, is made anew."""
    folder = tmp_path / "index"
    for name, word in (("one", "防汛"), ("two", "防火")):
        with Library.open(f"sqlite:///{tmp_path}/{name}.sqlite3") as library:
            save(library, "a.txt", ("会议召开", [f"区里召开{word}会议。"]))
            current = Current.open(library, folder)
            current.settle()

            assert found(current, word) == [f"区里召开{word}会议。"]
            assert (current.engine.revision, current.engine.document_frequency(word)) == (1, 1)


def test_a_large_index_is_checked_behind(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files too large to be checked at the start are checked beside the first questions, and made anew if damaged."""
    monkeypatch.setattr(archive, "_LARGEST_CHECKED", 0)
    folder = tmp_path / "index"
    save(library, "a.txt", ("防汛会议召开", ["区里召开防汛会议。", "学校放假。"]))
    Current.open(library, folder).settle()
    segment = next(folder.glob("segment-*"))
    content = bytearray(segment.read_bytes())
    bodies = LocalEngine.open(folder, tokens.fingerprint()).snapshot.parts[0].segment.shelf.bodies.tobytes()
    place = bytes(content).index(bodies)
    content[place : place + 4] = content[place + 4 : place + 8]
    segment.write_bytes(content)
    words = next(folder.glob("words-*"))
    words.write_bytes(words.read_bytes().replace("防汛".encode(), "防火".encode()))
    current = Current.open(library, folder)
    current.settle()
    made = Current.open(library)

    assert found(current, "防汛会议") == found(made, "防汛会议")
    assert current.engine.snapshot.scores(["区里", "召开"]) == made.engine.snapshot.scores(["区里", "召开"])
    assert LocalEngine.open(folder, tokens.fingerprint()).check()


def test_an_index_knows_what_is_gone(library: Library, tmp_path: Path) -> None:
    """A kept index still fits its library after corrections, and drops what they dropped."""
    folder = tmp_path / "index"
    for i in range(4):
        save(library, f"{i}.txt", (f"第{i}次会议召开", [f"区里召开第{i}次防汛会议。", "学校放假。"]))
    Current.open(library, folder).settle()
    kept = LocalEngine.open(folder, tokens.fingerprint())
    save(library, "2.txt", ("第2次会议召开", ["区里召开防火会议。"]))

    assert library.agrees(kept.revision, kept.note)

    current = Current.open(library, folder)
    current.settle()

    assert found(current, "防火")[0] == "区里召开防火会议。"
    assert (len(current.engine), current.engine.document_frequency("防汛")) == (7, 3)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_shared_index_follows_the_library(library: Library, database_url: str) -> None:
    """New words are found, corrected and removed ones are not, by the process that saved and by another one."""
    save(library, "a.txt", ("防汛会议召开", ["区里召开防汛会议。", "学校放假。"]))
    with Library.open(database_url) as other, Current.shared(library) as one, Current.shared(other) as two:
        assert "区里召开防汛会议。" in found(two, "防汛")
        save(other, "a.txt", ("防火会议召开", ["区里召开防火会议。"]))
        save(other, "b.txt", ("食堂开张", ["社区食堂开张。"]))
        for current in (one, two):
            assert current.catch_up() == library.revision() == current.engine.revision
            assert found(current, "防汛放假") == []
            assert found(current, "防火") == ["区里召开防火会议。"]
            assert found(current, "食堂") == ["社区食堂开张。"]
            assert len(current.engine) == 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_searches_may_go_elsewhere(library: Library, database_url: str) -> None:
    """With an address for reads the searches go there, and see what is there."""
    save(library, "a.txt", ("防汛会议召开", ["区里召开防汛会议。", "学校放假。"]))
    with Current.shared(library, database_url) as current:
        assert "区里召开防汛会议。" in found(current, "防汛")
        save(library, "b.txt", ("食堂开张", ["社区食堂开张。"]))
        assert current.catch_up() == 2
        assert found(current, "食堂") == ["社区食堂开张。"]
