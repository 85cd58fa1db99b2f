"""The numbers that were fitted, not chosen: `python -m tests.benchmarks.fit` writes them, with the scores they reach."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights of signs by name: those that tell articles apart, those that tell paragraphs of one article apart, and
    those that tell how `sure` an answer is. `floors` are the certainty below which nothing is an answer (`low`) and that
    from which anything is (`high`)."""

    between: Mapping[str, float]
    within: Mapping[str, float]
    sure: Mapping[str, float]
    floors: Mapping[str, float]


@cache
def fitted() -> Fitted:
    """Return the numbers on file."""
    kept = json.loads(files(__package__).joinpath("ranking.json").read_text(encoding="utf-8"))
    return Fitted(kept["between"], kept["within"], kept["sure"], kept["floors"])
