"""Whose claim is it, and is its process still there? Names for claims, 32 characters: machine, process, chance.

A lease ends by itself, but a process that is started again where it was killed need not wait for that: claims of a
process that is gone from this very machine are given back at once. "This machine" is its name, its hardware address,
its start and its process namespace together, so that neither another machine nor another container is mistaken for it;
where any doubt is left the lease decides.
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


def new_claim() -> str:
    """A name for the claims of this process, never used before."""
    return f"{_machine()}{os.getpid():08x}{uuid.uuid4().hex[:16]}"


def abandoned(claims: Iterable[str], own: str) -> list[str]:
    """Those claims whose process was on this machine and is no more."""
    return [claim for claim in claims if claim[:8] == own[:8] and claim != own and not _is_alive(claim, own)]


def process_of(claim: str) -> int:
    """The number of the process, on its machine, whose claim it is."""
    return int(claim[8:16], 16)


def _is_alive(claim: str, own: str) -> bool:
    pid = process_of(claim)
    if pid == process_of(own):
        # The number is ours now, so whoever had it before is gone.
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _machine() -> str:
    try:
        here = f"{BOOT_ID.read_text()} {NAMESPACE.readlink()}"
    except OSError:
        # Nothing tells this machine from another: a name that no other process will ever have.
        here = uuid.uuid4().hex
    said = f"{platform.node()} {uuid.getnode()} {here}"
    return hashlib.sha256(said.encode()).hexdigest()[:8]
