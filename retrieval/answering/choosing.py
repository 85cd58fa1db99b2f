"""Which quotes are shown, and in which order?

Each is the place that most likely holds the answer where those before it do not: the chance that its paragraph
answers, times the chance that the answer stands in these words of it. So a second place of a long paragraph that
surely answers may come before a third paragraph that hardly does. Both chances
come from the models that were fitted to question sets (`ranking.json`, `fitted.py`). What was quoted already is not
quoted again, but the same sentence about another person, day or number is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.answering.excerpt import Window
from retrieval.text.fold import fold
from retrieval.text.likeness import is_same_report

# A second place of one paragraph is worth showing from this chance on.
LEAST_SECOND = 0.02
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A window that may be quoted: the number of its paragraph, its text, letters and digits of it and of its likeliest
    clauses, folded, and the chance that it holds the answer."""

    number: int
    window: Window
    text: str
    bare: str
    likely: str
    chance: float


def chosen(
    paragraphs: Sequence[str], windows: Sequence[Window], chances: Sequence[float], most: int
) -> list[tuple[int, Window]]:
    """Return at most `most` windows with the number of their paragraph, in the order in which they are shown.

    Paragraphs come likeliest first, each with its window and the chance that it answers.
    """
    places = [
        _place(i, text, window, chance)
        for i, (text, window, chance) in enumerate(zip(paragraphs, windows, chances, strict=True))
    ]
    shown: list[Place] = []
    while places and len(shown) < most:
        best = max(places, key=lambda place: place.chance)
        places.remove(best)
        if any(_is_said(best, other) for other in shown):
            continue
        shown.append(best)
        if second := best.window.second:
            place = _place(best.number, paragraphs[best.number], second, chances[best.number])
            places += [place] if place.chance >= LEAST_SECOND else []
    return [(place.number, place.window) for place in shown]


def _place(number: int, text: str, window: Window, chance: float) -> Place:
    held, likely = window.span.of(text), window.likely.of(text)
    return Place(number, window, held, _bare(held), _bare(likely), chance * window.chance)


def _is_said(place: Place, shown: Place) -> bool:
    """Say whether what may answer stands in a shown place, or all is the same but for a few ordinary words."""
    return place.likely in shown.bare or is_same_report(place.text, shown.text)


def _bare(text: str) -> str:
    return _MARKS.sub("", fold(text))
