"""Opening quotation marks that the reading model passed over: their ink is there, left of a Han character.

No other character stands so: small, raised, with more than a quarter of an em of white before it and some behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from retrieval.model import Box
from retrieval.reading.ocr.characters import Character, is_han
from retrieval.reading.ocr.ink import Mask
from retrieval.reading.ocr.strips import runs

_WIDEST = 0.22
_LOWEST = 0.45
_BEFORE, _BEHIND = 0.28, 0.1
_UNSURE = 0.5


def with_missed_quotes(
    characters: Sequence[Character], ink: Mask, box: Box, em: float
) -> Iterator[Character]:
    """Yield the characters of a line, a ‘ before each whose own ink begins with one; `ink` is that of `box`."""
    end = box.left - em
    for character in characters:
        stroke = _quote(character, ink, box, em) if is_han(character.text) else None
        if stroke is None or stroke[0] - end < _BEFORE * em:
            yield character
        else:
            yield Character("‘", *stroke[:2], _UNSURE)
            yield Character(character.text, stroke[2], character.right, character.confidence)
        end = character.right


def _quote(character: Character, ink: Mask, box: Box, em: float) -> tuple[float, float, float] | None:
    """Where a raised stroke begins and ends that stands at the left of a character, and where that begins itself."""
    left = round(character.left - box.left)
    part = ink[:, left : round(character.right - box.left)]
    found = list(runs(np.asarray(part.any(axis=0))))
    if len(found) < 2 or part.shape[1] < em:
        return None
    (start, end), (behind, _) = found[:2]
    rows = np.flatnonzero(part[:, start:end].any(axis=1))
    is_raised = rows[-1] < _LOWEST * em and rows[-1] - rows[0] > _BEHIND * em
    if end - start > _WIDEST * em or behind - end < _BEHIND * em or not is_raised:
        return None
    return character.left + start, character.left + end, character.left + behind
