from __future__ import annotations

import fcntl
import random
from pathlib import Path

import pytest

from retrieval.engine import LocalEngine, Parameters
from retrieval.model import Changes, Passage

WORDS = [f"词{i}" for i in range(200)] + list("甲乙丙丁防汛") + ["防汛", "会议", "\n换行", "a\x00", "\ud800"]
QUERY = ["词3", "甲", "防汛", "词17", "a\x00"]


def some(start: int, n: int, seed: int = 1) -> tuple[Passage, ...]:
    chance = random.Random(f"{seed} {start}")
    return tuple(
        Passage(i, i // 4, (WORDS[i // 4 % 200],), tuple(chance.choices(WORDS, k=30)))
        for i in range(start, start + n)
    )


def saved(folder: Path) -> LocalEngine:
    """An engine that was saved three times: at first, grown, and with passages removed and merged."""
    engine = LocalEngine.open(folder, "words 1")
    engine.apply(Changes(1, some(0, 400), ()))
    engine.save()
    engine.apply(Changes(2, some(400, 50), ()))
    engine.save(lambda revision: {"of": revision})
    engine.apply(Changes(3, (), tuple(range(0, 400, 7))))
    engine.apply(Changes(4, some(450, 3), ()))
    engine.tidy()
    assert engine.save(lambda revision: {"of": revision})
    return engine


def same(one: LocalEngine, other: LocalEngine) -> bool:
    return (one.revision, len(one)) == (other.revision, len(other)) and all(
        one.search([term], 20) == other.search([term], 20) for term in (*WORDS, *QUERY)
    )


def test_what_was_saved_is_there_again(tmp_path: Path) -> None:
    """An engine opened from its folder finds what the one that saved it finds, and goes on from there alike."""
    old = saved(tmp_path)
    new = LocalEngine.open(tmp_path, "words 1")

    assert same(old, new)
    assert new.note == {"of": 4}
    assert old.terms_with("汛") == new.terms_with("汛")

    changes = Changes(5, some(420, 60, seed=2), (1, 2, 3))
    old.apply(changes)
    new.apply(changes)

    assert same(old, new)
    assert old.search(QUERY, 50) == new.search(QUERY, 50)


def test_saving_again_writes_only_what_is_new(tmp_path: Path) -> None:
    """After a change the large segment is the same file as before; what is no longer used is gone."""
    engine = LocalEngine.open(tmp_path, "words 1")
    engine.apply(Changes(1, some(0, 400), ()))
    engine.save()
    before = {path.name for path in tmp_path.glob("segment-*")}
    engine.apply(Changes(2, some(400, 300), ()))
    engine.save()
    after = {path.name for path in tmp_path.glob("segment-*")}

    assert before < after
    assert len(after) == len(engine.snapshot.parts)


@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "missing", "zeros"])
def test_a_damaged_file_is_noticed(tmp_path: Path, harm: str) -> None:
    """Whichever file but the journal is damaged in whatever way, the folder gives no index rather than a wrong one."""
    saved(tmp_path)
    for victim in sorted(
        path for path in tmp_path.iterdir() if not path.name.startswith(("lock", "journal"))
    ):
        content = victim.read_bytes()
        middle = len(content) * 2 // 3
        damaged = {
            "flip": content[:middle] + bytes([content[middle] ^ 4]) + content[middle + 1 :],
            "cut": content[:-100],
            "empty": b"",
            "zeros": content[: middle - 8] + bytes(8) + content[middle:],
            "missing": None,
        }[harm]
        if damaged == content:
            continue
        victim.unlink()
        if damaged is not None:
            victim.write_bytes(damaged)

        assert LocalEngine.open(tmp_path, "words 1").revision == 0, victim.name

        victim.write_bytes(content)

    assert LocalEngine.open(tmp_path, "words 1").revision == 4


def test_other_rules_make_another_index(tmp_path: Path) -> None:
    """An index of other terms or other numbers is not used."""
    saved(tmp_path)

    assert LocalEngine.open(tmp_path, "words 2").revision == 0
    assert LocalEngine.open(tmp_path, "words 1", Parameters(title_weight=3)).revision == 0


def test_one_writes_at_a_time(tmp_path: Path) -> None:
    """While another process holds the lock nothing is written, and nothing is lost by that."""
    engine = saved(tmp_path)
    engine.apply(Changes(5, some(500, 2), ()))
    with (tmp_path / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        assert not engine.save()
        assert LocalEngine.open(tmp_path, "words 1").revision == 4

    assert engine.save()
    assert same(engine, LocalEngine.open(tmp_path, "words 1"))


def test_readers_outlive_what_they_read(tmp_path: Path) -> None:
    """An engine that was opened before another process saved goes on answering from the files it has open."""
    writer = saved(tmp_path)
    reader = LocalEngine.open(tmp_path, "words 1")
    before = reader.search(QUERY, 20)
    writer.start_over(Changes(9, some(900, 40), ()))
    writer.save()

    assert before == reader.search(QUERY, 20)
    assert LocalEngine.open(tmp_path, "words 1").revision == 9


def test_without_a_folder_nothing_is_written() -> None:
    """An engine that lives in memory says that it was not saved."""
    engine = LocalEngine()
    engine.apply(Changes(1, some(0, 4), ()))

    assert not engine.save()
