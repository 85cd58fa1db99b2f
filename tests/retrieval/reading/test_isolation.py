"""Hostile sources are read in a process of their own."""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from retrieval.model import Problem, Source
from retrieval.reading import read
from retrieval.reading.frames import receive, send
from retrieval.reading.isolation import SMALL_TEXT, Limits, Readers

BRIEF = "本报讯 9月2日上午，区水务局在柳桥泵站开展防汛演练，三十名队员参加。\n\n演练持续两个小时。\n\n"
LONG = Source("a.txt", (BRIEF * (SMALL_TEXT // len(BRIEF.encode()) + 1)).encode())

# Reading it takes longer than any of the limits below.
ENDLESS = Source("a.txt", LONG.content * 6)


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """Two processes for all tests of this file."""
    with Readers(2) as readers:
        yield readers


def test_a_process_reads_as_we_do(readers: Readers) -> None:
    """The reading is the same, and carries the bytes of its source."""
    assert readers.read(LONG) == read(LONG)


def test_where_no_process_can_be_started_the_source_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that forbids it makes an empty reading with a problem, and the next source is tried again."""
    forbidden = tmp_path / "python"
    forbidden.write_text("")
    with Readers(1) as readers:
        with monkeypatch.context() as changed:
            changed.setattr("sys.executable", str(forbidden))
            refused = readers.read(LONG)

        assert [problem.code for problem in refused.problems] == ["no_reader"]
        assert refused.issue.articles == ()
        assert readers.read(LONG) == read(LONG)


def test_many_threads_share_the_processes(readers: Readers) -> None:
    """Each gets the reading of its own source."""
    sources = [Source(f"{n}.txt", LONG.content + f"第{n}场。".encode()) for n in range(6)]
    with ThreadPoolExecutor(6) as threads:
        readings = list(threads.map(readers.read, sources))

    assert [reading.source.name for reading in readings] == [source.name for source in sources]
    assert all(
        reading.issue.articles[-1].paragraphs[-1].text == f"第{n}场。" for n, reading in enumerate(readings)
    )


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(silence_s=0.01), "too_slow"),
        (Limits(whole_s=0.01), "too_slow"),
        (Limits(resident_bytes=2**20), "too_large"),
        (Limits(memory_bytes=2**20), "too_large"),
        (Limits(start_s=0.01), "too_slow"),
    ],
)
def test_past_a_limit_the_process_ends(limits: Limits, code: str) -> None:
    """The reading is empty and says why."""
    with Readers(1, limits) as bounded:
        reading = bounded.read(ENDLESS)

    assert reading.issue.pages == ()
    assert [problem.code for problem in reading.problems] == [code]
    assert reading.source == ENDLESS


def test_after_a_death_the_next_source_gets_a_process_again() -> None:
    """Whoever ends the processes in between loses nothing but their warmth."""
    readers = Readers(1)
    first = readers.read(LONG)
    readers.close()
    second = readers.read(LONG)
    readers.close()

    assert first == second


def test_only_our_own_words_come_through_the_pipe() -> None:
    """A reader that a file took over cannot make the other side call anything."""
    hostile = io.BytesIO()
    send(hostile, (Problem("a", "b"), print))
    honest = io.BytesIO()
    send(honest, (Problem("a", "b"),))

    assert receive(io.BytesIO(hostile.getvalue())) is None
    assert receive(io.BytesIO(honest.getvalue())) == (Problem("a", "b"),)
    assert receive(io.BytesIO(honest.getvalue()[:-1])) is None
    assert receive(io.BytesIO(b"\xff" * 9 + pickle.dumps(1))) is None
