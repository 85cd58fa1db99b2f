"""The best one-to-one matching of a table of gains, exactly: the Hungarian method with potentials.

H. W. Kuhn, "The Hungarian method for the assignment problem" (1955); the cubic form by shortest paths of
R. Jonker and A. Volgenant (1987).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def best_matching(gains: Mapping[tuple[int, int], float], n_rows: int, n_columns: int) -> dict[int, int]:
    """Return for each matched row its column, so that the sum of gains is largest; only gains above 0 are matched."""
    n = max(n_rows, n_columns)
    costs = np.zeros((n, n))
    for (row, column), gain in gains.items():
        costs[row, column] = -max(gain, 0.0)
    rows = _assigned(costs)
    return {
        row: column
        for column, row in enumerate(rows)
        if row < n_rows and column < n_columns and gains.get((row, column), 0.0) > 0
    }


def _assigned(costs: Array) -> list[int]:
    """Return for each column of a square table the row that the cheapest assignment gives it."""
    n = len(costs)
    row_price, column_price = np.zeros(n), np.zeros(n + 1)
    row_of = np.full(n + 1, -1)  # The last column is a place to start from.
    for row in range(n):
        row_of[n] = row
        column = n
        least, came = np.full(n, np.inf), np.full(n, n)
        is_done = np.zeros(n + 1, dtype=bool)
        while row_of[column] >= 0:
            is_done[column] = True
            here = row_of[column]
            reduced = costs[here] - row_price[here] - column_price[:n]
            is_open = ~is_done[:n]
            is_better = is_open & (reduced < least)
            least[is_better], came[is_better] = reduced[is_better], column
            following = int(np.where(is_open, least, np.inf).argmin())
            step = least[following]
            done = np.flatnonzero(is_done)
            row_price[row_of[done]] += step
            column_price[done] -= step
            least[is_open] -= step
            column = following
        while column != n:
            before = int(came[column])
            row_of[column] = row_of[before]
            column = before
    return [int(row) for row in row_of[:n]]
