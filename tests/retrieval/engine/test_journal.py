from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.codes import CodedTerms
from retrieval.engine import LocalEngine, journal
from retrieval.model import Changes, Passage
from tests.retrieval.engine.test_archive import same, some

TITLES = ((), ("防汛",), ("会议", "甲"))
STEPS = st.lists(
    st.tuples(
        st.lists(
            st.builds(
                lambda id_, article, title, terms: Passage(id_, article, TITLES[title], terms),
                st.integers(1, 12),
                st.integers(1, 4),
                st.integers(0, 2),
                st.lists(st.sampled_from(["甲", "防汛", "词3", "词17"]), max_size=6).map(tuple),
            ),
            max_size=3,
        ),
        st.lists(st.integers(1, 12), max_size=2),
    ),
    max_size=6,
)


def filed(folder: Path) -> LocalEngine:
    """An engine that was saved in full, and went on by two small changes."""
    engine = LocalEngine.open(folder, "words 1")
    engine.apply(Changes(1, some(0, 400), ()))
    engine.save()
    engine.apply(Changes(2, some(400, 2), ()))
    engine.save(lambda revision: {"of": revision})
    engine.apply(Changes(3, some(402, 1), (7, 401)))
    engine.save(lambda revision: {"of": revision})
    return engine


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_small_change_is_one_more_record(tmp_path: Path) -> None:
    """Small changes make no new file, and the next start finds them and their note."""
    engine = filed(tmp_path)
    before = names(tmp_path)
    engine.apply(Changes(4, some(403, 1), (3,)))

    assert engine.save(lambda revision: {"of": revision})
    assert before == names(tmp_path)

    opened = LocalEngine.open(tmp_path, "words 1")

    assert same(engine, opened)
    assert opened.note == {"of": 4}

    opened.apply(Changes(5, some(404, 1), ()))
    opened.save()

    assert before == names(tmp_path)
    assert same(opened, LocalEngine.open(tmp_path, "words 1"))


def test_several_changes_are_kept_together(tmp_path: Path) -> None:
    """Changes between two savings are there all or none, whatever kind of terms they came with."""
    engine = filed(tmp_path)
    coded = CodedTerms(b"\1\0\0\0\0\0\0\0", ["甲", "防汛"])
    engine.apply(Changes(4, (Passage(900, 900, ("会议",), coded),), ()))
    engine.apply(Changes(6, (), (900, 2)))
    engine.apply(Changes(9, (Passage(901, 900, ("会议",), coded),), ()))
    engine.save()

    assert same(engine, LocalEngine.open(tmp_path, "words 1"))


@given(steps=STEPS)
@settings(deadline=None, max_examples=40)
def test_fewer_changes_lead_to_the_same(steps: list[tuple[list[Passage], list[int]]]) -> None:
    """Changes that are made one where they can be give the same index as one after another."""
    changes = [Changes(i, tuple(added), tuple(removed)) for i, (added, removed) in enumerate(steps, 1)]
    one, other = LocalEngine(), LocalEngine()
    for each in changes:
        one.apply(each)
    for each in journal.fewer(changes):
        other.apply(each)

    assert one.search(["甲", "防汛", "词3", "会议"], 20) == other.search(["甲", "防汛", "词3", "会议"], 20)
    assert [one.idf(term) for term in ("甲", "防汛")] == [other.idf(term) for term in ("甲", "防汛")]


def test_a_record_that_is_not_whole_was_never_written(tmp_path: Path) -> None:
    """Wherever the last record is cut off or spoilt, the start stands at the one before, and goes on from there."""
    engine = filed(tmp_path)
    (path,) = tmp_path.glob("journal-*")
    whole = path.read_bytes()
    _, second = journal.read(path, 1)
    first = int.from_bytes(whole[:4], "little") + 8
    chance = random.Random(3)
    for at in [first, first + 4, first + 8, second.end - 1, *chance.sample(range(first, second.end), 8)]:
        for spoilt in (
            whole[:at] + bytes(len(whole) - at),
            whole[:at] + bytes([whole[at] ^ 8]) + whole[at + 1 :],
        ):
            if spoilt == whole:
                continue
            path.write_bytes(spoilt)
            opened = LocalEngine.open(tmp_path, "words 1")

            assert (opened.revision, opened.note) == (2, {"of": 2}), at
    opened.apply(Changes(3, some(402, 1), (7, 401)))
    assert opened.save()
    assert same(engine, LocalEngine.open(tmp_path, "words 1"))


def test_a_missing_journal_gives_no_index(tmp_path: Path) -> None:
    """Without the journal that the index names, it is made anew."""
    filed(tmp_path)
    next(tmp_path.glob("journal-*")).unlink()

    assert LocalEngine.open(tmp_path, "words 1").revision == 0


def test_two_who_write_in_turns(tmp_path: Path) -> None:
    """Whoever finds that another has written since writes everything; the last one to write is believed."""
    one, other = filed(tmp_path), LocalEngine.open(tmp_path, "words 1")
    for engine, ids in ((one, 500), (other, 600), (one, 700), (other, 800), (other, 900)):
        engine.apply(Changes(engine.revision + 1, some(ids, 1), ()))

        assert engine.save()
        assert same(engine, LocalEngine.open(tmp_path, "words 1"))


@pytest.mark.parametrize("size", [600, 1500])
def test_a_full_journal_begins_anew(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the journal is full the index is written in full, and a new journal begun."""
    monkeypatch.setattr(journal, "_SIZE", size)
    engine = LocalEngine.open(tmp_path, "words 1")
    seen: set[str] = set()
    for revision in range(1, 9):
        engine.apply(Changes(revision, some(revision * 4, 1), (revision * 4 - 8,)))

        assert engine.save()
        assert same(engine, LocalEngine.open(tmp_path, "words 1"))

        seen |= {path.name for path in tmp_path.glob("journal-*")}

    assert len(seen) > 1
    assert len(list(tmp_path.glob("journal-*"))) == 1
