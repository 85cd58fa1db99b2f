"""Weights from examples: in each group of rows the wanted ones should be the likeliest (a conditional logit model).

McFadden, "Conditional logit analysis of qualitative choice behavior", 1974. Where several rows of a group are wanted,
any of them will do. Fitted by scoring steps; the ridge keeps weights small that the examples say little about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
N_STEPS = 20
SMALLEST_STEP = 1e-3
_NEXT_TO_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Group:
    """Rows to choose from, 1 for each that is wanted and 0 for the others, and how much the group counts."""

    rows: Floats
    wanted: Floats
    count: float


def fit(groups: Sequence[Group], ridge: float, n_free: int = 0) -> Floats:
    """Return one weight a column; groups in which every row or none is wanted say nothing.

    The first `n_free` columns are held by no ridge to speak of.
    """
    telling = [g for g in groups if 0 < g.wanted.sum() < len(g.wanted)]
    rows = np.vstack([g.rows for g in telling])
    spread = rows.std(axis=0)
    spread[spread < 1e-6] = np.inf
    rows = rows / spread
    wanted, counts = np.concatenate([g.wanted for g in telling]), np.array([g.count for g in telling])
    sizes = [len(g.wanted) for g in telling]
    starts, group_of = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(sizes)), sizes)
    weights = np.zeros(rows.shape[1])
    ridges = np.where(np.arange(len(weights)) < n_free, _NEXT_TO_NOTHING, ridge)

    def chances_at(weights: Floats) -> Floats:
        return _shares(np.exp(_centred(rows @ weights, starts, group_of)), starts, group_of)

    def value(weights: Floats) -> float:
        held = np.add.reduceat(chances_at(weights) * wanted, starts)
        return float(counts @ np.log(held + 1e-12)) - float(ridges @ weights**2) / 2

    for _ in range(N_STEPS):
        chances = chances_at(weights)
        wanted_chances = _shares(chances * wanted + 1e-12 * wanted, starts, group_of)
        slope = rows.T @ ((wanted_chances - chances) * counts[group_of]) - ridges * weights
        means = np.add.reduceat(rows * chances[:, np.newaxis], starts)
        curve = rows.T @ (rows * (chances * counts[group_of])[:, np.newaxis])
        curve -= means.T @ (means * counts[:, np.newaxis])
        step = np.linalg.solve(curve + np.diag(ridges), slope)
        size, before = 1.0, value(weights)
        while value(weights + size * step) < before and size > SMALLEST_STEP:
            size /= 2
        weights = weights + size * step
    return weights / spread


def _centred(values: Floats, starts: NDArray[np.int64], group_of: NDArray[np.int64]) -> Floats:
    return values - np.maximum.reduceat(values, starts)[group_of]


def _shares(values: Floats, starts: NDArray[np.int64], group_of: NDArray[np.int64]) -> Floats:
    return values / np.add.reduceat(values, starts)[group_of]
