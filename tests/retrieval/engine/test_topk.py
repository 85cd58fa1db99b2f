from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.engine import LocalEngine, topk
from retrieval.model import Changes, Hit, Passage


def library_of(seed: int, n: int) -> LocalEngine:
    """An index of `n` passages whose words are as unequal as those of a language, some of them removed again."""
    chance = random.Random(seed)
    words = [f"词{i}" for i in range(300)]
    odds = [1 / (i + 1) for i in range(300)]
    added = [
        Passage(
            i,
            i // 4,
            tuple(chance.choices(words, odds, k=2)),
            tuple(chance.choices(words, odds, k=chance.randint(0, 40))),
        )
        for i in range(n)
    ]
    engine = LocalEngine()
    for start in range(0, n, n // 3):
        engine.apply(Changes(start + 1, tuple(added[start : start + n // 3]), ()))
    engine.apply(Changes(n + 1, (), tuple(chance.sample(range(n), n // 10))))
    return engine


@given(
    st.integers(0, 10),
    st.lists(st.integers(0, 299), min_size=1, max_size=15),
    st.sampled_from([1, 2, 5, 10, 50]),
)
@settings(deadline=None, max_examples=60)
def test_pruning_changes_nothing(seed: int, numbers: list[int], k: int) -> None:
    """With and without reading every posting, hits, scores and their order are the same to the last bit."""
    engine = library_of(seed, 400)
    query = [f"词{i}" for i in numbers]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(topk, "_WORTH_PRUNING", 1 << 60)
        full = engine.search(query, k)
        patch.setattr(topk, "_WORTH_PRUNING", 0)
        patch.setattr(topk, "_LOOKUP_COST", 0)
        pruned = engine.search(query, k)

    assert full == pruned


def test_pruning_reads_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rare word beside frequent ones is enough: the frequent ones' postings are not all read."""
    engine = library_of(3, 3000)
    n_read: list[int] = []
    meet = topk._meet

    def counted(ranking: topk.Ranking, n_terms: int) -> topk.Met:
        n_read.append(int(ranking.postings.sizes[:n_terms].sum()))
        return meet(ranking, n_terms)

    monkeypatch.setattr(topk, "_WORTH_PRUNING", 0)
    monkeypatch.setattr(topk, "_meet", counted)
    query = [f"词{i}" for i in (5, 6, 7, 8, 9, 250, 260, 270, 280, 290)]
    hits = engine.search(query, 3)

    assert isinstance(hits[0], Hit)
    assert (
        max(n_read)
        < engine.snapshot.passages.look_up(engine.snapshot.vocabulary.known(query)).sizes.sum() / 2
    )


def test_ties_survive_pruning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many passages that score the same, the first ones by id are given."""
    monkeypatch.setattr(topk, "_WORTH_PRUNING", 0)
    engine = LocalEngine()
    same = [Passage(i, i, (), ("防汛", "会议", "召开")) for i in range(99, 59, -1)]
    other = [Passage(i, i, (), ("学校", "召开", "会议", "开学")) for i in range(50)] + [
        Passage(50, 50, (), ("学校",))
    ]
    rest = [Passage(i, i, (), ("道路",)) for i in range(100, 300)]
    engine.apply(Changes(1, (*same, *other, *rest), ()))

    assert [hit.passage for hit in engine.search(["防汛", "会议", "召开"], 3)] == [60, 61, 62]
