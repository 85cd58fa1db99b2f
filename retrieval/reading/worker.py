"""The other side of `isolation.py`: a process that reads what it is sent, within limits, until its input ends.

In: (source, bulletin, published_on, memory_bytes). Out: ("ready",) once, then for each source any number of
("told", n_done, n_all) and at last ("reading", reading), which comes back without the bytes of its source. An
exception nobody expected ends the process, and so does a lack of memory, for what is left of a process then is not
to be trusted: whoever sent the source sees the end of the stream, and the last line on standard error.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import IO

from retrieval.model import Source
from retrieval.reading import read
from retrieval.reading.frames import receive, send

_LARGEST_FILE_WRITTEN = 64 * 1024 * 1024


def main() -> None:
    """Serve until the input ends."""
    inward, outward = _streams()
    _bound_for_good()
    send(outward, ("ready",))
    while (asked := receive(inward)) is not None:
        source, bulletin, published_on, memory_bytes = asked
        _bound_memory(memory_bytes)

        def tell(n_done: int, n_all: int) -> None:
            send(outward, ("told", n_done, n_all))

        reading = read(source, bulletin=bulletin, published_on=published_on, tell=tell)
        send(outward, ("reading", replace(reading, source=Source("", b""))))


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """Input and output; whatever else is printed in this process goes to standard error."""
    outward = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, outward


def _bound_for_good() -> None:
    """No core dumps, no large files."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE_WRITTEN, _LARGEST_FILE_WRITTEN))


def _bound_memory(memory_bytes: int) -> None:
    """Let the process hold this much private memory at most; past it, allocations fail."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        soft = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
