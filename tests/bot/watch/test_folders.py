"""A file is taken in once it stands still, and again only when it changed."""

from __future__ import annotations

from pathlib import Path

from bot.watch.folders import NOTHING, Stamp, Watched, again, decide, look

A, B = Path("a.txt"), Path("b.txt")


def test_a_file_that_grows_waits() -> None:
    """It is taken once two looks see the same."""
    first = decide(NOTHING, {A: Stamp(10, 1)})
    second = decide(first.after, {A: Stamp(20, 2)})
    third = decide(second.after, {A: Stamp(20, 2)})
    fourth = decide(third.after, {A: Stamp(20, 2)})

    assert [one.ready for one in (first, second, third, fourth)] == [(), (), (A,), ()]
    assert [one.is_any_unsettled for one in (first, second, third, fourth)] == [True, True, False, False]


def test_a_corrected_file_is_taken_again() -> None:
    """And so is one that went and came back, for it may be another one."""
    done = Watched({A: Stamp(1, 1)}, {A: Stamp(1, 1)})
    changed = decide(done, {A: Stamp(1, 2)})
    gone = decide(done, {})
    back = decide(decide(gone.after, {A: Stamp(1, 1)}).after, {A: Stamp(1, 1)})

    assert decide(changed.after, {A: Stamp(1, 2)}).ready == (A,)
    assert back.ready == (A,)


def test_many_files_at_once_do_not_wait_for_one() -> None:
    """Those that stand still are taken while another is written."""
    seen = decide(NOTHING, {A: Stamp(1, 1), B: Stamp(1, 1)})
    looked = decide(seen.after, {A: Stamp(1, 1), B: Stamp(2, 2)})

    assert looked.ready == (A,)
    assert looked.is_any_unsettled


def test_what_was_cut_off_is_looked_at_once_more() -> None:
    """At the next look, though it did not change."""
    done = Watched({A: Stamp(1, 1)}, {A: Stamp(1, 1)})

    assert decide(again(done, A), {A: Stamp(1, 1)}).ready == (A,)


def test_a_look_sees_readable_files_alone(tmp_path: Path) -> None:
    """No hidden file, no file of another kind, and no folder that is away."""
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "a.txt").write_text("words", encoding="utf-8")
    (tmp_path / ".b.txt").write_text("words", encoding="utf-8")
    (tmp_path / "c.mp4").write_text("words", encoding="utf-8")

    assert [path.name for path in look([tmp_path, tmp_path / "away"])] == ["a.txt"]
