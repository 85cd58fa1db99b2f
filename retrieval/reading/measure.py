"""How wide is the column a line stands in?

Each line is scored against every measure seen on the page: a line inside a paragraph must be so full that the
next word did not fit; the last one may be short if it ends a sentence; the first one is two ems shorter (its lost
indent). The cheapest path over the lines, with a price on each change of measure, gives each line its column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from retrieval.reading.lines import Line, width

INDENT = 2.0
UNWRAPPED = 1e6
_OPENING = "“‘（《【「『〈("
_CLOSING = "，。、；：？！”’）》】」』〉…—％%·,.;:?!)"
_WORD = re.compile(
    rf"[{re.escape(_OPENING)}]{{0,3}}(?:[0-9A-Za-z][0-9A-Za-z.:%+/-]{{0,40}}|.)[{re.escape(_CLOSING)}]{{0,4}}"
)
_WIDEST_COLUMN = 60.0
_INDENT_KEPT = 6.0
_MOST_MEASURES = 60

Array = npt.NDArray[np.float64]


def measures(
    lines: Sequence[Line], can_end: Sequence[bool], head_cost: Sequence[float], change_cost: Sequence[float]
) -> list[float]:
    """Return the column's measure in ems for each line; UNWRAPPED where lines are whole paragraphs.

    `change_cost[i]` is the price of a new column at line i.
    """
    if not lines:
        return []
    columns = _candidates(lines)
    costs = _costs(lines, columns, np.array(can_end), np.array(head_cost))
    return [float(columns[k]) for k in _cheapest_path(costs, change_cost)]


def first_word_widths(lines: Sequence[Line]) -> list[float]:
    """For each line the width of the unbreakable piece that opens the next line; nothing follows the last."""
    if not lines:
        return []
    words = [_WORD.match(line.bare) for line in lines[1:]]
    return [width(word.group()) if word else 1.0 for word in words] + [UNWRAPPED]


def filling_cost(narrow: float, wide: float, capacity: float, word: float) -> float:
    """How badly a line fits a capacity when the text goes on: too wide, short, or the next word would have fitted.

    Before a word of endless width a line may be as short as it likes.
    """
    if word >= UNWRAPPED:
        return excess_cost(narrow, capacity)
    spare = capacity - wide
    if spare - word >= 0.0:
        return min(9.0, 3.5 + 1.5 * (spare - word))
    return excess_cost(narrow, capacity) if spare < 0.0 else 0.8 * spare


def excess_cost(narrow: float, capacity: float) -> float:
    """How badly a line is too wide for its capacity; half an em may be an error of the measure."""
    over = narrow - capacity
    return min(12.0, 4.0 * over) if over > 0.0 else 0.0


def _candidates(lines: Sequence[Line]) -> Array:
    widths = (line.wide + INDENT * line.is_indented for line in lines)
    counts = Counter(round(width * 2) / 2 for width in widths if 4 <= width <= _WIDEST_COLUMN)
    frequent = [measure for measure, _ in counts.most_common(_MOST_MEASURES)]
    return np.array([*sorted(frequent), UNWRAPPED])


def _costs(lines: Sequence[Line], columns: Array, can_end: npt.NDArray[np.bool_], head_cost: Array) -> Array:
    """A matrix, lines by measures: the cheapest of the parts a line can play in a column so wide."""
    narrow = np.array([line.narrow for line in lines])[:, None]
    wide = np.array([line.wide for line in lines])[:, None]
    word = np.array(first_word_widths(lines))[:, None]
    end = np.where(can_end, 0.0, 9.0)
    start = np.concatenate(([0.0], np.minimum(end, 2.0 + head_cost)[:-1]))[:, None]
    end = end[:, None]
    column = columns[None, :]
    indented = np.where(column < UNWRAPPED, column - INDENT, column)
    opened = np.array([_INDENT_KEPT * line.is_indented for line in lines])[:, None]
    inside = opened + _filling(narrow, wide, column, word)
    first = start + 0.5 + _filling(narrow, wide, indented, word)
    last = opened + end + 1.2 + _excess(narrow, column)
    alone = end + start + 1.6 + _excess(narrow, indented)
    head = (3.0 + head_cost)[:, None] + start * 0.7
    best: Array = np.minimum.reduce([inside, first, last, alone, np.broadcast_to(head, inside.shape)])
    return best


def _excess(narrow: Array, capacity: Array) -> Array:
    """`excess_cost` for all lines and measures at once."""
    return np.clip(4.0 * (narrow - capacity), 0.0, 12.0)


def _filling(narrow: Array, wide: Array, capacity: Array, word: Array) -> Array:
    """`filling_cost` for all lines and measures at once."""
    spare = capacity - wide
    short = np.where(spare >= word, np.minimum(9.0, 3.5 + 1.5 * (spare - word)), 0.8 * np.maximum(spare, 0.0))
    return np.where(spare < 0.0, _excess(narrow, capacity), short)


def _cheapest_path(costs: Array, changes: Sequence[float]) -> list[int]:
    """Viterbi over the measures: staying is free, changing to any other has the price of that line."""
    n_lines = len(costs)
    so_far = costs[0].copy()
    came_from = np.empty(costs.shape, dtype=np.int32)
    same = np.arange(costs.shape[1])
    for i in range(1, n_lines):
        cheapest = int(so_far.argmin())
        changed = so_far[cheapest] + changes[i]
        stays = so_far <= changed
        came_from[i] = np.where(stays, same, cheapest)
        so_far = np.minimum(so_far, changed) + costs[i]
    path = [int(so_far.argmin())]
    for i in range(n_lines - 1, 0, -1):
        path.append(int(came_from[i, path[-1]]))
    return path[::-1]
