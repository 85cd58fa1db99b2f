"""One spelling for width, case and script, one code point for one code point, so offsets never move."""

from __future__ import annotations

import sys
from functools import cache

import numpy as np
import opencc
from numpy.typing import NDArray

from retrieval.text.radicals import character_of

_CODES = "utf-32-le"
_HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))


def fold(text: str) -> str:
    """Return `text` in half width, lower case and simplified script, radicals as characters; `len` never changes."""
    codes = np.frombuffer(text.encode(_CODES, "surrogatepass"), "<u4")
    return _table().take(codes).tobytes().decode(_CODES, "surrogatepass")


@cache
def _table() -> NDArray[np.uint32]:
    """Each code point's other one; made once a process from Unicode's case and width pairs and OpenCC's t2s.

    An array is looked through ten times faster than `str.translate` looks a dictionary through.
    """
    changed = {code: ord(low) for code in range(0x24F) if len(low := chr(code).lower()) == 1}
    changed |= {code: _half_width(code) for code in range(0xFF01, 0xFF5F)}
    changed |= {0x3000: 0x20, 0xA0: 0x20}
    simplified = _simplified()
    changed |= {code: simplified.get(other, other) for code, other in character_of().items()}
    changed |= simplified
    table = np.arange(sys.maxunicode + 1, dtype="<u4")
    table[list(changed)] = list(changed.values())
    return table


def _half_width(code: int) -> int:
    return ord(chr(code - 0xFEE0).lower())


def _simplified() -> dict[int, int]:
    """Traditional to simplified, character by character: phrases would move offsets."""
    characters = [chr(code) for start, end in _HAN_BLOCKS for code in range(start, end)]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        ord(old): ord(new)
        for old, new in zip(characters, converted, strict=True)
        if len(new) == 1 and old != new
    }
