"""Where do words stand in the text of their source, when their reader does not say?"""

from __future__ import annotations

import re

from retrieval.model import SourceRun

# What a source may write in another way: blanks, quotes, markup.
_PIECE = re.compile(r"[^\s\u3000\xa0“”‘’—…·&<>\"']+|[“”‘’—…·&<>\"']")
_ANCHOR = 4
_NEAR = 400


def runs_in(source: str, text: str, start: int) -> tuple[tuple[SourceRun, ...], int]:
    """Return the runs of `text` in `source` from `start` on, and where the last one ends; no run where it is written so.

    Pieces are sought in order, each near the one before it.
    """
    at = source.find(text, start)
    if at >= 0:
        return (SourceRun(0, at, len(text)),), at + len(text)
    runs: list[SourceRun] = []
    at = start
    for match in _PIECE.finditer(text):
        piece = match.group()
        if not runs and len(piece) < _ANCHOR:
            continue
        found = source.find(piece, at, at + _NEAR if runs else len(source))
        if found >= 0:
            runs.append(SourceRun(match.start(), found, len(piece)))
            at = found + len(piece)
    return tuple(runs), at
