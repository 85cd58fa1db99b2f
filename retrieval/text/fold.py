"""One spelling for width, case and script, one code point for one code point, so offsets never move."""

from __future__ import annotations

from functools import cache

import opencc

from retrieval.text.radicals import character_of

_HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))


def fold(text: str) -> str:
    """Return `text` in half width, lower case and simplified script, radicals as characters; `len` never changes."""
    return text.translate(_table())


@cache
def _table() -> dict[int, int]:
    """The code point table; made once a process from Unicode's case and width pairs and OpenCC's t2s."""
    table = {code: ord(low) for code in range(0x24F) if len(low := chr(code).lower()) == 1}
    table |= {code: _half_width(code) for code in range(0xFF01, 0xFF5F)}
    table |= {0x3000: 0x20, 0xA0: 0x20}
    simplified = _simplified()
    table |= {code: simplified.get(other, other) for code, other in character_of().items()}
    table |= simplified
    return {code: other for code, other in table.items() if code != other}


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
