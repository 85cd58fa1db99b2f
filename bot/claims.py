"""Whose claim is it, and is its process still there? Names for claims, 32 characters: machine, process, courier, chance.

A lease ends by itself, but a process that is started again where it was killed need not wait for that: claims of a
process that is gone from this very machine are given back at once. "This machine" is its name, its hardware address,
its start and its process namespace together, so that neither another machine nor another container is mistaken for it;
where any doubt is left the lease decides. A process whose courier is still there is not gone yet (see courier/).
"""

from __future__ import annotations

import hashlib
import os
import platform
import uuid
from collections.abc import Iterable
from pathlib import Path

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
NAMESPACE = Path("/proc/self/ns/pid")
PROCESSES = Path("/proc")
# The number of no process that could be a courier.
NOBODY = 0


def new_claim(courier_pid: int = NOBODY) -> str:
    """A name for the claims of this process and its courier, never used before."""
    return f"{_machine()}{os.getpid():08x}{courier_pid:08x}{uuid.uuid4().hex[:8]}"


def another(claim: str) -> str:
    """One more name for claims of the same processes."""
    return new_claim(courier_of(claim))


def abandoned(claims: Iterable[str], own: str) -> list[str]:
    """Those claims whose process was on this machine and is no more."""
    return [claim for claim in claims if claim[:8] == own[:8] and claim != own and not _is_alive(claim, own)]


def process_of(claim: str) -> int:
    """The number of the process, on its machine, whose claim it is."""
    return int(claim[8:16], 16)


def courier_of(claim: str) -> int:
    """The number of its courier; NOBODY when it has none."""
    return int(claim[16:24], 16)


def _is_alive(claim: str, own: str) -> bool:
    # A number that is ours now was somebody's before who is gone.
    ours = {NOBODY, process_of(own), courier_of(own)}
    return any(_is_there(pid) for pid in {process_of(claim), courier_of(claim)} - ours)


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return not _has_ended(pid)


def _has_ended(pid: int) -> bool:
    """Whether the process has ended and only its parent has not looked yet."""
    try:
        told = (PROCESSES / str(pid) / "stat").read_text()
    except OSError:
        return False
    # The name of the program, in brackets, may itself hold blanks and brackets.
    return told.rpartition(")")[2].split()[:1] in (["Z"], ["X"])


def _machine() -> str:
    try:
        here = f"{BOOT_ID.read_text()} {NAMESPACE.readlink()}"
    except OSError:
        # Nothing tells this machine from another: a name that no other process will ever have.
        here = uuid.uuid4().hex
    said = f"{platform.node()} {uuid.getnode()} {here}"
    return hashlib.sha256(said.encode()).hexdigest()[:8]
