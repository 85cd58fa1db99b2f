from __future__ import annotations

import random
import struct
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.codes import CodedTerms
from retrieval.engine import LocalEngine, Parameters, loose, merging
from retrieval.model import Changes, Hit, Passage
from tests.retrieval.engine.oracle import oracle_hits

TERMS = st.lists(st.sampled_from("甲乙丙丁戊己庚辛壬癸"), max_size=12).map(tuple)
TITLES = ((), ("甲",), ("子", "乙"), ("丑", "丑"), ("子",), ("乙", "丁"))
PASSAGES = st.builds(
    lambda id_, article, terms: Passage(id_, article, TITLES[article - 1], terms),
    st.integers(1, 30),
    st.integers(1, len(TITLES)),
    TERMS,
)
STEPS = st.lists(
    st.tuples(st.lists(PASSAGES, max_size=8), st.lists(st.integers(1, 30), max_size=4)), max_size=8
)


def passage(number: int, text: str, title: str = "", article: int = 1) -> Passage:
    return Passage(number, article, tuple(title), tuple(text))


def engine_of(*passages: Passage) -> LocalEngine:
    engine = LocalEngine()
    engine.apply(Changes(1, passages, ()))
    return engine


def assert_equals_oracle(living: dict[int, Passage], hits: tuple[Hit, ...], query: list[str]) -> None:
    expected = oracle_hits(living.values(), query)

    assert expected.keys() == {hit.passage for hit in hits}
    assert [hit.score for hit in hits] == pytest.approx(
        [expected[hit.passage] for hit in hits], abs=1e-9, rel=0
    )
    assert sorted(hits, key=lambda hit: (-hit.score, hit.passage)) == list(hits)


@pytest.mark.parametrize("most_loose", [0, 25, 4096])
@given(steps=STEPS, query=st.lists(st.sampled_from("甲乙丙丁戊子丑无"), max_size=6))
@settings(deadline=None)
def test_scores_are_those_of_rank_bm25_at_every_revision(
    most_loose: int, steps: list[tuple[list[Passage], list[int]]], query: list[str]
) -> None:
    """After any additions, replacements and removals, in segments or not, hits and scores are a fresh BM25Okapi's."""
    engine, living = LocalEngine(), dict[int, Passage]()
    for revision, (added, removed) in enumerate(steps, 1):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(loose, "MOST", most_loose)
            engine.apply(Changes(revision, tuple(added), tuple(removed)))
        if revision % 3 == 0:
            engine.tidy()
        for gone in [*removed, *(one.id for one in added)]:
            living.pop(gone, None)
        living |= {one.id: one for one in {one.id: one for one in added}.values()}

        assert_equals_oracle(living, engine.search(query, 100), query)
        assert (revision, len(living)) == (engine.revision, len(engine))


