"""All of an index but its words."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.engine.bm25 import Statistics
from retrieval.engine.loose import Loose
from retrieval.engine.part import Part


@dataclass(frozen=True, slots=True)
class State:
    """What is written down, and what a writer goes on from; immutable."""

    revision: int
    parts: tuple[Part, ...]
    loose: Loose
    passages: Statistics
    articles: Statistics
