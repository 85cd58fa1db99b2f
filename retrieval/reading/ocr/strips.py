"""Found boxes become strips: one printed line of one column each, as tall and as wide as its ink.

The model that finds lines runs across narrow gutters and draws loose boxes. A strip is cut where a gutter runs
through it, drawn tight around its ink, and lengthened over what the model left off.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from retrieval.model import Box
from retrieval.reading.ocr.ink import Ink, Mask
from retrieval.reading.ocr.recogniser import Quads

Flags = NDArray[np.bool_]

# In em of body type.
_TALLEST_CUT = 1.9
_WHOLE_EM = 1.05
_REACH = 1.3
_BRIDGE = 0.65
_CORE = 0.3
_JOINED = 0.9
_QUOTE_GAP = 0.95
_QUOTE_WIDTH = 0.5
_QUOTE_SHARE = 0.55


def strips_of(lines: Quads, ink: Ink, em: float) -> list[Box]:
    """Return the strips that hold ink, from left to right, then top to bottom.

    So neighbours of one row, that a gutter parts, do not follow one another as pieces of one line would.
    """
    pieces = [
        tight for quad in lines for box in _cut(_upright(quad), ink, em) if (tight := _tight(box, ink, em))
    ]
    return sorted(_joined(pieces, ink, em), key=lambda box: (box.left, box.top))


def _upright(quad: Quads) -> Box:
    """The box of a level line: its ends and the means of its upper and its lower corners."""
    top, bottom = float(quad[:2, 1].mean()), float(quad[2:, 1].mean())
    return Box(max(0.0, float(quad[:, 0].min())), max(0.0, top), float(quad[:, 0].max()), bottom)


def _cut(box: Box, ink: Ink, em: float) -> Iterator[Box]:
    if box.bottom - box.top > _TALLEST_CUT * em:
        yield box
        return
    is_gutter = _gutter(box, round(box.left), round(box.right) + 1, ink, em)
    for start, end in runs(~is_gutter):
        yield Box(int(box.left) + start, box.top, int(box.left) + end, box.bottom)


def _tight(box: Box, ink: Ink, em: float) -> Box | None:
    """Draw the box around its ink, lengthened over neighbours no gutter parts it from."""
    left, right = round(box.left), round(box.right)
    rows = _rows(ink.letters[:, left : right + 1], box, em)
    if rows is None:
        return None
    top, bottom = rows
    reach = round(_REACH * (em if bottom - top < _TALLEST_CUT * em else 0.0))
    start = max(0, left - reach)
    band: Flags = ink.letters[top:bottom, start : right + reach + 1].max(axis=0) > 0
    is_gutter = _gutter(Box(start, top, right, bottom), start, start + len(band), ink, em)
    groups = _bridged(list(runs(band)), round(_BRIDGE * em), is_gutter)
    mine = [(a, b) for a, b in groups if b > left - start and a < right - start]
    if not mine:
        return None
    after = [(a, b) for a, b in groups if a >= mine[-1][1]]
    if (
        after
        and reach
        and _is_closing_quote(mine[-1][1], after[0], ink.letters[top:bottom, start:], is_gutter, em)
    ):
        mine.append(after[0])
    return Box(start + mine[0][0], top, start + mine[-1][1], bottom)


def _is_closing_quote(end: int, group: tuple[int, int], line: Mask, is_gutter: Flags, em: float) -> bool:
    """Say whether a group of ink is the mark ” of the line that ends at `end`: raised, narrow, and the last one.

    It may stand a whole em behind the ink of the mark before it: 。is inked at the left of its cell.
    """
    start, stop = group
    is_near = start - end <= _QUOTE_GAP * em and not is_gutter[end:start].any()
    is_last = stop - start < _QUOTE_WIDTH * em and not line[:, stop : stop + round(_QUOTE_WIDTH * em)].any()
    height = len(line)
    return is_near and is_last and not line[round(_QUOTE_SHARE * height) :, start:stop].any()


def _rows(column: Mask, box: Box, em: float) -> tuple[int, int] | None:
    """Where the ink of the line begins and ends: the run of rows around the middle of its box."""
    low, high = max(0, round(box.top)), min(len(column), round(box.bottom) + 1)
    counts = column[low:high].sum(axis=1)
    if not counts.any():
        return None
    threshold = 0.02 * counts.max()
    found = list(runs(counts > threshold))
    middle = (high - low) / 2
    start, end = max(found, key=lambda run: _weight(counts, run, middle))
    tallest = _WHOLE_EM * em if high - low < _TALLEST_CUT * em else high - low
    for a, b in sorted(found, key=lambda run: max(run[0] - end, start - run[1])):
        if max(end, b) - min(start, a) <= tallest:
            start, end = min(start, a), max(end, b)
    return low + start, low + end


def _weight(counts: NDArray[np.int64], run: tuple[int, int], middle: float) -> float:
    start, end = run
    distance = max(0.0, start - middle, middle - end) / max(1.0, middle)
    return float(counts[start:end].sum()) * (1 - 0.8 * min(1.0, distance))


def _joined(pieces: list[Box], ink: Ink, em: float) -> list[Box]:
    """Join pieces of one line: overlapping, or side by side with no gutter between them."""
    joined: list[Box] = []
    for piece in sorted(pieces, key=lambda box: (box.left, box.top)):
        for i in range(len(joined) - 1, -1, -1):
            if _is_one_line(joined[i], piece, ink, em):
                joined[i] = _around(joined[i], piece)
                break
        else:
            joined.append(piece)
    return joined


def _is_one_line(a: Box, b: Box, ink: Ink, em: float) -> bool:
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    if shared < 0.6 * min(a.bottom - a.top, b.bottom - b.top):
        return False
    if max(a.bottom, b.bottom) - min(a.top, b.top) > 1.35 * max(a.bottom - a.top, b.bottom - b.top):
        return False
    tall = max(a.bottom - a.top, b.bottom - b.top)
    reach = _JOINED if tall < _TALLEST_CUT * em or _is_quote(a, tall) or _is_quote(b, tall) else _JOINED / 2
    if b.left - a.right > reach * max(em, tall):
        return False
    return not _gutter(a, int(a.right), int(b.left) + 1, ink, em).any()


def _is_quote(box: Box, tall: float) -> bool:
    """Say whether a piece of a line `tall` pixels high is a quotation mark, which has room beside it."""
    return max(box.bottom - box.top, box.right - box.left) < _QUOTE_WIDTH * tall


def _around(a: Box, b: Box) -> Box:
    return Box(min(a.left, b.left), min(a.top, b.top), max(a.right, b.right), max(a.bottom, b.bottom))


def _gutter(box: Box, start: int, end: int, ink: Ink, em: float) -> Flags:
    """Where between `start` and `end` a gutter runs down through the middle of a line, and no ink hangs into it."""
    middle, reach = (box.top + box.bottom) / 2, _CORE * em
    core = slice(max(0, round(middle - reach)), round(middle + reach) + 1)
    rows = slice(max(0, round(middle - 2 * reach)), round(middle + 2 * reach) + 1)
    is_gutter: Flags = np.asarray(ink.gutters[core, start:end].all(axis=0))
    return is_gutter & ~np.asarray(ink.letters[rows, start:end].any(axis=0))


def _bridged(found: list[tuple[int, int]], gap: int, is_gutter: Flags) -> list[tuple[int, int]]:
    bridged: list[tuple[int, int]] = []
    for start, end in found:
        near = bool(bridged) and start - bridged[-1][1] <= gap
        if near and not is_gutter[bridged[-1][1] : start].any():
            bridged[-1] = (bridged[-1][0], end)
        else:
            bridged.append((start, end))
    return bridged


def runs(flags: Flags) -> Iterator[tuple[int, int]]:
    """Yield `[start, end)` of each run of true flags."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
