"""A claim of a process that is gone from this machine is taken back at once; any other keeps its lease."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bot.claims import NAMESPACE, abandoned, new_claim
from tests.bot.alerts.district import FLOOD, NOON, District, words

pytestmark = pytest.mark.skipif(
    not NAMESPACE.exists(), reason="this machine does not tell its process namespace"
)


def with_pid(claim: str, pid: int) -> str:
    """The same claim, as another process of its machine would name it."""
    return f"{claim[:8]}{pid:08x}{'0' * 16}"


def test_only_processes_that_are_gone_from_here_have_abandoned_theirs() -> None:
    """A dead process of this machine has; a living one, another machine's and our own have not."""
    own = new_claim()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead, living = with_pid(own, ended.pid), with_pid(own, os.getppid())
    elsewhere = f"{int(own[:8], 16) ^ 1:08x}{dead[8:]}"

    assert len(own) == 32
    assert abandoned([own, dead, living, elsewhere], own) == [dead]


def test_a_number_that_is_ours_now_was_somebody_elses() -> None:
    """In a container every bot is process 1: the former one is gone, or we would not have its number."""
    own = new_claim()

    assert abandoned([with_pid(own, os.getpid())], own) == [with_pid(own, os.getpid())]


def test_what_a_killed_process_held_is_free_at_once(district: District) -> None:
    """Its parcels can be claimed without waiting for the lease; those of a living process cannot."""
    for chat_id in (1, 2):
        district.wants(chat_id, words("防汛"))
    district.publish("a", FLOOD)
    district.plan()
    own = new_claim()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (first,) = district.outbox.claim(1, with_pid(own, ended.pid), NOON)
    (_second,) = district.outbox.claim(1, with_pid(own, os.getppid()), NOON)

    assert district.outbox.take_back(own) == 1
    assert [parcel.id for parcel in district.due(claim=own)] == [first.id]
