"""Look for bytes that break a target; what is found is made small and written to `tests/fuzz/found`.

python -m tests.fuzz TARGET [--minutes N] [--seed N]     one line of JSON; exit code 1 when something was found

Hypothesis mutates what the target usually gets, in a process of its own: what ends that process was found, too. Where atheris is installed it goes on by what of our code was reached,
for the second half of the time.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import multiprocessing as mp
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS

FOUND = Path(__file__).parent / "found"
ROUND = 400
LONGEST_S = 20


def main() -> int:
    """Fuzz one target and print what came of it."""
    asked = argparse.ArgumentParser()
    asked.add_argument("target", choices=sorted(TARGETS))
    asked.add_argument("--minutes", type=float, default=10.0)
    asked.add_argument("--seed", type=int, default=0)
    given_ = asked.parse_args()
    has_atheris = importlib.util.find_spec("atheris") is not None
    n_tried, found = apart(given_.target, given_.minutes * 60 / (2 if has_atheris else 1), given_.seed)
    if has_atheris and not found:
        found |= by_coverage(given_.target, given_.minutes * 30)
    names = sorted(write(given_.target, data) for data in found)
    report = {
        "target": given_.target,
        "tried": n_tried,
        "atheris": has_atheris,
        "found": names,
        "ok": not names,
    }
    print(json.dumps(report))
    return 0 if not names else 1


def apart(name: str, seconds: float, first_seed: int) -> tuple[int, set[bytes]]:
    """Explore in a process of its own; how many were tried, and what broke the target or ended that process."""
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(1, mp.get_context("fork")) as pool:
        last = Path(folder, "last")
        try:
            return pool.submit(explore, name, seconds, first_seed, last).result()
        except BrokenProcessPool:
            return 0, {last.read_bytes()}


def explore(name: str, seconds: float, first_seed: int, last: Path) -> tuple[int, set[bytes]]:
    """Round after round of mutations until the time is over or something breaks; how many were tried.

    `last` is where each is written down before it is tried.
    """
    deadline, tried, number = time.monotonic() + seconds, [0], first_seed
    failing: list[bytes] = []
    signal.signal(signal.SIGALRM, _too_long)

    def holds(data: bytes) -> None:
        tried[0] += 1
        last.write_bytes(data)
        signal.alarm(LONGEST_S)
        try:
            TARGETS[name](data)
        except BaseException:
            failing.append(data)
            raise
        finally:
            signal.alarm(0)

    while time.monotonic() < deadline and not failing:
        _round(holds, mutated(seeds(name), random.Random(number)), number)
        number += 1
    return tried[0], {min(failing, key=len)} if failing else set()


def _round(holds: Callable[[bytes], None], inputs: st.SearchStrategy[bytes], number: int) -> None:
    quick = settings(
        max_examples=ROUND,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    try:
        seed(number)(quick(given(inputs)(holds)))()
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)


def mutated(begin: list[bytes], chance: random.Random) -> st.SearchStrategy[bytes]:
    """Bytes from nowhere, and seeds with pieces cut, doubled, swapped for others' or for odd characters."""
    odd = [
        b"\x00",
        b"\xff",
        b"\xf0\x9f\x98\x80",
        b"\xe2\x80\xae",
        b"\xed\xa0\x80",
        b"9" * 40,
        b"-1",
        b"<",
        b"&#0;",
        b"\r",
    ]
    pieces = odd + [s[i : i + 12] for s in begin for i in (0, len(s) // 2, max(0, len(s) - 12))]
    chance.shuffle(pieces)

    @st.composite
    def mutant(draw: st.DrawFn) -> bytes:
        data = draw(st.sampled_from(begin))
        for _ in range(draw(st.integers(1, 6))):
            start = draw(st.integers(0, len(data)))
            end = min(len(data), start + draw(st.sampled_from((0, 1, 2, 8, 64))))
            put = draw(st.sampled_from(pieces) | st.binary(max_size=6) | st.just(data[start:end] * 40))
            data = data[:start] + put + data[end:]
        return data

    return st.one_of(mutant(), mutant(), mutant(), st.binary(max_size=400), st.text(max_size=300).map(_bytes))


def by_coverage(name: str, seconds: float) -> set[bytes]:
    """What atheris finds, in a process of its own, for it ends with its process."""
    corpus = FOUND.parent / f".corpus-{name}"
    corpus.mkdir(exist_ok=True)
    for data in seeds(name):
        (corpus / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)
    command = [
        sys.executable,
        "-m",
        "tests.fuzz.guided",
        name,
        str(corpus),
        f"-max_total_time={int(seconds)}",
    ]
    subprocess.run([*command, f"-timeout={LONGEST_S}", f"-artifact_prefix={corpus}/broken-"], check=False)
    return {
        path.read_bytes()
        for pattern in ("crash", "timeout", "oom")
        for path in corpus.glob(f"broken-{pattern}*")
    }


def write(name: str, data: bytes) -> str:
    """Keep an input; its name."""
    FOUND.mkdir(exist_ok=True)
    path = FOUND / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    return path.name


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _too_long(*_: object) -> None:
    raise TimeoutError(f"longer than {LONGEST_S} s")


if __name__ == "__main__":
    sys.exit(main())
