"""Marks that the reading model passed over, though their ink is there.

An opening quotation mark stands raised at the left of a Han character, with more than a quarter of an em of white
before it: no other stroke does. A mark that is printed over the end of a percent sign hangs below the baseline, which
the sign itself does not, and has white behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from retrieval.reading.ocr.characters import Character, PrintedLine, is_han
from retrieval.reading.ocr.ink import Mask
from retrieval.reading.ocr.strips import runs

_WIDEST = 0.22
_LOWEST = 0.45
_BEFORE, _BEHIND = 0.28, 0.1
_UNSURE = 0.5
_ROOM = 0.5
_HANGS = 0.03
_RING = 0.19
_EDGE = 0.1


def with_missed_marks(line: PrintedLine, letters: Mask) -> Iterator[Character]:
    """Yield the characters of a line and the marks that were passed over in it; `letters` is the ink of the page."""
    ends = [line.box.left - line.em, *(character.right for character in line.characters)]
    begins = [*(character.left for character in line.characters[1:]), float("inf")]
    for character, before, behind in zip(line.characters, ends, begins, strict=False):
        if is_han(character.text) and character.right - character.left > line.em:
            yield from _with_quote(character, before, line, letters)
        elif character.text == "%" and behind - character.right > _ROOM * line.em:
            yield from _with_stop(character, line, letters)
        else:
            yield character


def _with_quote(character: Character, before: float, line: PrintedLine, letters: Mask) -> Iterator[Character]:
    """A character behind the ‘ that its own ink begins with."""
    em, box = line.em, line.box
    part = _part(letters, character, box.top, box.bottom)
    found = list(runs(np.asarray(part.any(axis=0))))
    if len(found) > 1 and character.left + found[0][0] - before > _BEFORE * em and _is_quote(part, found, em):
        (start, end), (behind, _) = found[:2]
        yield Character("‘", character.left + start, character.left + end, _UNSURE)
        character = Character(character.text, character.left + behind, character.right, character.confidence)
    yield character


def _is_quote(part: Mask, found: list[tuple[int, int]], em: float) -> bool:
    (start, end), (behind, _) = found[:2]
    rows = np.flatnonzero(part[:, start:end].any(axis=1))
    is_raised = rows[-1] < _LOWEST * em and rows[-1] - rows[0] > _BEHIND * em
    return bool(is_raised and end - start < _WIDEST * em and behind - end > _BEHIND * em)


def _with_stop(character: Character, line: PrintedLine, letters: Mask) -> Iterator[Character]:
    """A percent sign, and the mark that is printed over its end: a ring is 。, a dot above makes it ；."""
    em = line.em
    top = max(0.0, line.baseline - em)
    part = _part(letters, character, top, line.baseline + em / 4)
    low = np.flatnonzero(part[round(line.baseline + _HANGS * em - top) :].any(axis=0))
    if not low.size or low[0] < part.shape[1] / 2:
        yield character
        return
    edge = list(runs(np.asarray(part[:, -max(1, round(_EDGE * em)) :].any(axis=1))))
    mark = "。" if np.ptp(low) > _RING * em else "；" if len(edge) > 1 else "，"
    middle = character.left + float(low[0])
    yield Character("%", character.left, middle, character.confidence)
    yield Character(mark, middle, character.right, _UNSURE)


def _part(letters: Mask, character: Character, top: float, bottom: float) -> Mask:
    part: Mask = letters[max(0, int(top)) : int(bottom), round(character.left) : round(character.right)]
    return part
