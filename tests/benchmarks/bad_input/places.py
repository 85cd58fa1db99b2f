"""Cases: paths that are no plain files, or do not stay as they are."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.bad_input.case import Case, Expected
from tests.benchmarks.bad_input.texts import PAGE


def cases() -> Iterator[Case]:
    """Yield the cases of paths."""
    named, whole, either = Expected.NAMED, Expected.WHOLE, Expected.EITHER
    yield Case("a path that is not there", lambda folder: [folder / "nowhere.txt"], Expected.USAGE)
    yield Case("an empty folder", lambda folder: [folder], Expected.USAGE)
    yield Case("a folder called x.pdf", _folder, whole)
    yield Case("a pipe that nobody writes to", _pipe, named, frozenset(("unreadable",)))
    yield Case(
        "a device without an end", lambda folder: [Path("/dev/zero")], named, frozenset(("unreadable",))
    )
    yield Case("a link to nowhere", _dangling, Expected.USAGE)
    yield Case("a link to itself in a folder", _loop, Expected.EITHER)
    yield Case("a link to a page", _link, whole)
    yield Case("a file that may not be read", _locked, either)
    yield Case("the same page twice", _twice, whole, frozenset(("duplicate",)))
    yield Case("a name with ../", _dotted, whole)
    yield Case("a name that is no UTF-8", _nameless, either)
    yield Case("a name of line ends and colours", _coloured, whole)
    yield Case("a name of 250 bytes", lambda folder: [_page(folder / f"{'n' * 246}.txt")], whole)
    yield Case("a file that grows while it is read", _growing, either, during=_grow)
    yield Case("a file that goes away", _leaving, either, during=_leave)


def _page(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAGE, encoding="utf-8")
    return path


def _folder(folder: Path) -> list[Path]:
    _page(folder / "x.pdf" / "a.txt")
    return [folder / "x.pdf"]


def _pipe(folder: Path) -> list[Path]:
    os.mkfifo(folder / "a.txt")
    return [folder / "a.txt"]


def _dangling(folder: Path) -> list[Path]:
    (folder / "a.txt").symlink_to(folder / "nowhere.txt")
    return [folder / "a.txt"]


def _loop(folder: Path) -> list[Path]:
    (folder / "a.txt").symlink_to(folder / "a.txt")
    (folder / "round").symlink_to(folder)
    _page(folder / "b.txt")
    return [folder]


def _link(folder: Path) -> list[Path]:
    (folder / "a.txt").symlink_to(_page(folder / "b.txt"))
    return [folder / "a.txt"]


def _locked(folder: Path) -> list[Path]:
    _page(folder / "a.txt").chmod(0)
    return [folder / "a.txt"]


def _twice(folder: Path) -> list[Path]:
    return [_page(folder / "a.txt"), _page(folder / "b.txt")]


def _dotted(folder: Path) -> list[Path]:
    _page(folder / "a" / "a.txt")
    return [folder / "a" / ".." / "a" / "a.txt"]


def _nameless(folder: Path) -> list[Path]:
    return [_page(Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe\xb0.txt")))]


def _coloured(folder: Path) -> list[Path]:
    return [_page(folder / "a\n\x1b[31m[b]\\.txt")]


def _growing(folder: Path) -> list[Path]:
    return [_page(folder / "a.txt")]


@contextmanager
def _grow(paths: list[Path]) -> Iterator[None]:
    """Write to the file as long as the command runs."""
    is_done = threading.Event()

    def write() -> None:
        with paths[0].open("ab") as file:
            while not is_done.wait(0.001) and file.tell() < 30_000_000:
                file.write(PAGE.encode())
                file.flush()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        is_done.set()
        thread.join()


def _leaving(folder: Path) -> list[Path]:
    for n in range(30):
        _page(folder / f"{n}.txt")
    return [folder]


@contextmanager
def _leave(paths: list[Path]) -> Iterator[None]:
    """Remove half of the files as the command begins."""
    for n in range(15, 30):
        (paths[0] / f"{n}.txt").unlink()
    yield
