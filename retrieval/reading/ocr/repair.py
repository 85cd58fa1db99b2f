"""Misread punctuation, put right where its place on the page leaves no doubt; no character is added or lost.

The reading model confuses the half-width and full-width forms of a mark, which look alike, and now and then the
direction of a quotation mark, or takes a single one for a double one. A mark beside a Han character is full-width; one between digits or Latin letters
stays as read. A quotation mark is turned when its neighbours leave it unpaired and its ink stands in the half of
its cell where the other one's would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.reading.ocr.characters import Character

_WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_TURNED = {"“": "”", "”": "“", "‘": "’", "’": "‘"}
_NO_DIRECTION = 0.15
_STROKE = 0.19
_SURE = 0.9


def repaired(characters: Sequence[Character], em: float) -> tuple[Character, ...]:
    """Return the characters of one line with widths and directions of its marks put right."""
    texts = [character.text for character in characters]
    wide = [_WIDE[text] if _is_wide_here(texts, i) else text for i, text in enumerate(texts)]
    renamed = [replace(character, text=text) for character, text in zip(characters, wide, strict=True)]
    return tuple(_turned(_single(renamed, em), em))


def _is_wide_here(texts: Sequence[str], i: int) -> bool:
    if texts[i] not in _WIDE:
        return False
    before = texts[i - 1] if i else ""
    after = texts[i + 1] if i + 1 < len(texts) else ""
    if not before or not after:
        return any(text > "\u2e7f" for text in texts)
    return not (before.isascii() and after.isascii())


def _single(characters: list[Character], em: float) -> list[Character]:
    """Make “ a ‘ where its ink is a single stroke: the model is not sure of it then, or ’ closes it."""
    marks = [i for i, character in enumerate(characters) if character.text in "“”‘’"]
    closing = {i: characters[j].text for i, j in pairwise(marks)}
    wrong = {
        i
        for i in marks
        if characters[i].text == "“"
        and characters[i].right - characters[i].left < _STROKE * em
        and (characters[i].confidence < _SURE or closing.get(i) == "’")
    }
    return [replace(c, text="‘") if i in wrong else c for i, c in enumerate(characters)]


def _turned(characters: list[Character], em: float) -> list[Character]:
    """Turn the second of two equal marks in a row, or the first, whichever stands like its opposite."""
    turned = list(characters)
    for pair in ("“”", "‘’"):
        places = [i for i, character in enumerate(characters) if character.text in pair]
        for i, j in pairwise(places):
            if turned[i].text == turned[j].text:
                wrong = j if turned[i].text == pair[0] else i
                if _stands_otherwise(characters, wrong, em):
                    turned[wrong] = replace(turned[wrong], text=_TURNED[turned[wrong].text])
    return turned


def _stands_otherwise(characters: Sequence[Character], i: int, em: float) -> bool:
    """Say whether the blank before and after a quotation mark is that of its opposite."""
    if not 0 < i < len(characters) - 1:
        return False
    before = characters[i].left - characters[i - 1].right
    after = characters[i + 1].left - characters[i].right
    lean = (before - after) / em
    return lean < -_NO_DIRECTION if characters[i].text in "“‘" else lean > _NO_DIRECTION
