"""The index inside PostgreSQL gives what `BM25Okapi` gives, whatever was added, replaced and removed before."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from retrieval.engine import LocalEngine, Names
from retrieval.engine.postgres import PostgresEngine
from retrieval.errors import LibraryError
from retrieval.model import Changes, Passage
from retrieval.store import Database
from tests import postgres
from tests.retrieval.engine.test_local import TITLES, assert_equals_oracle

# The server that comes with the tests has a version that the program refuses; what it finds is checked all the same.
ANY_VERSION = (0,)
WORDS = [f"词{i}" for i in range(400)]


@pytest.fixture(scope="module")
def database(postgres_server: str) -> Iterator[Database]:
    """A database for the tests of this module, which begin an index of their own each."""
    with postgres.database(postgres_server) as url, Database.open(url) as database:
        yield database


@pytest.fixture(scope="module")
def extended(postgres_server: str) -> Iterator[Database]:
    """A database with the extension pg_textsearch, of whatever version."""
    with postgres.database(postgres_server) as url, Database.open(url) as database:
        with database.write() as connection:
            if not connection.scalar(
                sa.text("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_textsearch'")
            ):
                pytest.skip("this PostgreSQL has no pg_textsearch")
            connection.execute(sa.text("CREATE EXTENSION pg_textsearch"))
        yield database


def engine_of(database: Database, *passages: Passage) -> PostgresEngine:
    """An engine that holds these passages and nothing else."""
    engine = PostgresEngine(database, "test", oldest_extension=ANY_VERSION)
    engine.start_over(Changes(1, passages, ()))
    return engine


def corpus(n: int, seed: int = 5) -> list[Passage]:
    """Passages of sixty words, seven to an article, as often as words of a language are."""
    chance = random.Random(seed)
    odds = [1 / (i + 1) for i in range(len(WORDS))]
    return [
        Passage(i, i // 7, (WORDS[i // 7 % 400],), tuple(chance.choices(WORDS, odds, k=60)))
        for i in range(1, n + 1)
    ]


def made(chance: random.Random) -> Passage:
    """A passage of a few terms in one of a few articles."""
    article = chance.randrange(1, 1 + len(TITLES))
    terms = chance.choices("甲乙丙丁戊己庚辛壬癸", k=chance.randrange(13))
    return Passage(chance.randrange(1, 31), article, TITLES[article - 1], tuple(terms))


def test_scores_are_those_of_rank_bm25_at_every_revision(database: Database) -> None:
    """After any additions, replacements and removals, hits and scores are those of a fresh BM25Okapi."""
    chance = random.Random(3)
    for _ in range(6):
        engine, living = engine_of(database), dict[int, Passage]()
        for revision in range(2, 9):
            added = [made(chance) for _ in range(chance.randrange(9))]
            removed = [chance.randrange(1, 31) for _ in range(chance.randrange(4))]
            changes = Changes(revision, tuple(added), tuple(removed))
            engine.follow(revision, lambda _, changes=changes: changes)
            for gone in [*removed, *(one.id for one in added)]:
                living.pop(gone, None)
            living |= {one.id: one for one in {one.id: one for one in added}.values()}
            query = chance.choices("甲乙丙丁戊子丑无", k=chance.randrange(7))

            assert_equals_oracle(living, engine.search(query, 100), query)
            assert (revision, len(living)) == (engine.revision, len(engine))


def test_a_thousand_passages_in_and_mostly_out_again(database: Database) -> None:
    """Bounds let through whatever belongs to the best, also after most of the index was taken out and tidied."""
    chance, passages = random.Random(9), corpus(1000)
    engine = engine_of(database, *passages)
    living = {one.id: one for one in passages}
    for revision, n_gone in ((2, 300), (3, 500)):
        gone = chance.sample(sorted(living), n_gone)
        living = {number: one for number, one in living.items() if number not in gone}
        changes = Changes(revision, (), tuple(gone))
        engine.follow(revision, lambda _, changes=changes: changes)
        for query in ([*chance.choices(WORDS, k=8)] for _ in range(4)):
            assert_equals_oracle(living, engine.search(query, 2000), query)
            whole = engine.search(query, 2000)
            assert engine.search(query, 10) == whole[:10]
        engine.tidy()


def test_every_engine_tells_the_same_of_terms(database: Database) -> None:
    """Frequencies, weights, bounds, short terms and repaired names are those of the local index."""
    passages = [
        *corpus(60),
        Passage(70, 30, ("防汛", "会议"), ("沈砚州", "防汛", "防汛", "汛", "汛期", "主持")),
        Passage(71, 30, ("防汛", "会议"), ("防汛", "抢险")),
    ]
    engine, local = engine_of(database, *passages), LocalEngine()
    local.apply(Changes(1, tuple(passages), ()))

    for term in (*WORDS[:20], "防汛", "汛", "无"):
        assert engine.document_frequency(term) == local.document_frequency(term)
        assert engine.idf(term) == local.idf(term)
        assert engine.weight(term) == local.weight(term)
    query = ["防汛", "防汛", "词1", "无"]
    assert engine.upper_bound(query) == local.upper_bound(query)
    assert engine.search(query, 20) == local.search(query, 20)
    assert set(engine.terms_with("汛")) == set(local.terms_with("汛"))
    assert engine.terms_with("汛")[0] == local.terms_with("汛")[0] == "防汛"
    assert Names(engine).repair("沈彦州主持") == Names(local).repair("沈彦州主持") != ("沈彦州主持", ())
    assert (len(engine), engine.n_terms) == (len(local), local.n_terms)


def test_processes_share_one_index(database: Database) -> None:
    """Whoever follows first brings it up to date; the others find it so, and nothing is applied twice or skipped."""
    passages = corpus(40)
    engine_of(database)
    log = {r: Changes(r, (passages[r],), (passages[r - 1].id,) if r % 3 == 0 else ()) for r in range(2, 30)}

    def since(revision: int) -> Changes:
        later = [change for r, change in log.items() if r > revision]
        gone = {id_ for change in later for id_ in change.removed}
        added = tuple(one for change in later for one in change.added if one.id not in gone)
        return Changes(29, added, tuple(gone))

    others = [PostgresEngine(database, "test") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        has_worked = list(pool.map(lambda engine: engine.follow(29, since), others))

    assert has_worked.count(True) == 1
    living = {one.id: one for one in since(0).added}
    for engine in others:
        assert (engine.revision, len(engine)) == (29, len(living))
        assert_equals_oracle(living, engine.search(WORDS[:3], 100), WORDS[:3])


def test_an_index_made_anew_is_not_taken_for_the_old_one(database: Database) -> None:
    """What another process put in its place at the same revision, with the same counts, is what is searched."""
    one, other = Passage(1, 1, (), ("甲", "乙")), Passage(2, 2, (), ("丙", "丁"))
    reader = engine_of(database, one, other)
    assert [hit.passage for hit in reader.search(["甲"], 5)] == [1]
    for passages in ((other, one), (one, other)):
        engine_of(database, *passages)

        assert [hit.passage for hit in reader.search(["甲"], 5)] == [1]
        assert [hit.passage for hit in reader.search(["丁"], 5)] == [2]


def test_names_of_an_index_made_anew(database: Database) -> None:
    """After another process began the vocabulary anew, its names are learnt, though there are fewer terms than before."""
    reader = engine_of(database, *corpus(60))
    names = Names(reader)
    assert names.repair("沈彦州主持") == ("沈彦州主持", ())
    engine_of(database, Passage(70, 30, (), ("沈砚州", "主持")))
    reader.search(["主持"], 1)

    assert names.repair("沈彦州主持") == ("沈砚州主持", (("沈彦州", "沈砚州"),))


def test_the_library_fell_back(database: Database) -> None:
    """When the library stands at an earlier revision than the index, the index is made anew from it."""
    engine = engine_of(database, *corpus(20))
    old = tuple(corpus(5, seed=6))
    engine.follow(0, lambda revision: Changes(0, old, ()))

    assert (engine.revision, len(engine)) == (0, 5)
    assert_equals_oracle({one.id: one for one in old}, engine.search(WORDS[:3], 100), WORDS[:3])


def test_other_rules_make_it_anew(database: Database) -> None:
    """An index of another analyser is emptied at the start, and a program that still runs by the old rules says so."""
    old = engine_of(database, *corpus(20))
    new = PostgresEngine(database, "another analyser")

    assert (new.revision, len(new)) == (0, 0)
    with pytest.raises(LibraryError, match="start this one again"):
        old.search(["词1"], 5)


def test_an_old_extension_is_refused(extended: Database) -> None:
    """Versions that lose paragraphs after a crash are named, with what to do."""
    with extended.read() as connection:
        version = connection.scalar(
            sa.text("SELECT extversion FROM pg_extension WHERE extname = 'pg_textsearch'")
        )
    with pytest.raises(LibraryError, match=rf"pg_textsearch {version} .*99\.0.*DROP EXTENSION"):
        PostgresEngine(extended, "test", oldest_extension=(99, 0))


def test_the_extension_proposes_what_is_best(extended: Database) -> None:
    """With it, too, scores are exact, and the ten best are almost all those of the whole ranking."""
    passages = corpus(700)
    engine, local = engine_of(extended, *passages[:600]), LocalEngine()
    later = Changes(2, tuple(passages[600:]), tuple(range(1, 50)))
    local.apply(Changes(1, tuple(passages[:600]), ()))
    local.apply(later)
    engine.follow(2, lambda _: later)
    chance, n_same = random.Random(2), 0
    for query in ([*chance.choices(WORDS, k=6)] for _ in range(20)):
        expected, hits = local.search(query, 10), engine.search(query, 10)
        n_same += len(set(expected) & set(hits))
        assert list(hits) == sorted(hits, key=lambda hit: (-hit.score, hit.passage))

    assert engine.is_extended
    assert n_same >= 198
