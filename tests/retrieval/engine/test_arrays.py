from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.engine.arrays import Tally

CHANGES = st.lists(st.lists(st.tuples(st.integers(0, 9), st.integers(-3, 3)), max_size=6), max_size=80)


@given(CHANGES)
def test_a_tally_counts(changes: list[list[tuple[int, int]]]) -> None:
    """However often it is added to, and whether it is read in between, each key has its sum, and zeros are gone."""
    tally, read, expected = Tally.empty(), Tally.empty(), Counter[int]()
    for change in changes:
        keys = np.array([key for key, _ in change], np.int64)
        counts = np.array([n for _, n in change], np.int64)
        tally, read = tally.plus(keys, counts), read.plus(keys, counts)
        for key, n in change:
            expected[key] += n
        assert read.of(np.arange(10)).tolist() == [expected[key] for key in range(10)]

    living = {key: n for key, n in sorted(expected.items()) if n}
    assert dict(zip(tally.keys.tolist(), tally.counts.tolist(), strict=True)) == living
    assert tally.of(np.arange(10)).tolist() == [expected[key] for key in range(10)]


def test_a_tally_does_not_change() -> None:
    """What was added to a tally afterwards is in the new one alone."""
    one = Tally.empty().plus(np.array([3, 1]), np.array([2, 5]))
    two = one.plus(np.array([3]), np.array([-2]))

    assert (one.keys.tolist(), one.counts.tolist()) == ([1, 3], [5, 2])
    assert (two.keys.tolist(), two.counts.tolist()) == ([1], [5])