def test_scores_stay_exact_through_merges_and_rebuilds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand passages that come one by one and mostly go again score as if they had been there from the start."""
    monkeypatch.setattr(loose, "MOST", 500)
    chance = random.Random(5)
    words = [f"词{i}" for i in range(400)]
    engine, living = LocalEngine(), dict[int, Passage]()
    for revision in range(1, 1001):
        new = Passage(
            revision,
            revision // 7,
            (words[revision // 7 % 400],),
            tuple(chance.choices(words, range(400), k=60)),
        )
        gone = tuple(chance.sample(sorted(living), 2)) if revision % 2 and len(living) > 2 else ()
        engine.apply(Changes(revision, (new,), gone))
        living = {number: one for number, one in living.items() if number not in gone} | {revision: new}
        if revision % 100 == 0:
            engine.tidy()
    for _ in range(20):
        query = chance.choices(words, k=8)

        assert_equals_oracle(living, engine.search(query, 2000), query)


def test_a_large_change_fills_several_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that fills several segments scores as if it were in one."""
    monkeypatch.setattr(merging, "LARGEST", 30)
    chance = random.Random(8)
    added = [
        passage(i, "".join(chance.choices("甲乙丙丁戊己", k=9)), "甲子", article=i // 5) for i in range(23)
    ]
    engine = engine_of(*added)
    query = ["甲", "丙", "子"]

    assert_equals_oracle({one.id: one for one in added}, engine.search(query, 50), query)


def test_starting_over_forgets() -> None:
    """Starting over holds the new passages alone, at their revision, even a smaller one."""
    engine = LocalEngine()
    engine.apply(Changes(9, (passage(1, "防汛"), passage(2, "会议")), ()))
    engine.start_over(Changes(4, (passage(3, "学校"),), ()))

    assert (engine.revision, len(engine)) == (4, 1)
    assert engine.search(["汛", "会"], 5) == ()
    assert [hit.passage for hit in engine.search(["学"], 5)] == [3]


def test_an_article_has_the_title_that_came_last() -> None:
    """When a passage comes with another title, that is the title of all passages of its article."""
    engine = engine_of(passage(1, "防汛", "旧"), passage(2, "会议", "旧"), passage(3, "学校", article=2))
    engine.apply(Changes(2, (passage(4, "放假", "新"),), ()))
    living = [passage(i, text, "新") for i, text in ((1, "防汛"), (2, "会议"), (4, "放假"))]

    assert engine.document_frequency("旧") == 0
    assert_equals_oracle(
        {one.id: one for one in (*living, passage(3, "学校", article=2))},
        engine.search(["新", "汛"], 9),
        ["新", "汛"],
    )


def test_a_match_is_a_posting_whatever_its_score() -> None:
    """In a library of one passage every score is negative, and the passage is found all the same."""
    hits = engine_of(passage(7, "防汛工作")).search(["防"], 3)

    assert [hit.passage for hit in hits] == [7]
    assert hits[0].score < 0


def test_only_the_article_matches() -> None:
    """A passage that shares no term itself is no hit, though its article shares one."""
    engine = engine_of(passage(1, "防汛"), passage(2, "会议"), passage(3, "学校", article=2))

    assert [hit.passage for hit in engine.search(["汛"], 5)] == [1]


def test_ties_go_by_passage_id() -> None:
    """Passages that score the same come in order of their ids, and k cuts after that order, not before."""
    engine = engine_of(
        *(passage(number, "防汛", article=number) for number in (9, 4, 6, 2, 8)), passage(1, "会议")
    )

    assert [hit.passage for hit in engine.search(["汛"], 3)] == [2, 4, 6]


@pytest.mark.parametrize(("query", "k"), [([], 5), (["无"], 5), (["汛"], 0), ([""], 5)])
def test_nothing_to_look_for(query: list[str], k: int) -> None:
    """No terms, unknown terms, or no room for a hit give no hits."""
    assert engine_of(passage(1, "防汛")).search(query, k) == ()


def test_an_empty_engine_answers() -> None:
    """On the first day there is no hit, no frequency and no weight, and no error."""
    engine = LocalEngine()

    assert engine.search(["汛"], 5) == ()
    assert (len(engine), engine.revision, engine.document_frequency("汛")) == (0, 0, 0)
    assert (engine.idf("汛"), engine.weight("汛"), engine.upper_bound(["汛"])) == (0.0, 0.0, 0.0)
    assert engine.terms_with("汛") == ()


def test_an_emptied_engine_is_empty() -> None:
    """Once everything is removed nothing is found, and new passages score as in a new engine."""
    engine = engine_of(passage(1, "防汛"), passage(2, "会议"))
    engine.apply(Changes(2, (), (1, 2, 99)))

    assert engine.search(["汛"], 5) == ()
    assert len(engine) == 0

    engine.apply(Changes(3, (passage(3, "防汛"),), ()))

    assert engine_of(passage(3, "防汛")).search(["汛"], 5) == engine.search(["汛"], 5)


def test_frequencies_follow_the_living() -> None:
    """Document frequency counts text and title of living passages; idf is that of rank_bm25."""
    engine = engine_of(passage(1, "防汛"), passage(2, "会议", "汛"), passage(3, "学校", article=2))

    assert engine.document_frequency("汛") == 2
    assert engine.idf("汛") < engine.idf("学")

    engine.apply(Changes(2, (), (2,)))

    assert engine.document_frequency("汛") == 1


def test_weight_is_never_negative() -> None:
    """A term that most passages hold has weight 0 in a tiny library, where rank_bm25's floor is negative too."""
    engine = engine_of(passage(1, "汛"), passage(2, "汛", article=2))

    assert engine.idf("汛") < 0
    assert engine.weight("汛") == 0.0
    assert engine.upper_bound(["汛"]) == 0.0


@given(
    st.lists(PASSAGES, min_size=1, max_size=20),
    st.lists(st.sampled_from("甲乙丙丁戊"), min_size=1, max_size=5),
)
@settings(deadline=None)
def test_no_passage_passes_the_upper_bound(passages: list[Passage], query: list[str]) -> None:
    """Without the article's half, no score passes the upper bound of its query."""
    engine = LocalEngine(Parameters(article_weight=0.0))
    engine.apply(Changes(1, tuple(passages), ()))
    scores = engine.snapshot.scores(query)

    assert max(scores.values(), default=0.0) <= engine.upper_bound(query) + 1e-9


def test_short_terms_that_hold_a_character() -> None:
    """Terms of one or two characters are found by a character of theirs, the most frequent first, the dead left out."""
    engine = LocalEngine()
    engine.apply(
        Changes(1, (Passage(1, 1, (), ("防汛", "汛", "防汛办", "汛情")), Passage(2, 1, (), ("汛情",))), ())
    )

    assert engine.terms_with("汛") == ("汛情", "防汛", "汛")

    engine.apply(Changes(2, (Passage(3, 2, ("春汛",), ()),), (1,)))

    assert engine.terms_with("汛") == ("汛情", "春汛")


def test_a_search_sees_one_revision() -> None:
    """While passages are swapped in one change each, every search in other threads sees just one of them."""
    engine = engine_of(passage(0, "防汛"))
    is_over = threading.Event()
    seen: list[int] = []

    def look() -> None:
        while not is_over.is_set():
            seen.append(len(engine.search(["汛"], 10)))

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(1, 300):
        engine.apply(Changes(number, (passage(number, "防汛", article=number),), (number - 1,)))
    is_over.set()
    for thread in threads:
        thread.join()

    assert {1} == set(seen)


def test_an_old_snapshot_does_not_change() -> None:
    """What a snapshot found before a change it finds after it."""
    engine = engine_of(passage(1, "防汛"), passage(2, "汛情", article=2))
    old = engine.snapshot
    before = old.search(["汛"], 5)
    engine.apply(Changes(2, (passage(3, "汛汛", article=2),), (1,)))

    assert before == old.search(["汛"], 5)
    assert {2, 3} == {hit.passage for hit in engine.search(["汛"], 5)}


def test_coded_terms_are_the_terms_they_stand_for() -> None:
    """Passages with numbers of a table, over several tables and batches, score as passages with strings do."""
    texts = [("防汛", "会议"), ("会议", "会议", "市场"), (), ("市场", "防汛", "学校")]
    plain, coded = LocalEngine(), LocalEngine()
    for revision, table in enumerate(
        (["", "学校", "防汛", "会议", "市场"], ["市场", "会议", "学校", "防汛"]), 1
    ):
        numbers = {term: number for number, term in enumerate(table)}

        def code(
            terms: tuple[str, ...], table: list[str] = table, numbers: dict[str, int] = numbers
        ) -> CodedTerms:
            return CodedTerms(struct.pack(f"<{len(terms)}I", *map(numbers.__getitem__, terms)), table)

        ids = range(revision * 10, revision * 10 + len(texts))
        plain.apply(
            Changes(revision, tuple(Passage(i, i, ("学校",), t) for i, t in zip(ids, texts, strict=True)), ())
        )
        coded.apply(
            Changes(
                revision,
                tuple(Passage(i, i, code(("学校",)), code(t)) for i, t in zip(ids, texts, strict=True)),
                (),
            )
        )

        for query in (["防汛"], ["会议", "市场"], ["学校", "学校"]):
            assert coded.search(query, 10) == plain.search(query, 10)
