from __future__ import annotations

import random
from itertools import chain

import numpy as np
import pytest

from retrieval.engine import LocalEngine, loose, sorting
from retrieval.engine.shelf import Shelf
from retrieval.model import Changes, Passage


@pytest.fixture(autouse=True)
def _in_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """No passage is loose."""
    monkeypatch.setattr(loose, "MOST", 0)


def shelf(seed: int, n: int = 60) -> Shelf:
    chance = random.Random(seed)
    words = [f"词{i}" for i in range(50)]
    added = [
        Passage(i, i // 3, tuple(words[i // 3 % 7 : i // 3 % 9]), tuple(chance.choices(words, k=i % 25)))
        for i in range(n)
    ]
    engine = LocalEngine()
    engine.apply(Changes(1, tuple(added), ()))
    return engine.snapshot.parts[0].segment.shelf


@pytest.mark.parametrize("seed", range(5))
def test_ranges_together_are_all(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorted range by range and stretch by stretch, the tokens are those sorted at once; no term is in two stretches."""
    one = shelf(seed)
    whole = np.concatenate(list(sorting.stretches(one, sorting.ALL_TERMS)))
    monkeypatch.setattr(sorting, "_WORTH_SHARING", 0)
    monkeypatch.setattr(sorting, "_STRETCH", 40)
    monkeypatch.setattr(sorting, "_ROWS_AT_ONCE", 7)
    several = sorting.ranges(one, 3)
    parts = list(chain.from_iterable(sorting.stretches(one, terms) for terms in several))
    of_parts = [set((part >> sorting.ROW_BITS).tolist()) for part in parts]

    assert len(several) == 3
    assert len(parts) > 3
    assert np.concatenate(parts).tolist() == whole.tolist()
    assert len(whole) == one.n_tokens
    assert sum(map(len, of_parts)) == len(set().union(*of_parts))


def test_an_index_built_by_several_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether one or several workers build it, a segment's postings are the same, byte by byte."""
    chance = random.Random(4)
    added = [
        Passage(i, i // 3, ("甲", "题"), tuple(chance.choices("甲乙丙丁戊己庚辛", k=40))) for i in range(90)
    ]
    made: list[LocalEngine] = []
    for worth in (1 << 20, 0):
        monkeypatch.setattr(sorting, "_WORTH_SHARING", worth)
        made.append(LocalEngine())
        made[-1].apply(Changes(1, tuple(added), ()))
    one, several = (engine.snapshot.parts[0].segment.postings for engine in made)

    for name in (
        "terms",
        "starts",
        "packed",
        "frequencies",
        "scales",
        "ratios",
        "row_starts",
        "rows",
        "times",
    ):
        assert getattr(one, name).tolist() == getattr(several, name).tolist()
