"""What broke once, and a taste of what else might."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzz.__main__ import FOUND, mutated
from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("path", sorted(FOUND.glob("*-*")), ids=lambda path: path.name)
def test_what_was_found_breaks_no_more(path: Path) -> None:
    """Each kept input keeps its target's promise now."""
    TARGETS[path.name.partition("-")[0]](path.read_bytes())


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_seeds_and_some_mutants_hold(name: str) -> None:
    """What a target usually gets, and a few mutations of it, the same in each run."""
    for data in seeds(name):
        TARGETS[name](data)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(mutated(seeds(name), random.Random(1)))
    def hold(data: bytes) -> None:
        TARGETS[name](data)

    hold()
