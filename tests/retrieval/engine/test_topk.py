from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.engine import LocalEngine, lists, loose
from retrieval.engine import snapshot as snapshots
from retrieval.engine.arrays import Floats, Longs
from retrieval.engine.scoring import Scorer
from retrieval.model import Changes, Hit, Passage


@pytest.fixture(autouse=True)
def _in_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most passages are in segments, some are loose."""
    monkeypatch.setattr(loose, "MOST", 500)


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
    """With and without scoring every passage, hits, scores and their order are the same to the last bit."""
    snapshot = library_of(seed, 400).snapshot
    query = [f"词{i}" for i in numbers]
    every = sorted(snapshot.scores(query).items(), key=lambda item: (-item[1], item[0]))

    assert [(hit.passage, hit.score) for hit in snapshot.search(query, k)] == every[:k]


@pytest.mark.parametrize("little", [0.1, 0.3, 0.6, 0.99])
@pytest.mark.parametrize("k", [1, 10, 60])
def test_skipping_long_lists_changes_nothing(little: float, k: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much of the longest lists is skipped, even too much to tell, hits and scores are the same."""
    monkeypatch.setattr(lists, "_WORTH_SKIPPING", 1)
    monkeypatch.setattr(lists, "_LITTLE", little)
    monkeypatch.setattr(snapshots, "_FEW", 0)
    chance = random.Random(f"{little} {k}")
    n_skipped = 0
    for seed in range(12):
        snapshot = library_of(seed, 400).snapshot
        query = [f"词{i}" for i in chance.sample(range(300), 6) + chance.sample(range(12), 4)]
        every = sorted(snapshot.scores(query).items(), key=lambda item: (-item[1], item[0]))
        looked_up = snapshots.look_up(
            snapshot.parts,
            snapshot.loose,
            snapshot.passages,
            snapshot.articles,
            0.5,
            snapshot.vocabulary.known(query),
        )
        _, slack = lists.lists_of(looked_up, snapshot.passages, snapshot.articles, may_skip=True)
        n_skipped += slack > 0

        assert [(hit.passage, hit.score) for hit in snapshot.search(query, k)] == every[:k]

    assert n_skipped > 6


def test_a_query_of_many_terms() -> None:
    """A query of more terms than a byte can tell apart finds what it should."""
    snapshot = library_of(2, 400).snapshot
    query = [f"词{i}" for i in range(300)]
    every = sorted(snapshot.scores(query).items(), key=lambda item: (-item[1], item[0]))

    assert [(hit.passage, hit.score) for hit in snapshot.search(query, 10)] == every[:10]


def test_bounds_hold_when_the_mean_length_moves() -> None:
    """Long passages that come later raise the mean length, and the short ones from before are found all the same."""
    chance = random.Random(9)
    engine = LocalEngine()
    short = [Passage(i, i, (), ("防汛", *chance.choices("甲乙丙丁", k=i % 5))) for i in range(200)]
    long = [Passage(i, i, (), tuple(chance.choices("戊己庚辛壬癸防汛", k=300))) for i in range(200, 320)]
    rest = [Passage(i, i, (), ("学校",)) for i in range(320, 900)]
    for revision, some in enumerate((short, long, rest), 1):
        engine.apply(Changes(revision, tuple(some), ()))
    every = sorted(engine.snapshot.scores(["防汛", "甲"]).items(), key=lambda item: (-item[1], item[0]))

    assert [(hit.passage, hit.score) for hit in engine.search(["防汛", "甲"], 10)] == every[:10]


def test_pruning_scores_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rare word beside frequent ones is enough: most articles that hold one of them are not scored."""
    engine = library_of(3, 3000)
    n_scored: list[int] = []
    scores = Scorer.scores

    def counted(self: Scorer, articles: Longs) -> tuple[Longs, Floats]:
        n_scored.append(len(articles))
        return scores(self, articles)

    monkeypatch.setattr(Scorer, "scores", counted)
    query = [f"词{i}" for i in (5, 6, 7, 8, 9, 250, 260, 270, 280, 290)]
    hits = engine.search(query, 3)
    n_pruned = sum(n_scored)
    n_scored.clear()
    engine.snapshot.scores(query)

    assert isinstance(hits[0], Hit)
    assert n_pruned < sum(n_scored) / 2


def test_ties_survive_pruning() -> None:
    """Of many passages that score the same, the first ones by id are given."""
    engine = LocalEngine()
    same = [Passage(i, i, (), ("防汛", "会议", "召开")) for i in range(99, 59, -1)]
    other = [Passage(i, i, (), ("学校", "召开", "会议", "开学")) for i in range(50)] + [
        Passage(50, 50, (), ("学校",))
    ]
    rest = [Passage(i, i, (), ("道路",)) for i in range(100, 300)]
    engine.apply(Changes(1, (*same, *other, *rest), ()))

    assert [hit.passage for hit in engine.search(["防汛", "会议", "召开"], 3)] == [60, 61, 62]
