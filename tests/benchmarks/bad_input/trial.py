"""One case through the command, watched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.bad_input.case import Case, Expected
from tests.benchmarks.bad_input.library import faults_of

_BEFORE = "青砚时报 2024年8月1日 星期四 第A01版\n\n一条老消息还在\n\n本报讯 8月1日，区图书馆延长开放时间，读者称便。\n\n记者 姚一宁\n"
_LOOK_EVERY_S = 0.05


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case: seconds, MiB of all its processes at their largest, what was said, and the faults."""

    seconds: float
    mebibytes: float
    told: str
    faults: tuple[str, ...]


def tried(case: Case, wall_s: float, memory_mib: float) -> Outcome:
    """Run a case in folders of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        (root / "in").mkdir()
        (root / "before.txt").write_text(_BEFORE, encoding="utf-8")
        _command(root, [root / "before.txt"]).wait()
        paths = case.make(root / "in")
        process = _command(root, paths)
        during = nullcontext() if case.during is None else case.during(paths)
        with during:
            seconds, mebibytes = _watched(process, 2 * wall_s)
        stdout, stderr = (root / "stdout").read_bytes(), (root / "stderr").read_bytes()
        said = _json(stdout)
        faults = _faults(case, process.returncode, said, stdout, stderr)
        faults += [f"{seconds:.0f} s"] if seconds > wall_s else []
        faults += [f"{mebibytes:.0f} MiB"] if mebibytes > memory_mib else []
        faults += faults_of(root / "data" / "bulletins.sqlite3", said)
        return Outcome(seconds, mebibytes, _told(said, stderr), tuple(faults))


def _command(root: Path, paths: list[Path]) -> subprocess.Popen[bytes]:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(root / "data"), "LANG": "C.UTF-8"}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    with (root / "stdout").open("wb") as stdout, (root / "stderr").open("wb") as stderr:
        return subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "ingest", *paths, "--json"],
            stdout=stdout,
            stderr=stderr,
            env=environment,
            cwd=root,
        )


def _watched(process: subprocess.Popen[bytes], most_s: float) -> tuple[float, float]:
    """Wait for the end; seconds and the largest memory. What does not end is ended."""
    start, largest = time.monotonic(), 0.0
    while True:
        try:
            process.wait(_LOOK_EVERY_S)
        except subprocess.TimeoutExpired:
            largest = max(largest, sum(map(_resident, _family(process.pid))) / 2**20)
            if time.monotonic() - start > most_s:
                process.kill()
        else:
            return time.monotonic() - start, largest


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(member for child in children for member in _family(int(child)))]


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf(
            "SC_PAGE_SIZE"
        )
    except (OSError, IndexError):
        return 0


def _json(stdout: bytes) -> dict[str, Any] | None:
    try:
        said: dict[str, Any] = json.loads(stdout)
    except ValueError:
        return None
    return said


def _faults(case: Case, code: int, said: dict[str, Any] | None, stdout: bytes, stderr: bytes) -> list[str]:
    faults = ["a traceback"] if b"Traceback" in stderr + stdout else []
    if case.expected is Expected.USAGE:
        return faults + ([] if code == 2 and stderr else [f"exit code {code}"])
    if said is None:
        return [*faults, f"no JSON, exit code {code}: {stderr[-200:].decode(errors='replace')}"]
    saved = [file for file in said["files"] if file["status"] == "new"]
    problems = {problem["code"] for file in said["files"] for problem in file["problems"]}
    problems |= {problem["code"] for problem in said["skipped"]}
    if code not in (0, 1):
        faults.append(f"exit code {code}")
    if any(file["articles"] == 0 for file in saved):
        faults.append("saved without articles")
    if case.expected is Expected.NAMED and (saved or not problems):
        faults.append("no named problem" if not saved else "it was saved")
    if case.expected is Expected.WHOLE and not saved:
        faults.append("nothing was saved")
    if case.expected is Expected.EITHER and not saved and not problems and said["files"]:
        faults.append("neither saved nor named")
    if case.codes and not problems & case.codes:
        faults.append(f"told {sorted(problems)}, expected one of {sorted(case.codes)}")
    return faults


def _told(said: dict[str, Any] | None, stderr: bytes) -> str:
    if said is None:
        return stderr[-80:].decode(errors="replace").strip()
    words = [f"{file['status']} {file['articles']}" for file in said["files"][:3]]
    codes = sorted({problem["code"] for file in said["files"] for problem in file["problems"]})
    return ", ".join(words) + (f" ({', '.join(codes)})" if codes else "")
