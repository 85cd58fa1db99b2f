"""Hostile sources are read in a process of their own, so that the worst they can do is to end it.

A worker starts when it is first needed, lives long, and is started anew after a death. It is ended when it is
silent for too long, takes too long altogether, or takes too much memory; each is a named problem. Small plain text
is read here: it passes through nothing but our own code.
"""

from __future__ import annotations

import datetime as dt
import os
import queue
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import IO, Any

from retrieval.model import Issue, Problem, Reading, Source
from retrieval.reading import read
from retrieval.reading.formats import format_of
from retrieval.reading.frames import receive, send
from retrieval.reading.given import Tell, given, silent

SMALL_TEXT = 64 * 1024
_GIB = 2**30
# Libraries for pages and pictures reserve far more than they use.
_RESERVED = MappingProxyType({"pdf": 3 * _GIB, "picture": 3 * _GIB})
# Looking at a page takes longer than taking its characters.
_PATIENCE = MappingProxyType({"pdf": 1.3, "picture": 2.0})
_PROGRAM = "from retrieval.reading.worker import main; main()"
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TEMP", "HOME", "SYSTEMROOT", "LD_LIBRARY_PATH")
_LOOK_EVERY_S = 0.1
_NEARLY = 0.8
_SHARED = 3.0
_NO_MEMORY = re.compile(r"MemoryError|[Cc]annot allocate memory|bad_alloc|out of memory", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of silence, seconds altogether, bytes resident, and bytes of private memory a source may take.

    Silence is counted in seconds of work, so that a busy machine does not make a file look hostile; a process that
    does not work is given up after three times as long.
    """

    silence_s: float = 20.0
    whole_s: float = 3600.0
    resident_bytes: int = 1250 * 2**20
    memory_bytes: int = 1200 * 2**20
    start_s: float = 60.0


class Readers:
    """Up to `jobs` processes that read; a context manager, and safe to be used by many threads."""

    def __init__(self, jobs: int = 1, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._workers = [_Worker() for _ in range(jobs)]
        self._free: queue.LifoQueue[_Worker] = queue.LifoQueue()
        for worker in self._workers:
            self._free.put(worker)

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes; those in the middle of a source too."""
        for worker in self._workers:
            worker.end()

    def read(
        self,
        source: Source,
        *,
        bulletin: str | None = None,
        published_on: dt.date | None = None,
        tell: Tell = silent,
    ) -> Reading:
        """Return what `read` returns, or an empty reading with the problem that stopped it."""
        found = format_of(source)
        if isinstance(found, Problem) or (found == "text" and len(source.content) <= SMALL_TEXT):
            return read(source, bulletin=bulletin, published_on=published_on)
        worker = self._free.get()
        try:
            memory_bytes = max(self._limits.memory_bytes, _RESERVED.get(found, 0))
            asked = (source, bulletin, published_on, memory_bytes)
            limits = replace(self._limits, silence_s=self._limits.silence_s * _PATIENCE.get(found, 1.0))
            answer = worker.ask(asked, limits, tell)
        finally:
            self._free.put(worker)
        if isinstance(answer, Problem):
            known = given(source, bulletin, published_on)
            return Reading(source, Issue(known.bulletin, known.named_on, ()), (answer,))
        return replace(answer, source=source)


class _Worker:
    """One process and the pipes to it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None

    def ask(self, asked: tuple[Any, ...], limits: Limits, tell: Tell) -> Reading | Problem:
        """Send a source, and wait for its reading or its end."""
        process = self._alive(limits)
        if isinstance(process, Problem):
            return process
        watch = _Watch(process, limits, limits.silence_s)
        try:
            answer = _exchange(process, asked, watch, tell)
        finally:
            watch.stop()
        if answer is not None:
            return answer
        cause = _cause(self.end(), watch.largest_bytes, asked[-1])
        return watch.verdict or cause

    def end(self) -> str:
        """End the process, if there is one; return its last words."""
        process, errors = self._process, self._errors
        self._process = self._errors = None
        if process is None or errors is None:
            return ""
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                _close(stream)
        with errors:
            errors.seek(0)
            lines = errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1][:200] if lines else "no reason given"

    def _alive(self, limits: Limits) -> subprocess.Popen[bytes] | Problem:
        """The process, started when there is none; a problem when it does not come up."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.end()
        try:
            self._process, self._errors = _start()
        except OSError as error:
            return Problem("no_reader", f"no process could be started to read it: {error}")
        watch = _Watch(self._process, limits, limits.start_s)
        try:
            is_ready = _hear(self._process) == ("ready",)
        finally:
            watch.stop()
        if is_ready:
            return self._process
        cause = _cause(self.end(), 0, limits.memory_bytes)
        return watch.verdict or cause


class _Watch(threading.Thread):
    """Ends a process that is silent, slow or large; `verdict` says why, `largest_bytes` how much it ever held."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits, silence_s: float) -> None:
        super().__init__(daemon=True)
        self.verdict: Problem | None = None
        self._process, self._limits, self._silence_s = process, limits, silence_s
        self._is_done = threading.Event()
        self._began_at = self._heard_at = time.monotonic()
        self._worked_s = _worked_s(process.pid)
        self.largest_bytes = _memory_of(process.pid)[1]
        self.start()

    def heard(self) -> None:
        """Say that the process gave a sign of life."""
        self._heard_at = time.monotonic()
        self._worked_s = _worked_s(self._process.pid)

    def stop(self) -> None:
        """Watch no longer; the verdict is final."""
        self._is_done.set()
        self.join()

    def run(self) -> None:
        """Look at the process again and again."""
        every_s = min(_LOOK_EVERY_S, self._silence_s, self._limits.whole_s)
        while self.verdict is None and not self._is_done.wait(every_s):
            self.verdict = self._judge(time.monotonic())
        if self.verdict is not None:
            self._process.kill()

    def _judge(self, at: float) -> Problem | None:
        silent_s, worked_s = at - self._heard_at, _worked_s(self._process.pid) - self._worked_s
        is_silent = worked_s > self._silence_s or silent_s > _SHARED * self._silence_s
        if is_silent or at - self._began_at > self._limits.whole_s:
            return Problem("too_slow", f"reading it was given up after {at - self._began_at:.0f} s")
        resident_bytes, private_bytes = _memory_of(self._process.pid)
        self.largest_bytes = max(self.largest_bytes, private_bytes)
        if resident_bytes > self._limits.resident_bytes:
            return Problem("too_large", "reading it takes too much memory")
        return None


def _exchange(
    process: subprocess.Popen[bytes], asked: tuple[Any, ...], watch: _Watch, tell: Tell
) -> Reading | None:
    """What the process answers; None when it ended instead."""
    if process.stdin is None:
        return None
    try:
        send(process.stdin, asked)
    except OSError:
        return None
    while (frame := _hear(process)) is not None:
        watch.heard()
        if frame[0] == "told":
            tell(frame[1], frame[2])
        else:
            reading: Reading = frame[1]
            return reading
    return None


def _hear(process: subprocess.Popen[bytes]) -> tuple[Any, ...] | None:
    return None if process.stdout is None else receive(process.stdout)


def _cause(last_words: str, held_bytes: int, memory_bytes: int) -> Problem:
    """Why a process died: at the end of its memory, whatever failed there; else by the last line it wrote."""
    if held_bytes >= _NEARLY * memory_bytes or _NO_MEMORY.search(last_words):
        return Problem("too_large", "reading it takes too much memory")
    if last_words.startswith("RecursionError"):
        return Problem("too_deep", "it is nested too deeply to be read")
    return Problem("crashed", f"the reader died of it: {last_words}")


def _start() -> tuple[subprocess.Popen[bytes], IO[bytes]]:
    """Start a worker that knows where we are installed, and nothing else of our environment."""
    errors = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the process
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
    try:
        process = subprocess.Popen(  # noqa: S603  # the command is ours, word for word
            [sys.executable, "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment,
        )
    except OSError:
        errors.close()
        raise
    return process, errors


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError:
        # What was not yet sent cannot be, for nobody listens.
        return


def _memory_of(pid: int) -> tuple[int, int]:
    """The resident and the private memory of a process in bytes; zeros where the system does not tell."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
        size = os.sysconf("SC_PAGE_SIZE")
        return int(pages[1]) * size, int(pages[5]) * size
    except (OSError, IndexError):
        return 0, 0


def _worked_s(pid: int) -> float:
    """The processor time of a process in seconds; 0 where the system does not tell."""
    try:
        fields = (
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        )
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError, ValueError):
        return 0.0
